"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { useSession } from "../shell/session.tsx";
import { UnreadAddress } from "../shell/unread-address.tsx";
import { useTRPC } from "../trpc/client.ts";
import { cn } from "../ui/cn.ts";
import { Pager } from "../ui/pager.tsx";
import { Table, Td, Th } from "../ui/table.tsx";
import { logMoment } from "../ui/time-text.ts";
import { AccessFilters } from "./access-filters.tsx";
import { accessText } from "./access-text.ts";
import { type AccessState, accessRequest, accessUrl } from "./access-url.ts";
import { Loaded } from "./loaded.tsx";
import { Section } from "./section.tsx";

/** Who came in, and who changed what: entries are permanent (P6.3). */
export function AccessLog() {
  const trpc = useTRPC();
  const { timeZone } = useSession();
  const [state, setState] = useQueryStates(accessUrl, { history: "push" });
  const change = (values: { [K in keyof AccessState]?: AccessState[K] | null }) =>
    void setState("page" in values ? values : { ...values, page: null });
  const log = useQuery(
    trpc.admin.accessLog.queryOptions(accessRequest(state), { placeholderData: keepPreviousData }),
  );
  return (
    <>
      <Section title="Access log" about="Who signed in, and who changed access or these settings.">
        <AccessFilters state={state} change={change} />
        <UnreadAddress of={accessUrl} />
        <Loaded query={log} what="The access log">
          {({ entries }) =>
            entries.length === 0 ? (
              <p className="px-4 py-6 text-sm text-ink-2 lg:px-6">No entry matches.</p>
            ) : (
              <Table aria-label="Access log" aria-busy={log.isPlaceholderData}>
                <thead>
                  <tr>
                    <Th className="w-64">When</Th>
                    <Th className="w-1/4">Who</Th>
                    <Th>What</Th>
                  </tr>
                </thead>
                <tbody className={cn("transition-opacity", log.isPlaceholderData && "opacity-55")}>
                  {entries.map((entry) => (
                    <tr key={entry.entryId}>
                      <Td className="figures text-ink-2">{logMoment(entry.at, timeZone)}</Td>
                      <Td title={entry.actor}>{entry.actor}</Td>
                      <Td className="whitespace-normal py-1.5">{accessText(entry, timeZone)}</Td>
                    </tr>
                  ))}
                </tbody>
              </Table>
            )
          }
        </Loaded>
      </Section>
      {log.data && log.data.totalRows > 0 && (
        <Pager
          page={log.data.page}
          pageSize={log.data.pageSize}
          totalRows={log.data.totalRows}
          shown={log.data.entries.length}
          onPage={(page) => change({ page })}
        />
      )}
    </>
  );
}
