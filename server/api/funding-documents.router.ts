import { changeDocument } from "../domain/funding/change-document.ts";
import { ChangeDocumentInput, DocumentRulesInput } from "../domain/funding/document-input.ts";
import { FileInput } from "../domain/funding/file-input.ts";
import { getDocumentRules } from "../domain/funding/get-document-rules.ts";
import { listDocuments } from "../domain/funding/list-documents.ts";
import { saveDocumentRules } from "../domain/funding/save-document-rules.ts";
import { procedure } from "./trpc.ts";
import { typed } from "./typed-input.ts";

/** Documents for the browser: a line per verb. Their bytes go over REST, which streams. */
export const documentProcedures = {
  documents: procedure.input(typed(FileInput)).query(({ ctx, input }) => listDocuments(ctx.domain, input)),
  changeDocument: procedure
    .input(typed(ChangeDocumentInput))
    .mutation(({ ctx, input }) => changeDocument(ctx.domain, input)),
  documentRules: procedure.query(({ ctx }) => getDocumentRules(ctx.domain)),
  saveDocumentRules: procedure
    .input(typed(DocumentRulesInput))
    .mutation(({ ctx, input }) => saveDocumentRules(ctx.domain, input)),
};
