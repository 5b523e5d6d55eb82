import { claimFile } from "../domain/funding/claim-file.ts";
import { FileInput } from "../domain/funding/file-input.ts";
import { getCallSheet } from "../domain/funding/get-call-sheet.ts";
import { listQueue } from "../domain/funding/list-queue.ts";
import { logCall } from "../domain/funding/log-call.ts";
import {
  ClaimInput,
  ListQueueInput,
  LogCallInput,
  ReleaseInput,
  TakeBackCallInput,
} from "../domain/funding/queue-input.ts";
import { releaseFile } from "../domain/funding/release-file.ts";
import { takeBackCall } from "../domain/funding/take-back-call.ts";
import { procedure, router } from "./trpc.ts";
import { typed } from "./typed-input.ts";

/** The Funding Queue for the browser: a line per verb. */
export const fundingQueueRouter = router({
  list: procedure.input(typed(ListQueueInput)).query(({ ctx, input }) => listQueue(ctx.domain, input)),
  sheet: procedure.input(typed(FileInput)).query(({ ctx, input }) => getCallSheet(ctx.domain, input)),
  claim: procedure.input(typed(ClaimInput)).mutation(({ ctx, input }) => claimFile(ctx.domain, input)),
  release: procedure.input(typed(ReleaseInput)).mutation(({ ctx, input }) => releaseFile(ctx.domain, input)),
  logCall: procedure.input(typed(LogCallInput)).mutation(({ ctx, input }) => logCall(ctx.domain, input)),
  takeBackCall: procedure
    .input(typed(TakeBackCallInput))
    .mutation(({ ctx, input }) => takeBackCall(ctx.domain, input)),
});
