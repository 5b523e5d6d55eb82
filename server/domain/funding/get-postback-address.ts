import { postbackSecretOf } from "../../auth/postback-address.ts";
import { authorise, type Context } from "../context.ts";

/** Where Engine is to report to for this tenant (F7.2): to be given to its partner manager, and to nobody else. */
export async function getPostbackAddress(ctx: Context): Promise<{ path: string }> {
  authorise(ctx, "tenant:administer");
  return { path: `/api/integrations/engine/postback/${postbackSecretOf(ctx.tenant.id)}` };
}
