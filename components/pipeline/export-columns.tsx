"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { useState } from "react";
import { flushSync } from "react-dom";
import { LOAN_FIELDS, type LoanField } from "@/server/domain/pipeline/model/loan-fields.ts";
import { Button } from "../ui/button.tsx";
import { LOAN_LABELS } from "./field-labels.ts";

const ALL = Object.keys(LOAN_FIELDS) as LoanField[];

export interface ExportColumns {
  /** Every field, in the order of the file. */
  order: LoanField[];
  /** Those that go into the file, in its order (P3.7). */
  chosen: LoanField[];
  toggle: (field: LoanField) => void;
  take: (which: "list" | "all" | "none") => void;
  /** Before the chosen one that stands before it, or behind the one behind it. */
  move: (field: LoanField, by: 1 | -1) => void;
}

/** Begins with the columns of the list, as they stand there; the others follow in their usual order. */
export function useExportColumns(shown: LoanField[]): ExportColumns {
  const asInList = [...shown, ...ALL.filter((field) => !shown.includes(field))];
  const [order, setOrder] = useState(asInList);
  const [ticked, setTicked] = useState<ReadonlySet<LoanField>>(() => new Set(shown));
  const chosen = order.filter((field) => ticked.has(field));
  return {
    order,
    chosen,
    toggle: (field) => setTicked(new Set(ALL.filter((one) => ticked.has(one) !== (one === field)))),
    take: (which) => {
      if (which === "list") setOrder(asInList);
      setTicked(new Set(which === "list" ? shown : which === "all" ? ALL : []));
    },
    move: (field, by) => setOrder(moved(order, field, chosen[chosen.indexOf(field) + by])),
  };
}

/** The field in the place of another one, which makes way. */
export function moved(order: LoanField[], field: LoanField, other: LoanField | undefined): LoanField[] {
  if (other === undefined) return order;
  const place = order.indexOf(other);
  const rest = order.filter((one) => one !== field);
  return [...rest.slice(0, place), field, ...rest.slice(place)];
}

export function ExportColumnsPicker({ columns, disabled }: { columns: ExportColumns; disabled: boolean }) {
  const { order, chosen, take } = columns;
  return (
    <fieldset disabled={disabled}>
      <div className="mb-2 flex items-center gap-2">
        <legend className="contents text-sm font-medium">
          Columns <span className="figures font-normal text-ink-3">{chosen.length}</span>
        </legend>
        <span className="flex-1" />
        <Button size="sm" look="quiet" onClick={() => take("list")}>
          As in the list
        </Button>
        <Button size="sm" look="quiet" onClick={() => take("all")}>
          All {ALL.length}
        </Button>
        <Button size="sm" look="quiet" onClick={() => take("none")}>
          None
        </Button>
      </div>
      <ul className="grid grid-cols-2 gap-x-4 rounded-md border p-2 sm:grid-cols-3">
        {order.map((field) => (
          <Column key={field} field={field} columns={columns} />
        ))}
      </ul>
      <p className="mt-1.5 text-xs text-ink-3">
        The file has them in this order, line by line. The arrows of a ticked column move it.
      </p>
    </fieldset>
  );
}

function Column({ field, columns }: { field: LoanField; columns: ExportColumns }) {
  const place = columns.chosen.indexOf(field);
  const isTicked = place !== -1;
  return (
    <li className="group/column relative flex h-7 items-center rounded-sm hover:bg-hover">
      <label className="flex min-w-0 flex-1 items-center gap-2 px-1.5 text-sm">
        <input
          type="checkbox"
          checked={isTicked}
          onChange={() => columns.toggle(field)}
          className="size-3.5 shrink-0 accent-accent"
        />
        <span className="truncate">{LOAN_LABELS[field]}</span>
      </label>
      {isTicked && (
        <span className="absolute right-0 flex rounded-sm bg-sheet opacity-0 focus-within:opacity-100 group-hover/column:opacity-100 pointer-coarse:opacity-100">
          <Mover field={field} by={-1} isLast={place === 0} move={columns.move} />
          <Mover field={field} by={1} isLast={place === columns.chosen.length - 1} move={columns.move} />
        </span>
      )}
    </li>
  );
}

interface MoverProps {
  field: LoanField;
  by: 1 | -1;
  /** It cannot go further that way. */
  isLast: boolean;
  move: ExportColumns["move"];
}

function Mover({ field, by, isLast, move }: MoverProps) {
  const Glyph = by === 1 ? ChevronRight : ChevronLeft;
  return (
    <button
      type="button"
      aria-disabled={isLast}
      onClick={(event) => {
        const button = event.currentTarget;
        flushSync(() => move(field, by));
        // What has the focus loses it when it is put elsewhere.
        button.focus();
      }}
      className="flex size-5 items-center justify-center rounded-sm text-ink-3 hover:text-ink aria-disabled:opacity-40"
    >
      <Glyph aria-hidden className="size-3.5" />
      <span className="sr-only">
        Move {LOAN_LABELS[field]} {by === 1 ? "later" : "earlier"}
      </span>
    </button>
  );
}
