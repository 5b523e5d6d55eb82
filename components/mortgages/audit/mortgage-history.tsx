"use client";

import { useQuery } from "@tanstack/react-query";
import type { Route } from "next";
import Link from "next/link";
import { useId } from "react";
import { Loaded } from "../../admin/loaded.tsx";
import { useActorName } from "../../pipeline/actor-name.ts";
import { useSession } from "../../shell/session.tsx";
import { useTRPC } from "../../trpc/client.ts";
import { cn } from "../../ui/cn.ts";
import { countText } from "../../ui/money-text.ts";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { EntryWords } from "./audit-entry.tsx";
import type { AuditEntry } from "./audit-words.ts";

const SHOWN = 10;

/** The newest of what the log tells of one mortgage (M11). For administrators: others are told so, and nothing is asked. */
export function MortgageHistory({ mortgageId }: { mortgageId: number }) {
  const { role } = useSession();
  const id = useId();
  return (
    <section aria-labelledby={id} className="flex flex-col gap-2">
      <h2 id={id} className="font-semibold text-sm">
        History
      </h2>
      {role === "admin" ? (
        <Entries mortgageId={mortgageId} />
      ) : (
        <p className="text-ink-3 text-xs">Who changed what is told to administrators.</p>
      )}
    </section>
  );
}

function Entries({ mortgageId }: { mortgageId: number }) {
  const trpc = useTRPC();
  const log = useQuery(trpc.mortgages.audit.list.queryOptions({ mortgageId, page: 1, pageSize: SHOWN }));
  return (
    <Loaded query={log} what="The history">
      {({ entries, totalRows }) => (
        <>
          <ol>
            {entries.map((entry) => (
              <Entry key={entry.entryId} entry={entry} />
            ))}
          </ol>
          <Link
            href={`/mortgages/audit?mortgage=${mortgageId}` as Route}
            className="self-start rounded-sm text-accent text-sm underline-offset-3 hover:underline"
          >
            {totalRows > SHOWN ? `All ${countText(totalRows)} entries in the audit log` : "In the audit log"}
          </Link>
        </>
      )}
    </Loaded>
  );
}

function Entry({ entry }: { entry: AuditEntry }) {
  const { timeZone } = useSession();
  const actorName = useActorName();
  const { action, actor, at } = entry;
  return (
    <li className="relative pb-3 pl-5 text-sm before:absolute before:top-5 before:bottom-0 before:left-[5px] before:w-px before:bg-line-strong last:before:hidden">
      <span
        aria-hidden
        className={cn(
          "absolute top-[7px] left-0.5 size-2 rounded-full",
          action === "refused" ? "bg-danger" : "bg-control",
        )}
      />
      <EntryWords entry={entry} />
      <p className="text-ink-3 text-xs">
        <span title={actor}>{actorName(actor)}</span>, <RelativeTime moment={at} timeZone={timeZone} />
      </p>
    </li>
  );
}
