"use client";

import { LOAN_COLUMNS, type LoanColumn } from "../pipeline/loan-columns.tsx";
import { LoanLink } from "../pipeline/loan-link.tsx";
import type { LoanRow } from "../pipeline/loan-list-context.ts";
import { usePrefetchLoan } from "../pipeline/use-prefetch-loan.ts";
import { refusalOf } from "../trpc/refusal.ts";
import { cn } from "../ui/cn.ts";
import { ErrorState } from "../ui/error-state.tsx";
import { Money } from "../ui/money.tsx";
import { countText } from "../ui/money-text.ts";
import { Pager } from "../ui/pager.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import type { TradeCard } from "./trade-bar.tsx";
import { pathOf, tradesAddress } from "./trades-url.ts";
import type { TradeLoans } from "./use-trade-loans.ts";
import { useTradesState } from "./use-trades-state.ts";

/** What is alike for all loans of a trade stands in the trade's own line. */
const OF_THE_TRADE = new Set(["buyerName", "purchaseDate", "purchasePrice", "profitSpread"]);

const MONEY: LoanColumn[] = [
  ...LOAN_COLUMNS.filter(({ field }) => field === "purchasePrice"),
  {
    field: "settlementAmount",
    label: "Settled for",
    right: true,
    className: "w-34 hidden @min-[760px]:table-cell",
    cell: (loan) => <Money amount={loan.settlementAmount} unknown="Not settled" />,
  },
  {
    field: "settlementAmount",
    label: "Variance",
    right: true,
    className: "w-30",
    cell: (loan) => (
      <Money amount={loan.settlementVariance} sign="always" unknown="Nothing to compare with yet" />
    ),
  },
];

const COLUMNS = [...LOAN_COLUMNS.filter(({ field }) => !OF_THE_TRADE.has(field)), ...MONEY];

export function TradeLoansTable({ trade, loans }: { trade: TradeCard; loans: TradeLoans }) {
  const { page, error, isStale, retry } = loans;
  const [state] = useTradesState();
  if (error && !page) {
    const { message, requestId } = refusalOf(error);
    return (
      <ErrorState
        title="The loans could not be loaded"
        message={message}
        requestId={requestId}
        onRetry={retry}
      />
    );
  }
  const turnTo = (next: number) => {
    const address = tradesAddress(pathOf(trade.pipelineTradeId), { ...state, loans: next });
    window.history.pushState(null, "", address);
  };
  return (
    <div className="rounded-md border">
      <table
        aria-label={`Loans of trade ${trade.exchangeTradeId}`}
        aria-busy={isStale || !page}
        className="w-full table-fixed border-separate border-spacing-0 text-sm"
      >
        <thead>
          <tr className="h-8 text-left text-xs text-ink-3">
            <th scope="col" className="border-b px-3 font-normal">
              Borrower
            </th>
            {COLUMNS.map(({ label, right, className }) => (
              <th
                key={label}
                scope="col"
                className={cn("border-b px-2 font-normal", right && "text-right", className)}
              >
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className={cn("transition-opacity", isStale && "opacity-55 delay-200 duration-150")}>
          {page
            ? page.loans.map((loan) => <LoanOfTrade key={loan.pipelineLoanId} loan={loan} loans={loans} />)
            : Array.from({ length: Math.min(trade.totalLoanCount, 25) }, (_, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and never move
                <SkeletonRow key={index} />
              ))}
        </tbody>
        <TotalRow trade={trade} />
      </table>
      {page && page.totalRows > page.pageSize && (
        <Pager
          label="Pages of loans"
          page={page.page}
          pageSize={page.pageSize}
          totalRows={page.totalRows}
          shown={page.loans.length}
          onPage={turnTo}
          className="h-10 border-t px-3"
        />
      )}
    </div>
  );
}

function LoanOfTrade({ loan, loans }: { loan: LoanRow; loans: TradeLoans }) {
  const { openId, hrefOf, open } = loans.list;
  const isOpen = openId === loan.pipelineLoanId;
  const prefetch = usePrefetchLoan();
  return (
    <tr
      className={cn(
        "relative h-[36px] hover:bg-row has-[:focus-visible]:bg-row",
        isOpen && "bg-accent-wash hover:bg-accent-wash has-[:focus-visible]:bg-accent-wash",
      )}
    >
      <td className="truncate border-b px-3">
        <LoanLink
          loan={loan}
          href={hrefOf(loan.pipelineLoanId)}
          isOpen={isOpen}
          open={open}
          prefetch={prefetch}
        />
      </td>
      {COLUMNS.map(({ label, right, className, cell }) => (
        <td key={label} className={cn("truncate border-b px-2", right && "text-right", className)}>
          {cell(loan)}
        </td>
      ))}
    </tr>
  );
}

function SkeletonRow() {
  return (
    <tr className="h-[36px]">
      <td className="border-b px-3">
        <Skeleton className="h-3 w-36" />
      </td>
      {COLUMNS.map(({ label, right, className }) => (
        <td key={label} className={cn("border-b px-2", className)}>
          <Skeleton className={cn("h-3 w-3/5", right && "ml-auto")} />
        </td>
      ))}
    </tr>
  );
}

/** Sums over the whole trade, by the server, also where only a page of its loans is shown. */
function TotalRow({ trade }: { trade: TradeCard }) {
  const totals: Record<string, React.ReactNode> = {
    "Purchase amount": <Money amount={trade.totalAmount} />,
    "Settled for": <Money amount={trade.settlementTotal} />,
    Variance: (
      <Money
        amount={trade.settlementVariance}
        sign="always"
        unknown="No settled loan has a sale price to compare with"
      />
    ),
  };
  return (
    <tfoot>
      <tr className="h-[36px] font-semibold">
        <th scope="row" className="truncate px-3 text-left font-semibold">
          {trade.totalLoanCount === 1 ? "1 loan" : `All ${countText(trade.totalLoanCount)} loans`}
        </th>
        {COLUMNS.map(({ label, right, className }) => (
          <td key={label} className={cn("px-2", right && "text-right", className)}>
            {totals[label]}
          </td>
        ))}
      </tr>
    </tfoot>
  );
}
