import { z } from "zod";
import {
  Day,
  Notes as LinesOfNotes,
  Percentage,
  PositiveMoney,
  RecordId,
  text,
  wholeNumber,
  without,
} from "../fields.ts";
import { MOST_LOANS_PER_CALL, MOST_OPEN_TRADES } from "./model/limits.ts";
import { FILTER_OPERATORS } from "./model/query.ts";
import { LONGEST_THRESHOLD_DAYS } from "./model/status-workflow.ts";
import {
  MOST_LOANS_PER_TRADE,
  OCCUPANCIES,
  PROPERTY_STATES,
  PURPOSES,
  repeatedLoanIds,
} from "./model/trade.ts";

/** What the pipeline's verbs take. Safe for the browser: forms validate with the same schemas. */

export const MOST_LOANS_PER_PAGE = 500;
export const MOST_TRADES_PER_PAGE = 100;

function oneOf<T extends string>(codes: Record<T, string>) {
  const names = Object.keys(codes) as [T, ...T[]];
  return z.enum(names, {
    error: (issue) => (issue.input === undefined ? "is required" : `must be one of ${names.join(", ")}`),
  });
}

/** Nine digits in a row are a wire's or a bank's number here, so a social security number is known by its gaps (I29). */
const words = (most: number) => without(text(most), "identifier");
const Notes = without(LinesOfNotes, "identifier");

const PropertyState = text(2).refine(
  (code) => PROPERTY_STATES.has(code),
  "must be a US state or territory code, e.g. TX",
);

const Zip = text(10)
  .refine((value) => /^\d{5}(-?\d{4})?$/.test(value), "must be a ZIP code of 5 or 9 digits")
  .transform((value) => value.replace("-", ""));

/** One loan of a trade as the exchange posts it. */
export const PsxLoan = z.object(
  {
    exchangeLoanId: text(64),
    loanId: text(64),
    loanAmount: PositiveMoney,
    noteRate: Percentage(4),
    borrowerName: words(200),
    propertyAddress: words(200),
    propertyCity: words(100),
    propertyState: PropertyState,
    propertyZip: Zip,
    creditScore: wholeNumber(300, 850),
    ltv: Percentage(3),
    cltv: Percentage(3),
    purposeCode: oneOf(PURPOSES),
    occupancyCode: oneOf(OCCUPANCIES),
    propertyType: words(20),
    productCode: words(20),
    purchasePrice: PositiveMoney,
  },
  { error: "must be an object" },
);

/** The webhook body (P1). Unknown fields are left out. */
export const PsxTrade = z.object(
  {
    exchangeTradeId: text(64),
    tradeDate: Day,
    principalId: text(64),
    buyerId: text(64),
    buyerName: words(200),
    sellerId: text(64),
    sellerName: words(200),
    loans: z
      .array(PsxLoan, {
        error: (issue) => (issue.input === undefined ? "is required" : "must be a list of loans"),
      })
      .min(1, "must hold at least one loan")
      .max(MOST_LOANS_PER_TRADE, `must hold at most ${MOST_LOANS_PER_TRADE.toLocaleString("en-US")} loans`),
  },
  { error: "must be a JSON object" },
);
export type PsxTrade = z.output<typeof PsxTrade>;

/** A loan repeated within its trade is reported beside every other fault, so it is looked for in the raw body (P1.2). */
export function repeatedLoanDetails(body: unknown): { field: string; message: string }[] {
  const loans = (body as { loans?: unknown } | null)?.loans;
  if (!Array.isArray(loans)) return [];
  return repeatedLoanIds(loans).map(({ index, firstIndex }) => ({
    field: `loans[${index}].exchangeLoanId`,
    message: `repeats the id of loans[${firstIndex}]; it must be unique within the trade`,
  }));
}

const StatusCode = words(40);
const DeliveryMethod = words(40);

/** The loan's version as it was read; a loan that changed meanwhile is a conflict that carries both. */
const Version = wholeNumber(1, 2_147_483_647);

