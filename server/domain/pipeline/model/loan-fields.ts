import type { FieldTable } from "./query.ts";

/** Every field of a loan that a list can filter, sort and export by: the summary's and the detail's (P3.1). */
export const LOAN_FIELDS = {
  pipelineLoanId: "integer",
  pipelineTradeId: "integer",
  exchangeLoanId: "text",
  exchangeTradeId: "text",
  loanId: "text",
  dataSource: "text",
  borrowerName: "text",
  loanAmount: "decimal",
  noteRate: "decimal",
  propertyAddress: "text",
  propertyCity: "text",
  propertyState: "text",
  propertyZip: "text",
  creditScore: "integer",
  ltv: "decimal",
  cltv: "decimal",
  purposeCode: "text",
  occupancyCode: "text",
  propertyType: "text",
  productCode: "text",
  currentStatus: "text",
  statusDate: "instant",
  daysInCurrentStatus: "age",
  agingAlert: "alert",
  purchasePrice: "decimal",
  salePrice: "decimal",
  profitSpread: "decimal",
  purchaseDate: "day",
  buyerId: "text",
  buyerName: "text",
  sellerId: "text",
  sellerName: "text",
  principalId: "text",
  expectedDeliveryDate: "day",
  actualDeliveryDate: "day",
  deliveryMethod: "text",
  settlementDate: "day",
  settlementAmount: "decimal",
  settlementReference: "text",
  createdAt: "instant",
  updatedAt: "instant",
} as const satisfies FieldTable;

export type LoanField = keyof typeof LOAN_FIELDS;

/** Fields that are computed, not stored. */
export type StoredLoanField = Exclude<LoanField, "daysInCurrentStatus" | "agingAlert">;

export function isLoanField(name: string): name is LoanField {
  return Object.hasOwn(LOAN_FIELDS, name);
}

export const TRADE_FIELDS = {
  pipelineTradeId: "integer",
  exchangeTradeId: "text",
  principalId: "text",
  buyerId: "text",
  buyerName: "text",
  sellerId: "text",
  sellerName: "text",
  tradeDate: "day",
  totalLoanCount: "integer",
  totalAmount: "decimal",
  status: "text",
  createdAt: "instant",
  updatedAt: "instant",
} as const satisfies FieldTable;

export type TradeField = keyof typeof TRADE_FIELDS;

export function isTradeField(name: string): name is TradeField {
  return Object.hasOwn(TRADE_FIELDS, name);
}
