import { z } from "zod";
import type { RefusalCode } from "../domain/errors.ts";
import { numberLiteral } from "../domain/json-number.ts";

/**
 * The answers of the REST API as they stand on the wire: the source's shapes, field by field. The same schemas write the
 * answers and describe them in the OpenAPI document, so the two cannot part (P9.4). A field that is not named here does
 * not leave.
 */

/** An exact JSON number with two decimals (P3.6). */
export const Money = z
  .string()
  .transform((digits) => numberLiteral(digits))
  .meta({ kind: "money" });

/** An exact JSON number without needless zeros: 6.875. */
export const Rate = z
  .string()
  .transform((digits) => numberLiteral(digits.replace(/\.?0+$/, "")))
  .meta({ kind: "rate" });

/** Whole numbers and tenths of days, exact. */
export const Tenths = z
  .string()
  .transform((digits) => numberLiteral(digits))
  .meta({ kind: "tenths" });

const Id = z.number().int();
export const Count = z.number().int();
export const DayText = z.string().meta({ kind: "day" });
export const Instant = z.string().meta({ format: "date-time" });

export const TradeCreatedResponse = z.object({
  pipelineTradeId: Id,
  exchangeTradeId: z.string(),
  loanCount: Count,
  totalAmount: Money,
  status: z.string(),
  createdAt: Instant,
});

export const LoanSummaryWire = z.object({
  pipelineLoanId: Id,
  exchangeLoanId: z.string(),
  loanId: z.string(),
  dataSource: z.string(),
  borrowerName: z.string(),
  loanAmount: Money,
  noteRate: Rate,
  propertyState: z.string(),
  productCode: z.string(),
  currentStatus: z.string(),
  statusDate: Instant,
  purchasePrice: Money,
  salePrice: Money.nullable(),
  profitSpread: Money.nullable(),
  purchaseDate: DayText,
  buyerName: z.string(),
  sellerName: z.string(),
  expectedDeliveryDate: DayText.nullable(),
  daysInCurrentStatus: Count,
  agingAlert: z.boolean(),
});

export const LoanListResponse = z.object({
  totalRows: Count,
  page: Count,
  pageSize: Count,
  loans: z.array(LoanSummaryWire),
});

const StatusHistoryEntry = z.object({
  previousStatus: z.string().nullable(),
  newStatus: z.string(),
  changedAt: Instant,
  changedBy: z.string(),
  notes: z.string().nullable(),
});

const TimelineEntry = StatusHistoryEntry.extend({
  seq: Count,
  kind: z.enum(["status", "edit"]),
  origin: z.string().nullable(),
  changes: z.array(z.object({ field: z.string(), from: z.string().nullable(), to: z.string().nullable() })),
});

export const LoanDetailWire = z.object({
  pipelineLoanId: Id,
  pipelineTradeId: Id,
  exchangeLoanId: z.string(),
  exchangeTradeId: z.string(),
  loanId: z.string(),
  dataSource: z.string(),
  loanAmount: Money,
  noteRate: Rate,
  borrowerName: z.string(),
  propertyAddress: z.string(),
  propertyCity: z.string(),
  propertyState: z.string(),
  propertyZip: z.string(),
  creditScore: Count,
  ltv: Rate,
  cltv: Rate,
  purposeCode: z.string(),
  occupancyCode: z.string(),
  propertyType: z.string(),
  productCode: z.string(),
  buyerId: z.string(),
  buyerName: z.string(),
  sellerId: z.string(),
  sellerName: z.string(),
  principalId: z.string(),
  purchasePrice: Money,
  salePrice: Money.nullable(),
  profitSpread: Money.nullable(),
  purchaseDate: DayText,
  currentStatus: z.string(),
  statusDate: Instant,
  daysInCurrentStatus: Count,
  agingAlert: z.boolean(),
  expectedDeliveryDate: DayText.nullable(),
  actualDeliveryDate: DayText.nullable(),
  deliveryMethod: z.string().nullable(),
  settlementDate: DayText.nullable(),
  settlementAmount: Money.nullable(),
  settlementReference: z.string().nullable(),
  settlementVariance: Money.nullable(),
  version: Count,
  createdAt: Instant,
  updatedAt: Instant,
  statusHistory: z.array(StatusHistoryEntry),
  timeline: z.array(TimelineEntry),
});

const StatusSummaryWire = z.object({
  status: z.string(),
  displayName: z.string(),
  loanCount: Count,
  totalVolume: Money,
  averageDaysInStatus: Tenths,
});

export const SummaryResponse = z.object({
  statusBreakdown: z.array(StatusSummaryWire),
  totalLoans: Count,
  totalVolume: Money,
  agingAlerts: z.array(
    z.object({ status: z.string(), thresholdDays: Count, loansExceedingThreshold: Count, oldestDays: Count }),
  ),
});

export const UpdateStatusResponse = z.object({
  pipelineLoanId: Id,
  previousStatus: z.string(),
  newStatus: z.string(),
  changedAt: Instant,
  changedBy: z.string(),
});

