import { z } from "zod";
import { BUREAUS } from "../domain/funding/model/credit-report.ts";
import { OVERLAYS } from "../domain/funding/model/overlays.ts";
import { PRIMARY_PATHS, SUB_VARIANTS } from "../domain/funding/model/paths.ts";
import { DECLINE_REASONS, PARKED_REASONS } from "../domain/funding/model/workflow.ts";
import { Count, DayText, Instant, Money, Tenths } from "./wire.ts";

/** Funding's answers as they stand on the wire. A field that is not named here does not leave. */

export function keysOf<T extends object>(table: T) {
  return z.enum(Object.keys(table) as [keyof T & string, ...(keyof T & string)[]]);
}

const Paydowns = z.object({
  paydownAmountNeeded: Money,
  topPaydownAccounts: z.array(
    z.object({
      creditorName: z.string(),
      ending: z.string().nullable(),
      balance: Money,
      limit: Money,
      utilization: Tenths.nullable(),
      amount: Money,
    }),
  ),
});

const EligibleInquiries = z.array(
  z.object({ bureau: z.enum(BUREAUS), date: DayText, inquirerName: z.string() }),
);

const Overlay = z.object({
  id: z.enum(OVERLAYS.map(({ id }) => id)),
  appliesTo: z.enum(PRIMARY_PATHS),
  insertionPoint: z.object({ after: z.string() }),
  blocks: z.string(),
  steps: z.array(z.object({ id: z.string(), title: z.string(), kind: z.string() })),
  /** Which of them there are depends on the overlay; null where only decisions were given. */
  data: z.object({
    paydownAmountNeeded: Paydowns.shape.paydownAmountNeeded.nullable().optional(),
    topPaydownAccounts: Paydowns.shape.topPaydownAccounts.optional(),
    eligibleInquiries: EligibleInquiries.optional(),
  }),
});

const Workflow = z.object({
  primaryPaths: z.array(z.enum(PRIMARY_PATHS)),
  overlays: z.array(Overlay),
  establishedSubVariant: z.enum(SUB_VARIANTS).optional(),
  declineReason: keysOf(DECLINE_REASONS).optional(),
  declineReasonNotes: z.string().optional(),
  parkedReason: keysOf(PARKED_REASONS).optional(),
  parkedCallbackDate: Count.optional().meta({ description: "Unix milliseconds" }),
  nextActions: z.array(z.object({ type: z.string(), title: z.string() })),
  addressFirst: z.array(
    z.object({
      type: z.string(),
      title: z.string(),
      amount: Money.optional(),
      count: Count.optional(),
    }),
  ),
});

const Trace = z.array(z.object({ rule: z.string(), explains: z.string(), says: z.string() }));

export const DerivedWorkflowResponse = z.object({ workflow: Workflow.nullable(), trace: Trace });

const Decisions = z.object({
  reportStatus: z.string(),
  cardDeclineReason: z.string().nullable(),
  tlDecision: z.string(),
  mcaEligible: z.boolean(),
  sbaEligible: z.boolean(),
});

const ReasonedDecisions = Decisions.extend({
  cardReasons: z.array(z.string()),
  creditRepairFlag: z.boolean(),
  tlReasons: z.array(z.string()),
  establishedReasons: z.array(z.string()),
  insufficientIncome: z.boolean(),
  youngestAccountOpened: DayText.nullable(),
});

export const UnderwritingResponse = z.object({
  policyVersion: Count,
  representativeScore: Count.nullable(),
  decisions: ReasonedDecisions,
  paydowns: Paydowns,
  eligibleInquiries: EligibleInquiries,
  workflow: Workflow.nullable(),
  trace: Trace,
  workflowPath: z
    .enum(["prime", "paydowns", "inq_removal", "seasoning"])
    .nullable()
    .meta({ description: "For clients that do not read workflow yet" }),
});

const Figures = z.object({
  statedIncome: Money,
  monthlyRevenue: Money.nullable(),
  businessStartedOn: DayText.nullable(),
});

const Run = UnderwritingResponse.extend({
  runNo: Count,
  kind: z.enum(["report", "revision"]),
  reportId: Count,
  applicant: Figures.meta({ description: "The figures as they were judged" }),
  evaluated: Decisions.meta({ description: "What the evaluators decided; `decisions` is what counts" }),
  overrides: Decisions.extend({
    duplicateFile: z.boolean(),
    operatorClosure: z.object({
      declineReason: keysOf(DECLINE_REASONS),
      declineReasonNotes: z.string().optional(),
    }),
  })
    .partial()
    .meta({ description: "What a person decided" }),
  reason: z.string().nullable(),
  createdAt: Instant,
  createdBy: z.string(),
});

const Report = z.object({
  reportId: Count,
  sourceFormat: z.string(),
  vendor: z.string().nullable(),
  issuedOn: DayText,
  receivedAt: Instant,
  receivedBy: z.string(),
});

export const ReceivedReportResponse = z.object({
  fileId: Count,
  isNew: z.boolean().meta({ description: "False when these very bytes had come before" }),
  report: Report,
  run: Run,
});

const FileWire = Figures.extend({
  fileId: Count,
  name: z.string(),
  email: z.string(),
  phone: z.string().nullable(),
  operator: z.string(),
  version: Count,
  runCount: Count,
  nextSteps: z
    .array(z.string())
    .nullable()
    .meta({ description: "What can be done now, by its id; empty where nothing is to be done" }),
  stepSince: Instant.nullable().meta({ description: "Since when; null where nothing is to be done" }),
  createdAt: Instant,
  createdBy: z.string(),
  updatedAt: Instant,
  updatedBy: z.string(),
});

const Compared = z.union([z.string(), z.number(), z.boolean()]).nullable();

export const FileDetailWire = FileWire.extend({
  changedSinceRun: z.array(z.string()).meta({ description: "Figures that the newest run judged otherwise" }),
  possibleDuplicates: z.array(
    z.object({
      fileId: Count,
      name: z.string(),
      email: z.string(),
      operator: z.string(),
      createdAt: Instant,
      matches: z.array(z.enum(["email", "phone", "name"])),
    }),
  ),
  reports: z.array(Report),
  runs: z.array(
    Run.extend({
      changes: z
        .array(z.object({ field: z.string(), from: Compared, to: Compared }))
        .meta({ description: "Since the run before; amounts as decimal text" }),
    }),
  ),
});

export const FileListResponse = z.object({
  totalRows: Count,
  page: Count,
  pageSize: Count,
  files: z.array(
    FileWire.extend({
      newestRun: z
        .object({
          runNo: Count,
          policyVersion: Count,
          createdAt: Instant,
          representativeScore: Count.nullable(),
          reportStatus: z.string(),
          tlDecision: z.string(),
          mcaEligible: z.boolean(),
          sbaEligible: z.boolean(),
          primaryPaths: Workflow.shape.primaryPaths.nullable(),
          overlays: z.array(z.string()),
          declineReason: z.string().nullable(),
          parkedReason: z.string().nullable(),
          parkedCallbackDate: Count.nullable().meta({ description: "Unix milliseconds" }),
        })
        .nullable(),
    }),
  ),
});
