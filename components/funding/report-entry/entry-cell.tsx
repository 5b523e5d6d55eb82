import { BUREAUS, type Bureau } from "@/server/domain/funding/model/credit-report.ts";
import { cn } from "../../ui/cn.ts";
import { Input, Select } from "../../ui/input.tsx";
import { BUREAU_SIGNS, BUREAU_TITLES, type Column, type Row } from "./columns.ts";
import { reportedBy } from "./typed-report.ts";

interface Props {
  column: Column;
  /** Of the control. */
  name: string;
  label: string;
  row: Row;
  found: Bureau[];
  /** The id of what says what is wrong with it. */
  wrong: string | null;
  onPut: (name: string, value: string) => void;
}

/** A cell of a table that is typed. */
export function EntryCell({ column, name, label, row, found, wrong, onPut }: Props) {
  const { kind, choices = [], like } = column;
  const control = {
    name,
    "aria-label": label,
    ...(wrong ? { "aria-invalid": true as const, "aria-describedby": wrong } : {}),
  };
  const value = row[column.name] ?? "";
  const change = (event: { target: { value: string } }) => onPut(column.name, event.target.value);
  if (kind === "bureaus")
    return (
      <BureauTicks
        {...{ name, label, wrong }}
        ticked={reportedBy(row, found)}
        onTick={(next) => onPut(column.name, next.join(" "))}
      />
    );
  if (kind === "choice") {
    const isKnown = choices.some((choice) => choice.value === value);
    return (
      <Select
        {...control}
        value={value}
        onChange={change}
        className={cn(column.width, "h-8", !isKnown && "text-danger")}
      >
        {/* As it was pasted, until it is said what it means. */}
        {!isKnown && <option value={value}>{value} – choose …</option>}
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.says}
          </option>
        ))}
      </Select>
    );
  }
  return (
    <Input
      {...control}
      type="text"
      value={value}
      onChange={change}
      autoComplete="off"
      spellCheck={false}
      placeholder={like}
      maxLength={200}
      {...(kind === "amount" ? { inputMode: "decimal" as const } : {})}
      {...(kind === "count" ? { inputMode: "numeric" as const } : {})}
      className={cn(
        column.width,
        "h-8 px-2 text-sm",
        kind !== "text" && "figures",
        (kind === "amount" || kind === "count") && "text-right",
      )}
    />
  );
}

interface TickProps {
  name: string;
  label: string;
  ticked: Bureau[];
  wrong: string | null;
  onTick: (next: Bureau[]) => void;
}

/** Which bureaus say so. The last one stays: an account that nobody reports is none. */
function BureauTicks({ name, label, ticked, wrong, onTick }: TickProps) {
  return (
    <fieldset aria-label={label} className="flex w-30 items-center gap-2 px-1">
      {BUREAUS.map((bureau) => (
        <label key={bureau} className="flex cursor-pointer items-center gap-1 text-xs text-ink-2">
          <input
            type="checkbox"
            name={name}
            aria-label={BUREAU_TITLES[bureau]}
            {...(wrong ? { "aria-invalid": true, "aria-describedby": wrong } : {})}
            checked={ticked.includes(bureau)}
            onChange={(event) => {
              const next = BUREAUS.filter((one) =>
                one === bureau ? event.target.checked : ticked.includes(one),
              );
              if (next.length > 0) onTick(next);
            }}
            className="size-3.5 accent-accent"
          />
          {BUREAU_SIGNS[bureau]}
        </label>
      ))}
    </fieldset>
  );
}
