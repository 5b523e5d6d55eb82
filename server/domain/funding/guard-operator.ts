import { authorise, type Context } from "../context.ts";
import { invalidInput } from "../parse.ts";
import { mayOperate } from "../tenancy/list-people.ts";

/**
 * A file is somebody's who can work on it (F1.1). Who gives it to themselves is such a person already.
 * @throws DomainError PAYLOAD_VALIDATION naming `operator`
 */
export async function guardOperator(ctx: Context, operator: string): Promise<void> {
  authorise(ctx, "funding:operate");
  const isOwn = ctx.actor.kind === "user" && ctx.actor.name.toLowerCase() === operator;
  if (isOwn || (await mayOperate(ctx, operator))) return;
  const message = "must be the address of an active user of this tenant who may operate: choose one of them";
  throw invalidInput([{ field: "operator", message }]);
}
