"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Mortgage } from "@/server/domain/mortgages/model/mortgage.ts";
import { Loaded } from "../../admin/loaded.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { useTRPC } from "../../trpc/client.ts";
import { discardDraft, moveDraftTo, seenByDraft, useHasDraft } from "../../ui/use-draft.ts";
import { NoSuchMortgage } from "../record/no-such-mortgage.tsx";
import { usePresentMortgage } from "../use-present-mortgage.ts";
import { editDraft } from "./edit-draft.ts";
import { EditForm } from "./edit-form.tsx";

/** Changes a mortgage (M7). */
export function EditMortgage({ mortgageId }: { mortgageId: number }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.mortgages.get.queryOptions({ mortgageId }));
  if (query.data === null) return <NoSuchMortgage mortgageId={mortgageId} />;
  return (
    <div className="@container flex min-h-dvh flex-col">
      <PageHeader
        title={`Edit mortgage ${mortgageId}`}
        figure={query.data && `${query.data.borrowerName} · ${query.data.property.street}`}
      />
      <Loaded query={query} what="The mortgage">
        {(mortgage) => mortgage && <Editing mortgage={mortgage} />}
      </Loaded>
    </div>
  );
}

/**
 * The form is about the mortgage as it was when somebody began to type. While nothing is typed it follows what others do;
 * afterwards it says so, and goes on from either version.
 */
function Editing({ mortgage }: { mortgage: Mortgage }) {
  const key = editDraft(mortgage.mortgageId);
  const isTyped = useHasDraft(key);
  const { present, takeFrom } = usePresentMortgage(mortgage);
  const [seen, setSeen] = useState(() => seenByDraft<Mortgage>(key) ?? present);
  if (!isTyped && seen.version !== present.version) setSeen(present);
  const goOnFrom = (whose: "mine" | "theirs") => {
    if (whose === "theirs") discardDraft(key);
    else moveDraftTo(key, present);
    setSeen(present);
  };
  return (
    <EditForm
      // What stands in the fields begins anew with another version, with what was typed on top.
      key={seen.version}
      draftKey={key}
      seen={seen}
      present={present}
      takeFrom={takeFrom}
      onGoOn={goOnFrom}
    />
  );
}
