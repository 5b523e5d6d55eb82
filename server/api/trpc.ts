import { initTRPC, TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { type TRPC_ERROR_CODE_KEY, TRPC_ERROR_CODES_BY_KEY } from "@trpc/server/rpc";
import type { Identity } from "../auth/identity.ts";
import type { SessionIdentity } from "../auth/sessions.ts";
import type { Context } from "../domain/context.ts";
import { DomainError, type Refusal, statusCodeOf } from "../domain/errors.ts";
import { refusalOf } from "./refusals.ts";

/** What a procedure is called with. Made only when a procedure runs, so that a refusal reaches the caller in one form. */
export interface ApiContext {
  requestId: string;
  /** A signed-in person, or the client behind a token, who has no name of their own. */
  person(): Promise<Identity & Partial<Pick<SessionIdentity, "userName" | "tenantName">>>;
  domain(): Promise<Context>;
}

/** tRPC's word for each HTTP status; of two for one status the one that is no parser's. */
const CODE_OF_STATUS = new Map(
  (Object.keys(TRPC_ERROR_CODES_BY_KEY) as TRPC_ERROR_CODE_KEY[]).map((code) => [
    getHTTPStatusCodeFromError(new TRPCError({ code })),
    code,
  ]),
);

const t = initTRPC.context<ApiContext>().create({
  errorFormatter({ shape, error, ctx }) {
    const requestId = ctx?.requestId ?? "";
    const isOfVerb = error.code === "INTERNAL_SERVER_ERROR" || error.cause instanceof DomainError;
    const refusal = isOfVerb ? refusalOf(error.cause ?? error) : refusalOfCall(error.code);
    const httpStatus = statusCodeOf(refusal.code);
    const code = CODE_OF_STATUS.get(httpStatus) ?? shape.data.code;
    return {
      message: refusal.message,
      code: TRPC_ERROR_CODES_BY_KEY[code],
      data: {
        // The stack stays here: only the code, the status and the refusal leave.
        code,
        httpStatus,
        path: shape.data.path,
        refusal: { ...refusal, details: refusal.details ?? [], requestId },
      },
    };
  },
});

/** What tRPC itself refuses before any procedure runs is the caller's fault, not ours. */
function refusalOfCall(code: string): Refusal {
  switch (code) {
    case "NOT_FOUND":
      return { code: "NOT_FOUND", message: "There is no such procedure." };
    case "METHOD_NOT_SUPPORTED":
      return { code: "METHOD_NOT_ALLOWED", message: "A query takes GET and a mutation takes POST." };
    case "UNSUPPORTED_MEDIA_TYPE":
      return { code: "UNSUPPORTED_CONTENT_TYPE", message: "Send the input as JSON; nothing was changed." };
    default:
      return { code: "PAYLOAD_VALIDATION", message: "The call is not well formed; nothing was changed." };
  }
}

export const router = t.router;
export const createCaller = t.createCallerFactory;

/** A procedure of somebody signed in; `ctx.domain` is what the verbs take. */
export const procedure = t.procedure.use(async ({ ctx, next }) => {
  const domain = await ctx.domain();
  return next({ ctx: { ...ctx, domain } });
});
