"use client";

import { skipToken, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { rememberLoan } from "../palette/recent-loans.ts";
import { useSession } from "../shell/session.tsx";
import { useTRPC } from "../trpc/client.ts";
import { refusalOf } from "../trpc/refusal.ts";
import { Button } from "../ui/button.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { Panel, PanelClose, PanelTitle } from "../ui/panel.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { NO_SUCH_ID } from "./list-url.ts";
import { LoanDetail } from "./loan-detail.tsx";
import { useLoanList } from "./loan-list-context.ts";
import { PanelBar } from "./panel-bar.tsx";
import { StatusChip } from "./status-name.tsx";

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
  const { data, error, refetch } = useQuery(
    trpc.pipeline.loan.queryOptions(loanId === NO_SUCH_ID ? skipToken : { loanId }),
  );
  const borrower = data?.borrowerName;
  const session = useSession();
  useEffect(() => {
    if (data) rememberLoan(session, data);
  }, [session, data]);
  useEffect(() => {
    if (borrower === undefined) return;
    const before = document.title;
    document.title = `${borrower} · PSSaaS`;
    return () => {
      document.title = before;
    };
  }, [borrower]);
  if (data) return <LoanDetail loan={data} />;
  const refusal = error ? refusalOf(error) : null;
  if (loanId === NO_SUCH_ID || refusal?.code === "LOAN_NOT_FOUND") return <NoSuchLoan />;
  if (refusal)
    return (
      <>
        <PanelTitle className="sr-only">Loan</PanelTitle>
        <ErrorState
          title="The loan could not be loaded"
          message={refusal.message}
          requestId={refusal.requestId}
          onRetry={() => void refetch()}
        />
      </>
    );
  return <PanelSkeleton loanId={loanId} />;
}

/** Also what another tenant's loan looks like (P6.2). */
function NoSuchLoan() {
  return (
    <>
      <PanelTitle className="sr-only">Loan</PanelTitle>
      <ErrorState
        title="There is no such loan"
        message="The link may be mistyped, or the loan may belong to another tenant."
        action={
          <PanelClose asChild>
            <Button>Back to the list</Button>
          </PanelClose>
        }
      />
    </>
  );
}

/** Begins with what the list already knows of the loan. */
function PanelSkeleton({ loanId }: { loanId: number }) {
  const row = useLoanList().loans.find((loan) => loan.pipelineLoanId === loanId);
  return (
    <div role="status" aria-label="Loading the loan" className="px-6 pt-4">
      <div className="flex items-start justify-between gap-4">
        <PanelTitle className="text-lg font-semibold tracking-tight">
          {row?.borrowerName ?? "Loan"}
        </PanelTitle>
        {row && <StatusChip code={row.currentStatus} />}
      </div>
      <Skeleton className="mt-2 h-3 w-72" />
      <Skeleton className="mt-4 h-8 w-36 rounded-md" />
      <Lines count={4} />
      <Lines count={3} />
      <Lines count={4} />
    </div>
  );
}

const LINES = ["first", "second", "third", "fourth"];

function Lines({ count }: { count: number }) {
  return (
    <div className="mt-8">
      {LINES.slice(0, count).map((line) => (
        <div key={line} className="flex h-7 items-center justify-between border-b">
          <Skeleton className="h-3 w-28" />
          <Skeleton className="h-3 w-24" />
        </div>
      ))}
    </div>
  );
}