export const ChangeStatusInput = z.strictObject({
  loanId: RecordId,
  newStatus: StatusCode,
  notes: Notes,
  version: Version.optional(),
  /** Of a move to `delivered`: when and how (P2.8). */
  actualDeliveryDate: Day.optional(),
  deliveryMethod: DeliveryMethod.optional(),
});
export type ChangeStatusInput = z.input<typeof ChangeStatusInput>;

const LoanIds = z
  .array(RecordId, {
    error: (issue) => (issue.input === undefined ? "is required" : "must be a list of loan ids"),
  })
  .min(1, "must hold at least one loan id")
  .max(MOST_LOANS_PER_CALL, `must hold at most ${MOST_LOANS_PER_CALL} loan ids`);

/** As they were when somebody looked at them: a loan that changed meanwhile is left as it is, and says so. */
const LoanVersions = z
  .array(z.strictObject({ pipelineLoanId: RecordId, version: Version }))
  .max(MOST_LOANS_PER_CALL, `must hold at most ${MOST_LOANS_PER_CALL} versions`)
  .optional();

const DryRun = z.boolean({ error: "must be true or false" }).optional();

export const ChangeStatusesInput = z.strictObject({
  loanIds: LoanIds,
  newStatus: StatusCode,
  notes: Notes,
  actualDeliveryDate: Day.optional(),
  deliveryMethod: DeliveryMethod.optional(),
  versions: LoanVersions,
  dryRun: DryRun,
});
export type ChangeStatusesInput = z.input<typeof ChangeStatusesInput>;

/** A field left out stays as it is; `null` clears it. */
export const EditLoanInput = z.strictObject({
  loanId: RecordId,
  version: Version.optional(),
  buyerId: text(64).optional(),
  buyerName: words(200).optional(),
  salePrice: PositiveMoney.nullable().optional(),
  expectedDeliveryDate: Day.nullable().optional(),
  deliveryMethod: DeliveryMethod.nullable().optional(),
  actualDeliveryDate: Day.nullable().optional(),
});
export type EditLoanInput = z.input<typeof EditLoanInput>;

export const SettleLoanInput = z.strictObject({
  loanId: RecordId,
  settlementAmount: PositiveMoney,
  settlementDate: Day,
  settlementReference: words(200),
  notes: Notes.optional(),
  version: Version.optional(),
});
export type SettleLoanInput = z.input<typeof SettleLoanInput>;

const SettlementAmounts = z
  .array(z.strictObject({ pipelineLoanId: RecordId, settlementAmount: PositiveMoney }))
  .max(MOST_LOANS_PER_TRADE)
  .superRefine((amounts, issues) => {
    const seen = new Set<number>();
    for (const [index, { pipelineLoanId }] of amounts.entries()) {
      if (seen.has(pipelineLoanId)) {
        const message = `names loan ${pipelineLoanId} a second time; give each loan one amount`;
        issues.addIssue({ code: "custom", path: [index, "pipelineLoanId"], message });
      }
      seen.add(pipelineLoanId);
    }
  })
  .optional();

export const SettleTradeInput = z.strictObject({
  tradeId: RecordId,
  settlementDate: Day,
  settlementReference: words(200),
  amounts: SettlementAmounts,
  /** Of the trade as `previewTradeSettlement` showed it. */
  version: Version.optional(),
  /** Of the status workflow by which it was shown: another one may take other loans. */
  workflowVersion: Version.optional(),
});
export type SettleTradeInput = z.input<typeof SettleTradeInput>;

export const SettleLoansInput = z.strictObject({
  loanIds: LoanIds,
  settlementDate: Day,
  settlementReference: words(200),
  amounts: SettlementAmounts,
  versions: LoanVersions,
  dryRun: DryRun,
});
export type SettleLoansInput = z.input<typeof SettleLoansInput>;

/** A condition as the client writes it; `model/query.ts` checks it against the field. */
export const LoanFilter = z.strictObject({
  field: z.string({ error: "must be a field name" }).max(100),
  operator: z.enum(FILTER_OPERATORS, { error: `must be one of ${FILTER_OPERATORS.join(", ")}` }),
  value: z.unknown(),
});
export type LoanFilter = z.input<typeof LoanFilter>;

const SearchText = z.string({ error: "must be a text" }).trim().max(200, "must have at most 200 characters");

