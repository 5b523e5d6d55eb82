"use client";

import { useQuery } from "@tanstack/react-query";
import { figuresOf } from "@/server/domain/funding/model/policy-changes.ts";
import { Loaded } from "../../admin/loaded.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { useSession } from "../../shell/session.tsx";
import { useTRPC } from "../../trpc/client.ts";
import { DocumentRules } from "./document-rules.tsx";
import { PolicyEditor } from "./policy-editor.tsx";
import { POLICY_GROUPS } from "./policy-fields.ts";
import { PolicyGroupText } from "./policy-group.tsx";
import { PolicyVersions } from "./policy-versions.tsx";

/** The thresholds of underwriting: an administrator changes them, everybody reads them (F1.3). */
export function PolicyPage() {
  const trpc = useTRPC();
  const policy = useQuery(trpc.funding.policy.queryOptions());
  const isAdmin = useSession().role === "admin";
  return (
    <>
      <PageHeader
        title="Underwriting policy"
        figure={policy.data && `Version ${policy.data.policy.version} is in force`}
      />
      <Loaded query={policy} what="The policy">
        {({ policy: inForce }) => (
          <>
            {isAdmin ? (
              <PolicyEditor inForce={inForce} />
            ) : (
              <>
                <p className="px-4 py-4 text-sm text-ink-2 lg:px-6">
                  An administrator of your tenant can change these.
                </p>
                {POLICY_GROUPS.map((group) => (
                  <PolicyGroupText key={group.title} group={group} figures={figuresOf(inForce)} />
                ))}
              </>
            )}
            <DocumentRules />
            <PolicyVersions />
          </>
        )}
      </Loaded>
    </>
  );
}