export const BulkResponse = z.object({
  totalRequested: Count,
  successful: Count,
  failed: Count,
  results: z.array(
    z.object({
      pipelineLoanId: Id,
      success: z.boolean(),
      previousStatus: z.string().nullable(),
      newStatus: z.string().nullable(),
      error: z.string().nullable(),
      code: z.string().nullable(),
      message: z.string().nullable(),
    }),
  ),
});

export const SettleLoanResponse = z.object({
  pipelineLoanId: Id,
  previousStatus: z.string(),
  newStatus: z.literal("settled"),
  settlementAmount: Money,
  settlementDate: DayText,
  settlementReference: z.string(),
  changedAt: Instant,
});

export const SettleTradeResponse = z.object({
  pipelineTradeId: Id,
  totalLoans: Count,
  settled: Count,
  skipped: Count,
  skippedDetails: z.array(z.object({ pipelineLoanId: Id, currentStatus: z.string(), reason: z.string() })),
});

const TradeSummaryWire = z.object({
  pipelineTradeId: Id,
  exchangeTradeId: z.string(),
  buyerName: z.string(),
  sellerName: z.string(),
  tradeDate: DayText,
  totalLoanCount: Count,
  totalAmount: Money,
  status: z.enum(["active", "settled", "partial"]),
  createdAt: Instant,
});

export const TradeListResponse = z.object({
  totalRows: Count,
  page: Count,
  pageSize: Count,
  trades: z.array(TradeSummaryWire),
});

export const TradeDetailWire = TradeSummaryWire.extend({
  principalId: z.string(),
  buyerId: z.string(),
  sellerId: z.string(),
  statusBreakdown: z.array(StatusSummaryWire),
  loans: z.array(LoanSummaryWire),
  settlementVariance: Money.nullable(),
  updatedAt: Instant,
});

export const ErrorBody = z.object({
  code: z.string(),
  message: z.string(),
  details: z.array(z.record(z.string(), z.string())),
});

/** What of a loan may have changed meanwhile. */
const LoanFacts = z.object({
  currentStatus: z.string(),
  buyerId: z.string(),
  buyerName: z.string(),
  salePrice: Money.nullable(),
  expectedDeliveryDate: DayText.nullable(),
  actualDeliveryDate: DayText.nullable(),
  deliveryMethod: z.string().nullable(),
  settlementDate: DayText.nullable(),
  settlementAmount: Money.nullable(),
  settlementReference: z.string().nullable(),
});

/** And of a client's file. */
const FileFacts = z.object({
  name: z.string(),
  email: z.string(),
  phone: z.string().nullable(),
  statedIncome: Money,
  monthlyRevenue: Money.nullable(),
  businessStartedOn: DayText.nullable(),
  operator: z.string(),
  updatedAt: Instant,
  updatedBy: z.string(),
});

/** A mortgage record, as lists, answers and refusals tell it (M4). */
export const MortgageWire = z.object({
  mortgageId: Id,
  externalMortgageId: z.string().nullable(),
  borrowerId: Id,
  borrowerName: z.string(),
  previousMortgageId: Id.nullable().meta({ description: "The mortgage that this one renewed" }),
  renewedBy: Id.nullable().meta({ description: "The mortgage that renewed this one" }),
  loanAmount: Money,
  interestRate: Rate,
  originationDate: DayText,
  maturityDate: DayText,
  status: z.string(),
  property: z.object({
    street: z.string(),
    city: z.string(),
    state: z.string(),
    zip: z.string(),
    country: z.string(),
    type: z.string().nullable(),
    latitude: Rate.nullable(),
    longitude: Rate.nullable(),
  }),
  version: Count,
  createdAt: Instant,
  createdBy: z.string(),
  updatedAt: Instant,
  updatedBy: z.string(),
});

/** A template of a mortgage (M12). */
export const TemplateWire = z.object({
  mortgageId: Id,
  documensoTemplateId: z.string(),
  name: z.string(),
  title: z.string().nullable().meta({ description: "What Documenso called it when it was last saved" }),
  signatoryRoles: z.array(z.string()),
  version: Count,
  savedAt: Instant,
  savedBy: z.string(),
});

/** Facts that a refusal carries beside its three fields. */
export const FACTS_OF_REFUSALS: Partial<Record<RefusalCode, z.ZodObject>> = {
  DUPLICATE_TRADE: TradeCreatedResponse,
  CONFLICT: z.object({
    pipelineLoanId: Id.optional(),
    fileId: Id.optional(),
    yourVersion: Count,
    currentVersion: Count,
    current: z.union([LoanFacts, FileFacts]),
  }),
  MORTGAGE_CHANGED: z.object({
    mortgageId: Id,
    yourVersion: Count,
    currentVersion: Count,
    current: MortgageWire,
  }),
  TEMPLATE_CHANGED: z.object({ yourVersion: Count, currentVersion: Count, current: TemplateWire }),
};
