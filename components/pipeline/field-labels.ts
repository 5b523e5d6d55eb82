import type { LoanField } from "@/server/domain/pipeline/model/loan-fields.ts";
import { FACT_LABELS } from "./sale-facts-values.ts";

/** What every field of a loan is called on screen. */
export const LOAN_LABELS: Record<LoanField, string> = {
  ...FACT_LABELS,
  pipelineLoanId: "Pipeline ID",
  pipelineTradeId: "Pipeline trade ID",
  exchangeLoanId: "PSX loan ID",
  exchangeTradeId: "Trade ID",
  loanId: "Loan ID",
  dataSource: "Source",
  borrowerName: "Borrower",
  loanAmount: "Loan amount",
  noteRate: "Rate",
  propertyAddress: "Address",
  propertyCity: "City",
  propertyState: "State",
  propertyZip: "ZIP",
  creditScore: "Credit score",
  ltv: "LTV",
  cltv: "CLTV",
  purposeCode: "Purpose",
  occupancyCode: "Occupancy",
  propertyType: "Property type",
  productCode: "Product",
  currentStatus: "Status",
  statusDate: "In status since",
  daysInCurrentStatus: "In status",
  agingAlert: "Overdue",
  purchasePrice: "Purchase amount",
  profitSpread: "Spread",
  purchaseDate: "Purchased",
  sellerId: "Seller ID",
  sellerName: "Seller",
  principalId: "Principal ID",
  settlementDate: "Settlement date",
  settlementAmount: "Settlement",
  settlementReference: "Settlement reference",
  createdAt: "Received",
  updatedAt: "Last change",
};

/** The same where a stored name may be older than the fields. */
export const FIELD_LABELS: Record<string, string> = LOAN_LABELS;
