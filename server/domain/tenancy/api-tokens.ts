import {
  issueClientToken,
  type ListedToken,
  listClientTokens,
  revokeClientToken,
} from "../../auth/client-tokens.ts";
import { authorise, type Context } from "../context.ts";
import { refuse } from "../errors.ts";
import { parseInput } from "../parse.ts";
import { IssueTokenInput, TokenInput } from "./input.ts";

/** The Bearer tokens of programs that call the REST API, for administrators (P6.3, P6.4). */

/** Every token that there was, oldest first. */
export async function listTokens(ctx: Context): Promise<ListedToken[]> {
  authorise(ctx, "tenant:administer");
  return listClientTokens(ctx.tenant.id);
}

/** Issues a token, which is shown this once. @throws DomainError CONFLICT while another one of that name is valid */
export async function issueToken(ctx: Context, raw: unknown): Promise<{ token: string; tokenId: string }> {
  authorise(ctx, "tenant:administer");
  const input = parseInput(IssueTokenInput, raw);
  const { id: tenantId, slug } = ctx.tenant;
  return issueClientToken({ tenantId, slug, ...input, by: ctx.actor.name, mustBeOnly: true }, ctx.now());
}

/** Ends a token; the next request with it is refused. @throws DomainError CONFLICT when it is not there or ended before */
export async function revokeToken(ctx: Context, raw: unknown): Promise<void> {
  authorise(ctx, "tenant:administer");
  const { tokenId } = parseInput(TokenInput, raw);
  const revoked = await revokeClientToken(ctx.tenant.id, tokenId, ctx.now(), ctx.actor.name);
  if (!revoked) refuse("CONFLICT", "There is no such token that could be revoked; it may have been already.");
}
