"use client";

import { useQuery } from "@tanstack/react-query";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { Loaded } from "../../admin/loaded.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { type Outputs, useTRPC } from "../../trpc/client.ts";
import { DeletionDialog } from "../deletion/deletion-dialog-lazy.tsx";
import { RenewalDialog } from "../renewal/renewal-dialog-lazy.tsx";
import { MortgageDocuments, MortgageHistory, MortgageTemplates } from "./lazy-parts.tsx";
import { MortgageFactsList } from "./mortgage-facts.tsx";
import { MortgageHead } from "./mortgage-head.tsx";
import { NoSuchMortgage } from "./no-such-mortgage.tsx";
import { Listings, Ownership } from "./owners-and-listings.tsx";
import { RenewalChain } from "./renewal-chain.tsx";

export type MortgageDetail = NonNullable<Outputs["mortgages"]["get"]>;

/** A mortgage: its terms, its place in the chain of renewals, and what hangs on it (M13). */
export function MortgagePage({ mortgageId }: { mortgageId: number }) {
  const trpc = useTRPC();
  const router = useRouter();
  const [asked, ask] = useState<"renew" | "delete" | null>(null);
  const query = useQuery(trpc.mortgages.get.queryOptions({ mortgageId }));
  const mortgage = query.data;
  if (mortgage === null) return <NoSuchMortgage mortgageId={mortgageId} />;
  if (mortgage === undefined)
    return (
      <>
        <PageHeader title={`Mortgage ${mortgageId}`} />
        <Loaded query={query} what="The mortgage">
          {() => null}
        </Loaded>
      </>
    );
  return (
    <div className="@container">
      <MortgageHead mortgage={mortgage} onAsk={ask} />
      <RenewalChain mortgage={mortgage} />
      <div className="grid gap-x-8 px-4 pb-8 lg:px-6 @min-[900px]:grid-cols-2">
        <div className="min-w-0">
          <MortgageFactsList mortgage={mortgage} />
          <Part>
            <MortgageDocuments mortgageId={mortgageId} />
          </Part>
          <Part>
            <MortgageTemplates mortgageId={mortgageId} />
          </Part>
        </div>
        <div className="min-w-0">
          <Ownership mortgage={mortgage} />
          <Listings mortgage={mortgage} />
          <Part>
            <MortgageHistory mortgageId={mortgageId} />
          </Part>
        </div>
      </div>
      {asked === "renew" && <RenewalDialog mortgage={mortgage} onClose={() => ask(null)} />}
      {asked === "delete" && (
        <DeletionDialog
          mortgageId={mortgageId}
          open
          onOpenChange={() => ask(null)}
          onDeleted={() => router.push("/mortgages" as Route)}
        />
      )}
    </div>
  );
}

function Part({ children }: { children: ReactNode }) {
  return <div className="mt-7">{children}</div>;
}