const Filtering = {
  filters: z
    .array(LoanFilter, { error: "must be a list of conditions" })
    .max(50, "must hold at most 50 conditions")
    .optional(),
  search: SearchText.optional(),
};

const Sorting = {
  sortBy: z.string({ error: "must be a field name" }).max(100).optional(),
  sortDirection: z.enum(["asc", "desc"], { error: "must be asc or desc" }).optional(),
};

function paging(mostPerPage: number) {
  return {
    page: wholeNumber(1, 1_000_000).optional(),
    pageSize: wholeNumber(1, mostPerPage).optional(),
    ...Sorting,
  };
}

export const ListLoansInput = z.strictObject({ ...paging(MOST_LOANS_PER_PAGE), ...Filtering });
export type ListLoansInput = z.input<typeof ListLoansInput>;

const GridSlice = {
  /** Rows before the first one wanted. */
  offset: wholeNumber(0, 100_000_000).optional(),
  limit: wholeNumber(1, MOST_LOANS_PER_PAGE).optional(),
  ...Sorting,
};

export const GridLoansInput = z.strictObject({ ...GridSlice, ...Filtering });
export type GridLoansInput = z.input<typeof GridLoansInput>;

export const GridTradesInput = z.strictObject({
  ...GridSlice,
  ...Filtering,
  /** The trades whose loans stand under them. */
  open: z
    .array(RecordId, { error: "must be a list of trade ids" })
    .max(MOST_OPEN_TRADES, `must hold at most ${MOST_OPEN_TRADES} trade ids`)
    .optional(),
});
export type GridTradesInput = z.input<typeof GridTradesInput>;

export const SelectLoansInput = z.strictObject({ ...Filtering, ...Sorting });
export type SelectLoansInput = z.input<typeof SelectLoansInput>;

export const SummarizeLoansInput = z.strictObject(Filtering);
export type SummarizeLoansInput = z.input<typeof SummarizeLoansInput>;

export const ExportLoansInput = z.strictObject({
  ...Filtering,
  ...Sorting,
  columns: z.array(z.string()).min(1, "must name at least one column").max(60).optional(),
});
export type ExportLoansInput = z.input<typeof ExportLoansInput>;

export const ListTradesInput = z.strictObject({
  ...paging(MOST_TRADES_PER_PAGE),
  filters: Filtering.filters,
});
export type ListTradesInput = z.input<typeof ListTradesInput>;

/** A question about loans that can be asked again: what a list and the grid show (P9.3). */
export const LoanView = z.strictObject(
  {
    list: z.literal("loans"),
    ...Filtering,
    sortBy: z.string({ error: "must be a field name" }).max(100).optional(),
    sortDirection: z.enum(["asc", "desc"], { error: "must be asc or desc" }).optional(),
    columns: z.array(z.string().max(100)).min(1, "must name at least one column").max(60).optional(),
  },
  { error: "must be an object" },
);
export type LoanView = z.input<typeof LoanView>;

export const SearchInput = z.strictObject({ text: SearchText });

export const RecordInput = {
  loan: z.strictObject({ loanId: RecordId }),
  trade: z.strictObject({ tradeId: RecordId }),
};

export const RecentActivityInput = z.strictObject({ limit: wholeNumber(1, 100).optional() });

export const SaveStatusWorkflowInput = z.strictObject({
  /** The version that was edited; another one in force meanwhile is a conflict. */
  version: z.number().int().optional(),
  statuses: z
    .array(
      z.strictObject({
        statusCode: z.string().max(40),
        displayName: words(60),
        allowedTransitions: z.array(z.string().max(40)).max(50),
        isTerminal: z.boolean(),
        isException: z.boolean(),
        sequenceOrder: z.number().int().min(0).max(1_000),
        agingThresholdDays: z.number().int().min(0).max(LONGEST_THRESHOLD_DAYS).nullable(),
      }),
    )
    .min(1)
    .max(50),
});
export type SaveStatusWorkflowInput = z.input<typeof SaveStatusWorkflowInput>;

export const WorkflowVersionsInput = z.strictObject({
  /** Only versions before this one. */
  before: wholeNumber(1, 2_147_483_647).optional(),
});
