import type { ReactNode } from "react";
import type { LoanField } from "@/server/domain/pipeline/model/loan-fields.ts";
import { Money } from "../ui/money.tsx";
import { rateText } from "../ui/money-text.ts";
import { dayLabel } from "../ui/time-text.ts";
import { LoanAge } from "./loan-age.tsx";
import type { LoanRow } from "./loan-list-context.ts";
import { StatusName } from "./status-name.tsx";

export interface LoanColumn {
  field: LoanField;
  label: string;
  /** Figures stand at the right. */
  right?: true;
  /** Width, and from which width of the list the column is shown at all. */
  className: string;
  cell: (loan: LoanRow) => ReactNode;
}

/** The columns that everybody starts with, but the borrower's, which takes the room that is left. */
export const LOAN_COLUMNS: LoanColumn[] = [
  {
    field: "loanId",
    label: "Loan ID",
    className: "w-28 hidden @min-[620px]:table-cell",
    cell: (loan) => <span className="id text-xs text-ink-2">{loan.loanId}</span>,
  },
  {
    field: "currentStatus",
    label: "Status",
    className: "w-34 @min-[900px]:w-42",
    cell: (loan) => <StatusName code={loan.currentStatus} className="-mt-px max-w-full align-middle" />,
  },
  {
    field: "daysInCurrentStatus",
    label: "In status",
    right: true,
    className: "w-22",
    cell: (loan) => <LoanAge loan={loan} />,
  },
  {
    field: "propertyState",
    label: "State",
    className: "w-18 hidden @min-[760px]:table-cell",
    cell: (loan) => loan.propertyState,
  },
  {
    field: "buyerName",
    label: "Investor",
    className: "w-46 hidden @min-[960px]:table-cell @min-[1220px]:w-52",
    cell: (loan) => <span className="text-ink-2">{loan.buyerName}</span>,
  },
  {
    field: "loanAmount",
    label: "Loan amount",
    right: true,
    className: "w-30 hidden @min-[1380px]:table-cell",
    cell: (loan) => <Money amount={loan.loanAmount} />,
  },
  {
    field: "noteRate",
    label: "Rate",
    right: true,
    className: "w-20 hidden @min-[1480px]:table-cell",
    cell: (loan) => <span className="figures">{rateText(loan.noteRate)}</span>,
  },
  {
    field: "purchasePrice",
    label: "Purchase amount",
    right: true,
    className: "w-38",
    cell: (loan) => <Money amount={loan.purchasePrice} />,
  },
  {
    field: "profitSpread",
    label: "Spread",
    right: true,
    className: "w-28 hidden @min-[760px]:table-cell",
    cell: (loan) => (
      <Money amount={loan.profitSpread} sign="always" unknown="Not known until there is a sale price" />
    ),
  },
  {
    field: "purchaseDate",
    label: "Purchased",
    right: true,
    className: "w-28 hidden @min-[1180px]:table-cell",
    cell: (loan) => <span className="figures text-ink-2">{dayLabel(loan.purchaseDate)}</span>,
  },
  {
    field: "expectedDeliveryDate",
    label: "Due",
    right: true,
    className: "w-28 hidden @min-[1100px]:table-cell",
    cell: (loan) =>
      loan.expectedDeliveryDate ? (
        <span className="figures text-ink-2">{dayLabel(loan.expectedDeliveryDate)}</span>
      ) : (
        <span className="text-ink-3">–</span>
      ),
  },
];

/** Those that a person may add. */
const MORE_COLUMNS: LoanColumn[] = [
  {
    field: "exchangeTradeId",
    label: "Trade ID",
    className: "w-36",
    cell: (loan) => <span className="id text-xs text-ink-2">{loan.exchangeTradeId}</span>,
  },
  {
    field: "exchangeLoanId",
    label: "PSX loan ID",
    className: "w-36",
    cell: (loan) => <span className="id text-xs text-ink-2">{loan.exchangeLoanId}</span>,
  },
  { field: "sellerName", label: "Seller", className: "w-46", cell: (loan) => loan.sellerName },
  { field: "productCode", label: "Product", className: "w-28", cell: (loan) => loan.productCode },
  {
    field: "salePrice",
    label: "Sale price",
    right: true,
    className: "w-38",
    cell: (loan) => <Money amount={loan.salePrice} unknown="Not known yet" />,
  },
];

export const EVERY_COLUMN: LoanColumn[] = [...LOAN_COLUMNS, ...MORE_COLUMNS];
