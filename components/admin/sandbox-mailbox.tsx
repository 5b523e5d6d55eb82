"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  DECLINING_DOMAIN,
  SANDBOX_DOMAINS,
  SYSTEM_NAMES,
  type System,
} from "@/server/domain/integrations/input.ts";
import { useSession } from "../shell/session.tsx";
import { type Outputs, useTRPC } from "../trpc/client.ts";
import { Button } from "../ui/button.tsx";
import { momentLabel } from "../ui/time-text.ts";
import { useSendOnce } from "../ui/use-send-once.ts";
import { Loaded } from "./loaded.tsx";

type Kept = Outputs["integrations"]["sandbox"][number];

/** What the sandbox was sent and holds, with what makes it fail (F7.4). */
export function SandboxMailbox({ system }: { system: System }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const kept = useQuery(trpc.integrations.sandbox.queryOptions({ system }));
  const refresh = () =>
    Promise.all([
      queryClient.invalidateQueries(trpc.integrations.sandbox.pathFilter()),
      queryClient.invalidateQueries(trpc.integrations.sandboxTemplates.pathFilter()),
    ]);
  const empty = useMutation(trpc.integrations.emptySandbox.mutationOptions({ onSuccess: refresh }));
  const send = useSendOnce(() => empty.mutateAsync({ system }));
  const name = SYSTEM_NAMES[system];
  return (
    <div>
      <div className="flex flex-wrap items-end justify-between gap-3">
        <div>
          <h3 className="text-sm font-semibold">
            {system === "smtp" ? "Sandbox mailbox" : `In the sandbox of ${name}`}
          </h3>
          <p className="max-w-180 text-xs text-ink-2">
            To see it fail, give a client an address at one of these:{" "}
            {Object.entries(SANDBOX_DOMAINS)
              .map(([domain, what]) => `${domain} ${what}`)
              .join(" · ")}
            .
            {system === "documenso" &&
              ` Agreements are signed after 20 seconds; ${DECLINING_DOMAIN} declines to sign.`}
          </p>
        </div>
        <div className="flex gap-2">
          <Button size="sm" look="quiet" onClick={() => void kept.refetch()}>
            Look again
          </Button>
          {kept.data && kept.data.length > 0 && (
            <Button size="sm" look="quiet" onClick={() => send()} aria-busy={empty.isPending}>
              Empty the sandbox
            </Button>
          )}
        </div>
      </div>
      <div className="mt-3">
        <Loaded query={kept} what="What the sandbox holds">
          {(records) =>
            records.length === 0 ? (
              <p className="text-sm text-ink-2">Nothing has been sent yet.</p>
            ) : (
              <ul className="flex flex-col divide-y rounded-md border bg-raised">
                {records.map((one) => (
                  <li key={one.recordId} className="px-3 py-2.5">
                    <RecordView kept={one} />
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      </div>
    </div>
  );
}

function RecordView({ kept: { kind, key, data, updatedAt } }: { kept: Kept }) {
  const { timeZone } = useSession();
  const { subject, paragraphs, to, name } = data as Record<string, unknown>;
  const title = typeof subject === "string" ? subject : typeof name === "string" ? name : key;
  return (
    <details>
      <summary className="flex cursor-pointer flex-wrap items-baseline gap-x-3 text-sm">
        <span className="font-medium">{title}</span>
        <span className="text-ink-2">{typeof to === "string" ? `to ${to}` : kind}</span>
        <time dateTime={updatedAt} className="figures ml-auto text-xs text-ink-3">
          {momentLabel(updatedAt, timeZone)}
        </time>
      </summary>
      {Array.isArray(paragraphs) ? (
        <div className="mt-2 flex max-w-160 flex-col gap-2 text-sm whitespace-pre-line">
          {paragraphs.map((paragraph, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a letter never changes
            <p key={index}>{String(paragraph)}</p>
          ))}
        </div>
      ) : (
        <dl className="mt-2 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
          {Object.entries(data).map(([field, value]) => (
            <div key={field} className="contents">
              <dt className="text-ink-2">{field}</dt>
              <dd className="break-words">{typeof value === "string" ? value : JSON.stringify(value)}</dd>
            </div>
          ))}
        </dl>
      )}
    </details>
  );
}
