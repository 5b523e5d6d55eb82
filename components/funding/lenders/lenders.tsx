"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useQueryStates } from "nuqs";
import { useState } from "react";
import { isSubmittedTo } from "@/server/domain/funding/model/lenders.ts";
import { Loaded } from "../../admin/loaded.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { useSession } from "../../shell/session.tsx";
import { UnreadAddress } from "../../shell/unread-address.tsx";
import { type Outputs, useTRPC } from "../../trpc/client.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { countText } from "../../ui/money-text.ts";
import { LenderDialog } from "./lender-dialog.tsx";
import { LendersTable } from "./lenders-table.tsx";
import { LendersToolbar } from "./lenders-toolbar.tsx";
import { isFiltered, lendersRequest, lendersUrl } from "./lenders-url.ts";
import { type Question, RetireDialog } from "./retire-dialog.tsx";

export type Lender = Outputs["funding"]["lenders"]["list"]["lenders"][number];

/** To whom files of established funding are submitted, and by what they are chosen (F6.1). */
export function Lenders() {
  const trpc = useTRPC();
  const { role } = useSession();
  const [state] = useQueryStates(lendersUrl);
  const lenders = useQuery(
    trpc.funding.lenders.list.queryOptions(lendersRequest(state), { placeholderData: keepPreviousData }),
  );
  const [edited, edit] = useState<Lender | "new" | null>(null);
  const [question, ask] = useState<Question | null>(null);
  const isAdmin = role === "admin";
  const all = lenders.data?.lenders ?? [];
  const unreachable = all.filter((one) => one.contactEmail === null && isSubmittedTo(one)).length;
  return (
    <div className="@container flex min-h-dvh flex-col">
      <PageHeader
        title="Lenders"
        figure={
          lenders.data && (
            <span role="status" className="figures">
              <span className="font-semibold text-ink">{countText(all.length)}</span>{" "}
              {all.length === 1 ? "lender" : "lenders"}
              {unreachable > 0 && (
                <span className="text-overdue"> · {countText(unreachable)} cannot be written to</span>
              )}
            </span>
          )
        }
        action={
          isAdmin && (
            <Button look="filled" onClick={() => edit("new")}>
              <Plus aria-hidden />
              Add a lender
            </Button>
          )
        }
      />
      <LendersToolbar />
      <UnreadAddress of={lendersUrl} />
      <Loaded query={lenders} what="The lenders">
        {({ lenders: found }) =>
          found.length === 0 ? (
            <NoLender isFiltered={isFiltered(state)} />
          ) : (
            <LendersTable lenders={found} isAdmin={isAdmin} onEdit={edit} onAsk={ask} />
          )
        }
      </Loaded>
      <LenderDialog lender={edited} onClose={() => edit(null)} />
      <RetireDialog question={question} onClose={() => ask(null)} />
    </div>
  );
}

function NoLender({ isFiltered: isMatch }: { isFiltered: boolean }) {
  return isMatch ? (
    <EmptyState title="No lender matches">
      There are lenders, but none with all of these conditions.
    </EmptyState>
  ) : (
    <EmptyState title="No lenders yet">
      An administrator adds those to whom files are submitted, with what each of them asks for.
    </EmptyState>
  );
}
