import { createBorrower } from "../domain/mortgages/create-borrower.ts";
import { createMortgage } from "../domain/mortgages/create-mortgage.ts";
import { deleteBorrower } from "../domain/mortgages/delete-borrower.ts";
import { deleteMortgage } from "../domain/mortgages/delete-mortgage.ts";
import { getMortgage } from "../domain/mortgages/get-mortgage.ts";
import { getRenewalChain } from "../domain/mortgages/get-renewal-chain.ts";
import {
  BorrowerInput,
  CreateBorrowerInput,
  CreateMortgageInput,
  DeleteMortgageInput,
  DocumentInput,
  ListAuditInput,
  ListBorrowersInput,
  ListByBorrowerInput,
  ListDocumentsInput,
  ListMortgagesInput,
  MaturingInput,
  MortgageInput,
  RenewMortgageInput,
  UpdateMortgageInput,
} from "../domain/mortgages/input.ts";
import { listAudit } from "../domain/mortgages/list-audit.ts";
import { listBorrowers } from "../domain/mortgages/list-borrowers.ts";
import { listByBorrower } from "../domain/mortgages/list-by-borrower.ts";
import { listDocuments } from "../domain/mortgages/list-documents.ts";
import { listMaturing } from "../domain/mortgages/list-maturing.ts";
import { listMortgages } from "../domain/mortgages/list-mortgages.ts";
import { previewDeletion } from "../domain/mortgages/preview-deletion.ts";
import { removeDocument } from "../domain/mortgages/remove-document.ts";
import { renewMortgage } from "../domain/mortgages/renew-mortgage.ts";
import { updateMortgage } from "../domain/mortgages/update-mortgage.ts";
import { mortgageTemplatesRouter } from "./mortgage-templates.router.ts";
import { procedure, router } from "./trpc.ts";
import { typed } from "./typed-input.ts";

/** Mortgages for the browser: a line per verb. The bytes of documents go over REST, which streams. */
export const mortgagesRouter = router({
  list: procedure
    .input(typed(ListMortgagesInput))
    .query(({ ctx, input }) => listMortgages(ctx.domain, input)),
  get: procedure.input(typed(MortgageInput)).query(({ ctx, input }) => getMortgage(ctx.domain, input)),
  byBorrower: procedure
    .input(typed(ListByBorrowerInput))
    .query(({ ctx, input }) => listByBorrower(ctx.domain, input)),
  maturing: procedure.input(typed(MaturingInput)).query(({ ctx, input }) => listMaturing(ctx.domain, input)),
  chain: procedure.input(typed(MortgageInput)).query(({ ctx, input }) => getRenewalChain(ctx.domain, input)),
  create: procedure
    .input(typed(CreateMortgageInput))
    .mutation(({ ctx, input }) => createMortgage(ctx.domain, input)),
  update: procedure
    .input(typed(UpdateMortgageInput))
    .mutation(({ ctx, input }) => updateMortgage(ctx.domain, input)),
  renew: procedure
    .input(typed(RenewMortgageInput))
    .mutation(({ ctx, input }) => renewMortgage(ctx.domain, input)),
  previewDeletion: procedure
    .input(typed(MortgageInput))
    .query(({ ctx, input }) => previewDeletion(ctx.domain, input)),
  delete: procedure
    .input(typed(DeleteMortgageInput))
    .mutation(({ ctx, input }) => deleteMortgage(ctx.domain, input)),
  borrowers: router({
    list: procedure
      .input(typed(ListBorrowersInput))
      .query(({ ctx, input }) => listBorrowers(ctx.domain, input)),
    create: procedure
      .input(typed(CreateBorrowerInput))
      .mutation(({ ctx, input }) => createBorrower(ctx.domain, input)),
    delete: procedure
      .input(typed(BorrowerInput))
      .mutation(({ ctx, input }) => deleteBorrower(ctx.domain, input)),
  }),
  documents: router({
    list: procedure
      .input(typed(ListDocumentsInput))
      .query(({ ctx, input }) => listDocuments(ctx.domain, input)),
    remove: procedure
      .input(typed(DocumentInput))
      .mutation(({ ctx, input }) => removeDocument(ctx.domain, input)),
  }),
  templates: mortgageTemplatesRouter,
  audit: router({
    list: procedure.input(typed(ListAuditInput)).query(({ ctx, input }) => listAudit(ctx.domain, input)),
  }),
});
