import { z } from "zod";
import { BUREAUS } from "../domain/funding/model/credit-report.ts";
import { OVERLAYS } from "../domain/funding/model/overlays.ts";
import { PRIMARY_PATHS, SUB_VARIANTS } from "../domain/funding/model/paths.ts";
import { DECLINE_REASONS, PARKED_REASONS } from "../domain/funding/model/workflow.ts";
import { Count, DayText, Money, Tenths } from "./wire.ts";

/** Funding's answers as they stand on the wire. A field that is not named here does not leave. */

function keysOf<T extends object>(table: T) {
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

export const UnderwritingResponse = z.object({
  policyVersion: Count,
  representativeScore: Count.nullable(),
  decisions: z.object({
    reportStatus: z.string(),
    cardDeclineReason: z.string().nullable(),
    cardReasons: z.array(z.string()),
    creditRepairFlag: z.boolean(),
    tlDecision: z.string(),
    tlReasons: z.array(z.string()),
    mcaEligible: z.boolean(),
    sbaEligible: z.boolean(),
    establishedReasons: z.array(z.string()),
    insufficientIncome: z.boolean(),
    youngestAccountOpened: DayText.nullable(),
  }),
  paydowns: Paydowns,
  eligibleInquiries: EligibleInquiries,
  workflow: Workflow.nullable(),
  trace: Trace,
  workflowPath: z
    .enum(["prime", "paydowns", "inq_removal", "seasoning"])
    .nullable()
    .meta({ description: "For clients that do not read workflow yet" }),
});
