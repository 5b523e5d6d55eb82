import { addLender } from "../domain/funding/add-lender.ts";
import { deleteLender } from "../domain/funding/delete-lender.ts";
import { FileInput } from "../domain/funding/file-input.ts";
import { getShortlist } from "../domain/funding/get-shortlist.ts";
import {
  AddLenderInput,
  DeleteLenderInput,
  ListLendersInput,
  RetireLenderInput,
  SaveLenderInput,
} from "../domain/funding/lender-input.ts";
import { listLenders } from "../domain/funding/list-lenders.ts";
import { retireLender } from "../domain/funding/retire-lender.ts";
import { saveLender } from "../domain/funding/save-lender.ts";
import { procedure, router } from "./trpc.ts";
import { typed } from "./typed-input.ts";

/** Lenders for the browser: a line per verb. */
export const fundingLendersRouter = router({
  list: procedure.input(typed(ListLendersInput)).query(({ ctx, input }) => listLenders(ctx.domain, input)),
  shortlist: procedure.input(typed(FileInput)).query(({ ctx, input }) => getShortlist(ctx.domain, input)),
  add: procedure.input(typed(AddLenderInput)).mutation(({ ctx, input }) => addLender(ctx.domain, input)),
  save: procedure.input(typed(SaveLenderInput)).mutation(({ ctx, input }) => saveLender(ctx.domain, input)),
  retire: procedure
    .input(typed(RetireLenderInput))
    .mutation(({ ctx, input }) => retireLender(ctx.domain, input)),
  delete: procedure
    .input(typed(DeleteLenderInput))
    .mutation(({ ctx, input }) => deleteLender(ctx.domain, input)),
});
