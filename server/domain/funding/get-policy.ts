import { authorise, type Context } from "../context.ts";
import { type PolicyVersion, readPolicy } from "./policy-rows.ts";

/** The policy in force: its figures, its version, and who put it in force (F1.3). */
export async function getPolicy(ctx: Context): Promise<PolicyVersion> {
  authorise(ctx, "funding:read");
  return readPolicy(ctx.db);
}
