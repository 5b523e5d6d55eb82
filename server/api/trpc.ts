import { initTRPC } from "@trpc/server";
import type { Identity } from "../auth/identity.ts";
import type { SessionIdentity } from "../auth/sessions.ts";
import type { Context } from "../domain/context.ts";
import { statusCodeOf } from "../domain/errors.ts";
import { refusalOf } from "./refusals.ts";

/** What a procedure is called with. Made only when a procedure runs, so that a refusal reaches the caller in one form. */
export interface ApiContext {
  requestId: string;
  /** A signed-in person, or the client behind a token, who has no name of their own. */
  person(): Promise<Identity & Partial<Pick<SessionIdentity, "userName" | "tenantName">>>;
  domain(): Promise<Context>;
}

const t = initTRPC.context<ApiContext>().create({
  errorFormatter({ shape, error, ctx }) {
    const requestId = ctx?.requestId ?? "";
    const refusal = refusalOf(error.cause ?? error, requestId);
    return {
      ...shape,
      message: refusal.message,
      data: {
        // The stack stays here: only the code, the status and the refusal leave.
        code: shape.data.code,
        httpStatus: refusal.code === "INTERNAL" ? shape.data.httpStatus : statusCodeOf(refusal.code),
        path: shape.data.path,
        refusal: { ...refusal, details: refusal.details ?? [], requestId },
      },
    };
  },
});

export const router = t.router;
export const createCaller = t.createCallerFactory;

/** A procedure of somebody signed in; `ctx.domain` is what the verbs take. */
export const procedure = t.procedure.use(async ({ ctx, next }) => {
  const domain = await ctx.domain();
  return next({ ctx: { ...ctx, domain } });
});
