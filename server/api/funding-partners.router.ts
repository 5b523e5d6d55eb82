import { listOperators } from "../domain/funding/list-operators.ts";
import { reconcileOperators } from "../domain/funding/reconcile-operators.ts";
import { ReconcileInput } from "../domain/funding/reconciliation-input.ts";
import { procedure, router } from "./trpc.ts";
import { typed } from "./typed-input.ts";

/** Operators and what they are charged, for the browser. */
export const fundingPartnersRouter = router({
  operators: procedure.query(({ ctx }) => listOperators(ctx.domain)),
  reconciliation: procedure
    .input(typed(ReconcileInput))
    .query(({ ctx, input }) => reconcileOperators(ctx.domain, input)),
});
