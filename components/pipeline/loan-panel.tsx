"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTRPC } from "../trpc/client.ts";
import { refusalOf } from "../trpc/refusal.ts";
import { ErrorState } from "../ui/error-state.tsx";
import { Panel, PanelTitle } from "../ui/panel.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { LoanDetail } from "./loan-detail.tsx";
import { useLoanList } from "./loan-list-context.ts";
import { PanelBar } from "./panel-bar.tsx";

/** The loan of the address, over the list. */
export function LoanPanel({ loanId }: { loanId: number | null }) {
  const { close, returnTo } = useLoanList();
  // While it slides out it still shows the loan that it had.
  const [shownId, setShownId] = useState(loanId);
  if (loanId !== null && loanId !== shownId) setShownId(loanId);
  return (
    <Panel
      open={loanId !== null}
      onClose={close}
      returnTo={() => (shownId === null ? null : returnTo(shownId))}
    >
      {shownId !== null && (
        <>
          <PanelBar />
          <PanelBody key={shownId} loanId={shownId} />
        </>
      )}
    </Panel>
  );
}

function PanelBody({ loanId }: { loanId: number }) {
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(trpc.pipeline.loan.queryOptions({ loanId }));
  const borrower = data?.borrowerName;
  useEffect(() => {
    if (borrower === undefined) return;
    const before = document.title;
    document.title = `${borrower} · PSSaaS`;
    return () => {
      document.title = before;
    };
  }, [borrower]);
  if (data) return <LoanDetail loan={data} />;
  if (error) {
    const { code, message, requestId } = refusalOf(error);
    const missing = code === "LOAN_NOT_FOUND";
    return (
      <>
        <PanelTitle className="sr-only">Loan</PanelTitle>
        <ErrorState
          title={missing ? "There is no such loan" : "The loan could not be loaded"}
          message={missing ? "The link may be mistyped, or the loan may belong to another tenant." : message}
          requestId={missing ? undefined : requestId}
          {...(missing ? {} : { onRetry: () => void refetch() })}
        />
      </>
    );
  }
  return <PanelSkeleton />;
}

function PanelSkeleton() {
  return (
    <div role="status" aria-label="Loading the loan" className="flex flex-col gap-4 px-6 pt-4">
      <PanelTitle className="sr-only">Loan</PanelTitle>
      <Skeleton className="h-6 w-56" />
      <Skeleton className="h-4 w-72" />
      <Skeleton className="h-8 w-40" />
      <Skeleton className="mt-2 h-44" />
      <Skeleton className="h-24" />
      <Skeleton className="h-32" />
    </div>
  );
}
