"use client";

import type { Route } from "next";
import Link from "next/link";
import { useActorName } from "../../pipeline/actor-name.ts";
import { useSession } from "../../shell/session.tsx";
import { cn } from "../../ui/cn.ts";
import { Table, Td, Th } from "../../ui/table.tsx";
import { logMoment } from "../../ui/time-text.ts";
import { EntryWords } from "./audit-entry.tsx";
import type { AuditEntry } from "./audit-words.ts";

interface Props {
  entries: AuditEntry[];
  /** The rows are still those of the question before. */
  isStale: boolean;
}

/** From which width of the page a column is shown; below it, who did it stands under when. */
const WIDE = "hidden @min-[860px]:table-cell";

export function AuditTable({ entries, isStale }: Props) {
  return (
    <Table aria-label="Audit log" aria-busy={isStale}>
      <thead>
        <tr>
          <Th className="w-58">When</Th>
          <Th className={cn("w-52", WIDE)}>Who</Th>
          <Th className="w-26">Mortgage</Th>
          <Th>What</Th>
        </tr>
      </thead>
      <tbody className={cn("transition-opacity", isStale && "opacity-55 delay-200 duration-150")}>
        {entries.map((entry) => (
          <EntryRow key={entry.entryId} entry={entry} />
        ))}
      </tbody>
    </Table>
  );
}

function EntryRow({ entry }: { entry: AuditEntry }) {
  const { timeZone } = useSession();
  const actorName = useActorName();
  const { at, actor, action } = entry;
  const cell = "whitespace-normal py-2 align-top";
  const who = actorName(actor);
  return (
    <tr className={cn("hover:bg-row", action === "refused" && "bg-danger-wash/40")}>
      <Td className={cn("figures text-ink-2", cell, "whitespace-nowrap")}>
        <time dateTime={at}>{logMoment(at, timeZone)}</time>
        <span className="block truncate text-ink @min-[860px]:hidden" title={actor}>
          {who}
        </span>
      </Td>
      <Td className={cn("break-words", cell, WIDE)} title={actor}>
        {who}
      </Td>
      <Td className={cell}>
        <MortgageLink entry={entry} />
      </Td>
      <Td className={cell}>
        <EntryWords entry={entry} />
      </Td>
    </tr>
  );
}

/** Leads to the mortgage while it is there. */
function MortgageLink({ entry: { mortgageId, isThere } }: { entry: AuditEntry }) {
  if (mortgageId === null)
    return (
      <span className="text-ink-3">
        <span aria-hidden>–</span>
        <span className="sr-only">None</span>
      </span>
    );
  if (!isThere)
    return (
      <span className="figures text-ink-3">
        {mortgageId}
        <span className="ml-1.5 text-xs">deleted</span>
      </span>
    );
  return (
    <Link
      href={`/mortgages/${mortgageId}` as Route}
      className="figures rounded-sm font-medium text-accent underline-offset-3 hover:underline"
    >
      {mortgageId}
    </Link>
  );
}
