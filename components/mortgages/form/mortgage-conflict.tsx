"use client";

import type { Ref } from "react";
import type { Mortgage } from "@/server/domain/mortgages/model/mortgage.ts";
import { Button } from "../../ui/button.tsx";
import { cn } from "../../ui/cn.ts";
import { FIELD_LABELS, factText } from "../fact-text.ts";
import { useWhoChanged } from "../who-changed.ts";
import { differing, type FactTexts, factsOf } from "./mortgage-values.ts";

interface Props {
  ref: Ref<HTMLDivElement>;
  /** What both began with. */
  seen: Mortgage;
  mine: { facts: FactTexts; borrowerName: string };
  present: Mortgage;
  /** The server turned the save down; else the news came while somebody was typing. */
  wasRefused: boolean;
  onGoOn: (whose: "mine" | "theirs") => void;
}

/** Both versions side by side, where somebody else was quicker; the form goes on from either (M7). */
export function MortgageConflict({ ref, seen, mine, present, wasRefused, onGoOn }: Props) {
  const who = useWhoChanged(present);
  const [before, theirs] = [factsOf(seen), factsOf(present)];
  const myChanges = differing(before, mine.facts);
  const theirChanges = differing(before, theirs);
  const touched = [...new Set([...theirChanges, ...myChanges])];
  const both = touched.filter(
    (field) =>
      myChanges.includes(field) && theirChanges.includes(field) && mine.facts[field] !== theirs[field],
  );
  return (
    <div
      ref={ref}
      role="alert"
      tabIndex={-1}
      className="scroll-mb-20 rounded-md border border-line-strong bg-sheet p-4 text-sm"
    >
      <p className="font-medium">{who} while you were typing</p>
      <p className="text-ink-2">
        {wasRefused && "Nothing was saved. "}
        {both.length === 0
          ? "You changed different fields, so both can stand."
          : `${both.length === 1 ? "Both changed one field" : `Both changed ${both.length} fields`}: ${both.map((field) => FIELD_LABELS[field].toLowerCase()).join(", ")}.`}
      </p>
      <table className="mt-3 w-full table-fixed text-left">
        <thead className="text-xs text-ink-3">
          <tr>
            {["Fact", "Before", "Yours", "Theirs, now"].map((head) => (
              <th key={head} scope="col" className="py-1 pr-3 font-normal">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {touched.map((field) => (
            <tr key={field} className="align-top [&>*]:border-t [&>*]:py-1.5 [&>*]:pr-3">
              <th scope="row" className="font-normal text-ink-2">
                {FIELD_LABELS[field]}
                {both.includes(field) && <span className="ml-1.5 font-medium text-overdue">differs</span>}
              </th>
              <Version value={factText(field, before[field], seen.borrowerName)} />
              {myChanges.includes(field) ? (
                <Version value={factText(field, mine.facts[field], mine.borrowerName)} isNew />
              ) : (
                <Version value="left as it was" />
              )}
              <Version
                value={factText(field, theirs[field], present.borrowerName)}
                isNew={theirChanges.includes(field)}
              />
            </tr>
          ))}
        </tbody>
      </table>
      <div className="mt-3 flex flex-wrap items-center gap-2">
        <Button look="filled" onClick={() => onGoOn("mine")}>
          Keep mine
        </Button>
        <Button onClick={() => onGoOn("theirs")}>Take theirs</Button>
        <p className="text-xs text-ink-3">
          Keep mine puts what you typed on top of theirs. Nothing is saved until you press save.
        </p>
      </div>
    </div>
  );
}

/** What neither side touched in a field stands back. */
function Version({ value, isNew }: { value: string; isNew?: boolean }) {
  return <td className={cn("figures break-words", isNew ? "font-medium" : "text-ink-3")}>{value}</td>;
}
