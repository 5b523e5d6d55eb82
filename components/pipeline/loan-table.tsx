"use client";

import type { Outputs } from "../trpc/client.ts";
import { refusalOf } from "../trpc/refusal.ts";
import { Checkbox } from "../ui/checkbox.tsx";
import { cn } from "../ui/cn.ts";
import { ErrorState } from "../ui/error-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { EmptyPipeline } from "./empty-pipeline.tsx";
import { isFiltered } from "./list-url.ts";
import type { LoanColumn } from "./loan-columns.tsx";
import type { LoanRow } from "./loan-list-context.ts";
import { LoanTableRow, SELECT_CELL } from "./loan-table-row.tsx";
import { NoMatch, PastTheEnd } from "./loan-table-states.tsx";
import { shareOf } from "./selection.ts";
import { SortHeader } from "./sort-header.tsx";
import { useElementWidth } from "./use-element-width.ts";
import { useListState } from "./use-list-state.ts";
import { leastWidth, useLoanColumns } from "./use-loan-columns.ts";
import { useSelecting } from "./use-selection.ts";

type Page = Outputs["pipeline"]["loans"];

interface Props {
  page: Page | undefined;
  error: unknown;
  /** The rows are still those of the question before. */
  isStale: boolean;
  onRetry: () => void;
}

export function LoanTable({ page, error, isStale, onRetry }: Props) {
  const [state] = useListState();
  if (error && (!page || isStale)) {
    const { message, requestId } = refusalOf(error);
    return (
      <ErrorState
        title="The loans could not be loaded"
        message={message}
        requestId={requestId}
        onRetry={onRetry}
      />
    );
  }
  if (page?.totalRows === 0 && !isStale) return isFiltered(state) ? <NoMatch /> : <EmptyPipeline />;
  if (page && page.loans.length === 0 && !isStale) return <PastTheEnd />;
  return <Rows page={page} isStale={isStale} />;
}

function Rows({ page, isStale }: Pick<Props, "page" | "isStale">) {
  const { columns, isChosen } = useLoanColumns();
  const [ref, width] = useElementWidth();
  // More columns were chosen than fit: then they scroll sideways, and their heads no longer stay.
  const least = isChosen ? leastWidth(columns) : 0;
  const isWide = width > 0 && least > width;
  return (
    <div ref={ref} data-wide={isWide || undefined} className="data-wide:overflow-x-auto">
      <table
        aria-label="Loans"
        aria-busy={isStale || !page}
        style={isWide ? { width: least } : undefined}
        className="w-full table-fixed border-separate border-spacing-0 text-sm"
      >
        <thead>
          <tr>
            <SelectPageHeader loans={page?.loans ?? []} />
            <SortHeader field="borrowerName" label="Borrower" />
            {columns.map(({ field, label, right, className }) => (
              <SortHeader key={field} field={field} label={label} right={right} className={className} />
            ))}
            <th
              scope="col"
              className="sticky top-14 z-10 w-11 border-b bg-canvas in-data-wide:static lg:w-13"
            >
              <span className="sr-only">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody className={cn("transition-opacity", isStale && "opacity-55 delay-200 duration-150")}>
          {page ? (
            page.loans.map((loan) => <LoanTableRow key={loan.pipelineLoanId} loan={loan} columns={columns} />)
          ) : (
            <SkeletonRows columns={columns} />
          )}
        </tbody>
      </table>
    </div>
  );
}

function SelectPageHeader({ loans }: { loans: LoanRow[] }) {
  const { selected, togglePage } = useSelecting();
  const share = shareOf(loans, selected);
  return (
    <th
      scope="col"
      className={cn("sticky top-14 z-10 h-8 border-b bg-canvas p-0 in-data-wide:static", SELECT_CELL)}
    >
      <Checkbox
        className="h-8 pl-4 lg:pl-6"
        data-select-page
        aria-label="Select the page"
        disabled={loans.length === 0}
        checked={share === "all"}
        indeterminate={share === "some"}
        onChange={togglePage}
      />
    </th>
  );
}

const WIDTHS = [
  "w-40",
  "w-32",
  "w-44",
  "w-36",
  "w-28",
  "w-40",
  "w-32",
  "w-44",
  "w-36",
  "w-40",
  "w-28",
  "w-44",
];

function SkeletonRows({ columns }: { columns: LoanColumn[] }) {
  return WIDTHS.map((width, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and never move
    <tr key={index} className="h-[36px]">
      <td className="border-b" />
      <td className="border-b px-2">
        <Skeleton className={cn("h-3", width)} />
      </td>
      {columns.map(({ field, right, className }) => (
        <td key={field} className={cn("border-b px-2", className)}>
          <Skeleton className={cn("h-3 w-3/5", right && "ml-auto")} />
        </td>
      ))}
      <td className="border-b" />
    </tr>
  ));
}
