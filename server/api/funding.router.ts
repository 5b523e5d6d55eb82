import { editFile } from "../domain/funding/edit-file.ts";
import {
  EditFileInput,
  FileInput,
  ListFilesInput,
  OpenFileInput,
  ReceiveReportInput,
  ReviseInput,
} from "../domain/funding/file-input.ts";
import { getFile } from "../domain/funding/get-file.ts";
import { getPolicy } from "../domain/funding/get-policy.ts";
import { PolicyInput } from "../domain/funding/input.ts";
import { listFiles } from "../domain/funding/list-files.ts";
import { openFile } from "../domain/funding/open-file.ts";
import { previewPolicy } from "../domain/funding/preview-policy.ts";
import { receiveCreditReport } from "../domain/funding/receive-credit-report.ts";
import { reviseUnderwriting } from "../domain/funding/revise-underwriting.ts";
import { savePolicy } from "../domain/funding/save-policy.ts";
import { procedure, router } from "./trpc.ts";
import { typed } from "./typed-input.ts";

/** Funding for the browser: a line per verb. */
export const fundingRouter = router({
  files: procedure.input(typed(ListFilesInput)).query(({ ctx, input }) => listFiles(ctx.domain, input)),
  file: procedure.input(typed(FileInput)).query(({ ctx, input }) => getFile(ctx.domain, input)),
  openFile: procedure.input(typed(OpenFileInput)).mutation(({ ctx, input }) => openFile(ctx.domain, input)),
  editFile: procedure.input(typed(EditFileInput)).mutation(({ ctx, input }) => editFile(ctx.domain, input)),
  receiveCreditReport: procedure.input(typed(ReceiveReportInput)).mutation(({ ctx, input }) => {
    // What is typed in has no bytes of its own: its JSON stands for them.
    const { fileId, ...rest } = Object(input) as { fileId?: unknown };
    return receiveCreditReport(ctx.domain, { fileId, body: Buffer.from(JSON.stringify(rest)) });
  }),
  revise: procedure
    .input(typed(ReviseInput))
    .mutation(({ ctx, input }) => reviseUnderwriting(ctx.domain, input)),
  policy: procedure.query(({ ctx }) => getPolicy(ctx.domain)),
  // It changes nothing, but a whole policy is too long for an address.
  previewPolicy: procedure
    .input(typed(PolicyInput))
    .mutation(({ ctx, input }) => previewPolicy(ctx.domain, input)),
  savePolicy: procedure.input(typed(PolicyInput)).mutation(({ ctx, input }) => savePolicy(ctx.domain, input)),
});
