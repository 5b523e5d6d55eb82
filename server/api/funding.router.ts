import { completeStep } from "../domain/funding/complete-step.ts";
import { editFile } from "../domain/funding/edit-file.ts";
import { endPath } from "../domain/funding/end-path.ts";
import {
  CreditReportInput,
  EditFileInput,
  FileInput,
  ListFilesInput,
  OpenFileInput,
  ReceiveReportInput,
  ReviseInput,
} from "../domain/funding/file-input.ts";
import { getCreditReport } from "../domain/funding/get-credit-report.ts";
import { getFile } from "../domain/funding/get-file.ts";
import { getOperator } from "../domain/funding/get-operator.ts";
import { getPolicy } from "../domain/funding/get-policy.ts";
import { getProgress } from "../domain/funding/get-progress.ts";
import { PolicyInput } from "../domain/funding/input.ts";
import { keepWaiting } from "../domain/funding/keep-waiting.ts";
import { listFiles } from "../domain/funding/list-files.ts";
import { listPolicies } from "../domain/funding/list-policies.ts";
import { openFile } from "../domain/funding/open-file.ts";
import { ListPoliciesInput } from "../domain/funding/policy-input.ts";
import { previewPolicy } from "../domain/funding/preview-policy.ts";
import { receiveCreditReport } from "../domain/funding/receive-credit-report.ts";
import { reopenStep } from "../domain/funding/reopen-step.ts";
import { retryEffect } from "../domain/funding/retry-effect.ts";
import { reviseUnderwriting } from "../domain/funding/revise-underwriting.ts";
import { saveOperator } from "../domain/funding/save-operator.ts";
import { savePolicy } from "../domain/funding/save-policy.ts";
import { startTrack } from "../domain/funding/start-track.ts";
import {
  CompleteStepInput,
  EndPathInput,
  KeepWaitingInput,
  OperatorInput,
  ReopenInput,
  RetryEffectInput,
  SaveOperatorInput,
  StartTrackInput,
  UpdateCardInput,
} from "../domain/funding/step-input.ts";
import { updateCard } from "../domain/funding/update-card.ts";
import { documentProcedures } from "./funding-documents.router.ts";
import { fundingLendersRouter } from "./funding-lenders.router.ts";
import { fundingOffersRouter } from "./funding-offers.router.ts";
import { fundingPartnersRouter } from "./funding-partners.router.ts";
import { fundingQueueRouter } from "./funding-queue.router.ts";
import { procedure, router } from "./trpc.ts";
import { typed } from "./typed-input.ts";

/** Funding for the browser: a line per verb. */
export const fundingRouter = router({
  queue: fundingQueueRouter,
  lenders: fundingLendersRouter,
  partners: fundingPartnersRouter,
  offers: fundingOffersRouter,
  files: procedure.input(typed(ListFilesInput)).query(({ ctx, input }) => listFiles(ctx.domain, input)),
  file: procedure.input(typed(FileInput)).query(({ ctx, input }) => getFile(ctx.domain, input)),
  openFile: procedure.input(typed(OpenFileInput)).mutation(({ ctx, input }) => openFile(ctx.domain, input)),
  editFile: procedure.input(typed(EditFileInput)).mutation(({ ctx, input }) => editFile(ctx.domain, input)),
  creditReport: procedure
    .input(typed(CreditReportInput))
    .query(({ ctx, input }) => getCreditReport(ctx.domain, input)),
  receiveCreditReport: procedure.input(typed(ReceiveReportInput)).mutation(({ ctx, input }) => {
    // What is typed in has no bytes of its own: its JSON stands for them.
    const { fileId, ...rest } = Object(input) as { fileId?: unknown };
    return receiveCreditReport(ctx.domain, { fileId, body: Buffer.from(JSON.stringify(rest)) });
  }),
  revise: procedure
    .input(typed(ReviseInput))
    .mutation(({ ctx, input }) => reviseUnderwriting(ctx.domain, input)),
  progress: procedure.input(typed(FileInput)).query(({ ctx, input }) => getProgress(ctx.domain, input)),
  startTrack: procedure
    .input(typed(StartTrackInput))
    .mutation(({ ctx, input }) => startTrack(ctx.domain, input)),
  completeStep: procedure
    .input(typed(CompleteStepInput))
    .mutation(({ ctx, input }) => completeStep(ctx.domain, input)),
  endPath: procedure.input(typed(EndPathInput)).mutation(({ ctx, input }) => endPath(ctx.domain, input)),
  reopen: procedure.input(typed(ReopenInput)).mutation(({ ctx, input }) => reopenStep(ctx.domain, input)),
  keepWaiting: procedure
    .input(typed(KeepWaitingInput))
    .mutation(({ ctx, input }) => keepWaiting(ctx.domain, input)),
  updateCard: procedure
    .input(typed(UpdateCardInput))
    .mutation(({ ctx, input }) => updateCard(ctx.domain, input)),
  retryEffect: procedure
    .input(typed(RetryEffectInput))
    .mutation(({ ctx, input }) => retryEffect(ctx.domain, input)),
  operator: procedure.input(typed(OperatorInput)).query(({ ctx, input }) => getOperator(ctx.domain, input)),
  saveOperator: procedure
    .input(typed(SaveOperatorInput))
    .mutation(({ ctx, input }) => saveOperator(ctx.domain, input)),
  ...documentProcedures,
  policy: procedure.query(({ ctx }) => getPolicy(ctx.domain)),
  policies: procedure
    .input(typed(ListPoliciesInput))
    .query(({ ctx, input }) => listPolicies(ctx.domain, input)),
  // It changes nothing, but a whole policy is too long for an address.
  previewPolicy: procedure
    .input(typed(PolicyInput))
    .mutation(({ ctx, input }) => previewPolicy(ctx.domain, input)),
  savePolicy: procedure.input(typed(PolicyInput)).mutation(({ ctx, input }) => savePolicy(ctx.domain, input)),
});
