import { postbackSecretOf } from "../../auth/postback-address.ts";
import { authorise, type Context } from "../context.ts";

/** Where Engine is to report to for this tenant (F7.2): to be given to its partner manager, and to nobody else. */
export async function getPostbackAddress(ctx: Context): Promise<{ path: string }> {
  authorise(ctx, "tenant:administer");
  return { path: `/api/integrations/engine/postback/${postbackSecretOf(ctx.tenant.id)}` };
}

/** Where Documenso is to report to for this tenant (F7.3): the address of a webhook of its team. */
export async function getSigningWebhookAddress(ctx: Context): Promise<{ path: string }> {
  authorise(ctx, "tenant:administer");
  const secret = postbackSecretOf(ctx.tenant.id, undefined, "documenso");
  return { path: `/api/integrations/documenso/webhook/${secret}` };
}
