"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Loaded } from "../../admin/loaded.tsx";
import { Section } from "../../admin/section.tsx";
import { useActorName } from "../../pipeline/actor-name.ts";
import { useSession } from "../../shell/session.tsx";
import { type Outputs, useTRPC } from "../../trpc/client.ts";
import { Button } from "../../ui/button.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { fieldTitle, figureText } from "./policy-fields.ts";
import { BeforeAfter } from "./policy-preview.tsx";

/** Every policy there has been, newest first: who put it in force, when, and what it changed (F1.3). */
export function PolicyVersions() {
  return (
    <Section
      title="Versions"
      about="Each stays for good: an underwriting keeps the version that it was made by."
    >
      <div className="px-4 lg:px-6">
        <VersionsBefore />
      </div>
    </Section>
  );
}

/** A page of them, and on demand the page before it. */
function VersionsBefore({ before }: { before?: number }) {
  const trpc = useTRPC();
  const [isMoreWanted, setMoreWanted] = useState(false);
  const query = useQuery(trpc.funding.policies.queryOptions(before === undefined ? {} : { before }));
  return (
    <Loaded query={query} what="The versions">
      {({ versions, older }) => (
        <>
          <ul className="divide-y border-y text-sm">
            {versions.map((version, index) => (
              <VersionRow
                key={version.version}
                entry={version}
                isInForce={before === undefined && index === 0}
              />
            ))}
          </ul>
          {older !== null && isMoreWanted && <VersionsBefore before={older} />}
          {older !== null && !isMoreWanted && (
            <Button size="sm" className="mt-3" onClick={() => setMoreWanted(true)}>
              Show older versions
            </Button>
          )}
        </>
      )}
    </Loaded>
  );
}

interface RowProps {
  entry: Outputs["funding"]["policies"]["versions"][number];
  isInForce: boolean;
}

function VersionRow({ entry: { version, createdAt, createdBy, changes }, isInForce }: RowProps) {
  const { timeZone } = useSession();
  const actorName = useActorName();
  return (
    <li className="flex flex-col gap-1 py-2.5">
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span className="font-medium">
          Version <span className="figures">{version}</span>
        </span>
        {isInForce && <span className="rounded-sm bg-accent-wash px-1.5 text-xs text-ink">In force</span>}
        <span className="text-ink-2">
          {createdBy === "system/provisioning" ? "From the start" : actorName(createdBy)}
        </span>
        <span className="ml-auto text-ink-3">
          <RelativeTime moment={createdAt} timeZone={timeZone} />
        </span>
      </p>
      {changes.length > 0 && (
        <dl className="grid grid-cols-[minmax(10rem,auto)_1fr] gap-x-4 gap-y-0.5">
          {changes.map(({ field, from, to }) => (
            <div key={field} className="contents">
              <dt className="text-ink-2">{fieldTitle(field)}</dt>
              <dd className="figures">
                <BeforeAfter from={figureText(field, from)} to={figureText(field, to)} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  );
}
