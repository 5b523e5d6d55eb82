"use client";

import { Clock } from "lucide-react";
import type { ReactNode } from "react";
import type { Outputs } from "../../trpc/client.ts";
import { cn } from "../../ui/cn.ts";
import { Money } from "../../ui/money.tsx";
import { rateText } from "../../ui/money-text.ts";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { dayLabel } from "../../ui/time-text.ts";
import { isOpen, MortgageStatusName } from "../mortgage-status.tsx";
import { untilMaturity } from "../term-text.ts";
import type { MortgageSort } from "./mortgages-url.ts";

export type ListedMortgage = Outputs["mortgages"]["list"]["mortgages"][number];

interface Shown {
  timeZone: string;
  today: string;
}

interface MortgageColumn {
  field: MortgageSort | null;
  label: string;
  right?: true;
  first?: "asc";
  className: string;
  isUnseen?: true;
  /** Of the borrower and of the actions the row itself draws the cell. */
  cell?: (mortgage: ListedMortgage, shown: Shown) => ReactNode;
}

export const MORTGAGE_COLUMNS: MortgageColumn[] = [
  { field: "borrowerName", label: "Borrower", className: "pl-4 lg:pl-6" },
  {
    field: "mortgageId",
    label: "Id",
    className: "w-34 @max-[760px]:w-14",
    cell: (mortgage) => <Ids mortgage={mortgage} />,
  },
  {
    field: null,
    label: "Property",
    className: "hidden @min-[860px]:table-cell",
    cell: ({ property }) => <PropertyLine property={property} />,
  },
  {
    field: "loanAmount",
    label: "Amount",
    right: true,
    className: "w-32 @max-[760px]:w-28",
    cell: ({ loanAmount }) => <Money amount={loanAmount} />,
  },
  {
    field: "interestRate",
    label: "Rate",
    right: true,
    className: "w-20",
    cell: ({ interestRate }) => <span className="figures">{rateText(interestRate)}</span>,
  },
  {
    field: null,
    label: "Status",
    className: "w-32 pl-5",
    cell: ({ status }) => <MortgageStatusName status={status} />,
  },
  {
    field: "originationDate",
    label: "Originated",
    right: true,
    className: "hidden w-28 @min-[980px]:table-cell",
    cell: ({ originationDate }) => <span className="figures text-ink-2">{dayLabel(originationDate)}</span>,
  },
  {
    field: "maturityDate",
    label: "Matures",
    right: true,
    // What is due next is what somebody looks for.
    first: "asc",
    className: "w-54 @max-[760px]:w-52",
    cell: (mortgage, { today }) => <Maturity mortgage={mortgage} today={today} />,
  },
  {
    field: "updatedAt",
    label: "Changed",
    right: true,
    className: "hidden w-24 @min-[1180px]:table-cell",
    cell: ({ updatedAt }, { timeZone }) => (
      <span className="figures text-ink-2">
        <RelativeTime moment={updatedAt} timeZone={timeZone} plain />
      </span>
    ),
  },
  { field: null, label: "Actions", className: "w-14 pr-4 lg:pr-6", isUnseen: true },
];

function Ids({ mortgage: { mortgageId, externalMortgageId } }: { mortgage: ListedMortgage }) {
  return (
    <span
      className="flex min-w-0 items-baseline gap-2"
      title={externalMortgageId === null ? undefined : `External id ${externalMortgageId}`}
    >
      <span className="id text-xs text-ink-2">{mortgageId}</span>
      <span className="id truncate text-xs text-ink-3 @max-[760px]:hidden">{externalMortgageId}</span>
    </span>
  );
}

function PropertyLine({ property: { street, city, state, zip } }: Pick<ListedMortgage, "property">) {
  return (
    <span title={`${street}, ${city}, ${state} ${zip}`}>
      {street}
      <span className="text-ink-3">
        , {city}, {state}
      </span>
    </span>
  );
}

/** The day, and how long until then while something is owed: what is due soon or is over stands out. */
function Maturity({
  mortgage: { status, maturityDate },
  today,
}: {
  mortgage: ListedMortgage;
  today: string;
}) {
  const { says, standing } = untilMaturity(today, maturityDate);
  const owed = isOpen(status);
  return (
    <span className="figures inline-flex items-center justify-end gap-2">
      {owed && (
        <span
          className={cn(
            "inline-flex items-center gap-1 text-xs",
            standing === "later" && "text-ink-3",
            standing === "soon" && "font-medium text-ink",
            standing === "overdue" && "font-medium text-overdue",
          )}
        >
          {standing === "overdue" && <Clock aria-hidden className="size-3" />}
          {says}
        </span>
      )}
      <span className={cn("w-24 text-right", !owed && "text-ink-3")}>{dayLabel(maturityDate)}</span>
    </span>
  );
}
