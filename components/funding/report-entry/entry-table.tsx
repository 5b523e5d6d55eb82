import { X } from "lucide-react";
import type { ClipboardEvent, KeyboardEvent } from "react";
import type { Bureau } from "@/server/domain/funding/model/credit-report.ts";
import { Button } from "../../ui/button.tsx";
import { cn } from "../../ui/cn.ts";
import { SideScroll } from "../../ui/side-scroll.tsx";
import { withDays } from "../../ui/time-text.ts";
import { type Column, isBlank, LISTS, type ListName, nextRow, type Row } from "./columns.ts";
import { EntryCell } from "./entry-cell.tsx";
import { withPasted } from "./pasted-rows.ts";

interface Props {
  list: ListName;
  rows: Row[];
  /** The bureaus that found the client. */
  found: Bureau[];
  /** By control, `tradelines.2.creditLimit`: what goes on where the column's title ends. */
  errors: Record<string, string>;
  onChange: (rows: Row[]) => void;
  /** Rows stand elsewhere, or are others: what was wrong is known by where they stood. */
  onMoved: () => void;
}

/**
 * Rows that are typed as in a spreadsheet: an empty one is always there, Enter goes down, and cells of a spreadsheet are pasted
 * as they are.
 */
export function EntryTable({ list, rows, found, errors, onChange, onMoved }: Props) {
  const { title, columns } = LISTS[list];
  const last = rows.at(-1);
  const shown = last === undefined || !isBlank(list, last) ? [...rows, nextRow(list, last)] : rows;
  const put = (at: number, name: string, value: string) =>
    onChange(shown.map((row, index) => (index === at ? { ...row, [name]: value } : row)));
  const keys = (event: KeyboardEvent<HTMLTableElement>) => {
    const place = placeOf(event.target);
    if (place === null || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key !== "Enter") return;
    event.preventDefault();
    focusControl(`${list}.${place.at + (event.shiftKey ? -1 : 1)}.${place.name}`);
  };
  const paste = (event: ClipboardEvent<HTMLTableElement>) => {
    const place = placeOf(event.target);
    if (place === null) return;
    const pasted = withPasted(list, shown, place.at, place.name, event.clipboardData.getData("text/plain"));
    if (pasted === null) return;
    event.preventDefault();
    onChange(pasted);
    onMoved();
  };
  const remove = (at: number) => {
    onChange(shown.filter((_, index) => index !== at));
    onMoved();
    requestAnimationFrame(() =>
      focusControl(`${list}.${Math.min(at, shown.length - 2)}.${columns[0]?.name}`),
    );
  };
  return (
    <SideScroll>
      <table
        aria-label={title}
        onKeyDown={keys}
        onPaste={paste}
        className="border-separate border-spacing-0 text-sm"
      >
        <thead>
          <tr className="text-left text-xs text-ink-3">
            {columns.map(({ name, title: heading, kind, width }) => (
              <th
                key={name}
                scope="col"
                className={cn("px-1 pb-1 font-normal whitespace-nowrap", isRight(kind) && "text-right")}
              >
                <div className={width}>{heading}</div>
              </th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody>
          {shown.map((row, at) => (
            <EntryRow
              // biome-ignore lint/suspicious/noArrayIndexKey: a row is where it stands
              key={at}
              {...{ list, row, at, found, errors }}
              onPut={(name, value) => put(at, name, value)}
              onRemove={at < rows.length && !isBlank(list, row) ? () => remove(at) : null}
            />
          ))}
        </tbody>
      </table>
    </SideScroll>
  );
}

interface RowProps extends Pick<Props, "list" | "found" | "errors"> {
  row: Row;
  at: number;
  onPut: (name: string, value: string) => void;
  onRemove: (() => void) | null;
}

function EntryRow({ list, row, at, found, errors, onPut, onRemove }: RowProps) {
  const { one, columns } = LISTS[list];
  const control = (name: string) => `${list}.${at}.${name}`;
  const wrong = columns.filter(({ name }) => errors[control(name)] !== undefined);
  const saysId = `${list}-${at}-wrong`;
  return (
    <>
      <tr>
        {columns.map((column) => (
          <td key={column.name} className="p-0.5 align-middle">
            <EntryCell
              column={column}
              name={control(column.name)}
              label={`${one} ${at + 1}: ${column.title.toLowerCase()}`}
              row={row}
              found={found}
              wrong={wrong.includes(column) ? saysId : null}
              onPut={onPut}
            />
          </td>
        ))}
        <td className="pl-0.5">
          {onRemove && (
            <Button
              look="quiet"
              size="icon-sm"
              aria-label={`Remove ${one.toLowerCase()} ${at + 1}`}
              onClick={onRemove}
            >
              <X aria-hidden />
            </Button>
          )}
        </td>
      </tr>
      {wrong.length > 0 && (
        <tr>
          <td colSpan={columns.length + 1} id={saysId} className="px-1 pb-1.5 text-sm text-danger">
            {/* As wide as the table is without it. */}
            <p className="w-0 min-w-full">
              {wrong
                .map(({ name, title, kind }) => `${title} ${inWords(kind, errors[control(name)])}`)
                .join("; ")}
              .
            </p>
          </td>
        </tr>
      )}
    </>
  );
}

/** A choice by its words, and a date as it stands on paper. */
function inWords(kind: Column["kind"], problem = ""): string | undefined {
  if (kind === "choice" && problem.startsWith("must be one of")) return "has to be chosen";
  if (problem.startsWith("must be an existing date")) return "must be a date like 3/10/2021, 3/2021 or 2021";
  return withDays(problem);
}

const isRight = (kind: string) => kind === "amount" || kind === "count";

function placeOf(target: EventTarget): { at: number; name: string } | null {
  if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return null;
  const [, at, name] = target.name.split(".");
  return at === undefined || name === undefined ? null : { at: Number(at), name };
}

function focusControl(name: string): void {
  const control = document.querySelector<HTMLElement>(`[name="${name}"]`);
  control?.focus();
  if (control instanceof HTMLInputElement && control.type === "text") control.select();
}
