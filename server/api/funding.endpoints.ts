import { deriveFromDecisions } from "../domain/funding/derive-workflow.ts";
import { DeriveWorkflowInput, UnderwriteInput } from "../domain/funding/input.ts";
import { underwriteReport } from "../domain/funding/underwrite.ts";
import { DerivedWorkflowResponse, UnderwritingResponse } from "./funding.wire.ts";
import type { Endpoint } from "./rest.ts";

/** Funding's REST API, one entry an operation. */

export const postDeriveWorkflow: Endpoint = {
  method: "POST",
  path: "/api/funding/workflow/derive",
  summary: "The workflow that decisions lead to, and why",
  description:
    "Stateless. `workflow` is null while a person has to act first; `trace` says why in either case.",
  access: "user",
  body: DeriveWorkflowInput,
  status: 200,
  response: DerivedWorkflowResponse,
  refusals: [],
  handle: async (call) => deriveFromDecisions(await call.context(), await call.body()),
};

export const postUnderwrite: Endpoint = {
  method: "POST",
  path: "/api/funding/underwrite",
  summary: "Decisions and workflow for a credit report and an applicant",
  description:
    "Stateless. The report is in the normalised form, a row per bureau; leave out what is not known. " +
    "There is no field for a social security number, and none is taken.",
  access: "user",
  body: UnderwriteInput,
  status: 200,
  response: UnderwritingResponse,
  refusals: [],
  handle: async (call) => {
    const run = underwriteReport(await call.context(), await call.body());
    const { cards, termLoan, established } = run;
    return {
      ...run,
      decisions: {
        reportStatus: cards.reportStatus,
        cardDeclineReason: cards.declineReason,
        cardReasons: cards.reasons,
        creditRepairFlag: cards.creditRepairFlag,
        tlDecision: termLoan.tlDecision,
        tlReasons: termLoan.reasons,
        mcaEligible: established.mcaEligible,
        sbaEligible: established.sbaEligible,
        establishedReasons: established.reasons,
        insufficientIncome: run.insufficientIncome,
        youngestAccountOpened: run.youngestAccountOpened,
      },
    };
  },
};

export const FUNDING_ENDPOINTS: Endpoint[] = [postDeriveWorkflow, postUnderwrite];
