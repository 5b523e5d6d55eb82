import { isDeepStrictEqual } from "node:util";
import { authorise, type Context, inTransaction } from "../context.ts";
import { refuseIf } from "../errors.ts";
import { parseInput } from "../parse.ts";
import { PolicyInput } from "./input.ts";
import { guardPolicy, guardPolicyVersion } from "./model/policy.ts";
import { holdPolicy, insertPolicy, type PolicyVersion } from "./policy-rows.ts";

/**
 * Puts a new version of the underwriting policy in force (F1.3). Runs stay as they were judged; the next one goes by it. A
 * draft that changes nothing writes nothing. Administrators only.
 * @throws DomainError PAYLOAD_VALIDATION or INVALID_POLICY naming every wrong figure; CONFLICT when another version came
 * into force meanwhile
 */
export async function savePolicy(ctx: Context, raw: unknown): Promise<PolicyVersion> {
  authorise(ctx, "funding:configure");
  const draft = parseInput(PolicyInput, raw);
  refuseIf(guardPolicy(draft));
  return inTransaction(ctx, async (tx) => {
    const present = await holdPolicy(tx);
    refuseIf(guardPolicyVersion(draft.version, present.policy.version));
    if (isDeepStrictEqual(draft, present.policy)) return present;
    const next = {
      policy: { ...draft, version: draft.version + 1 },
      createdAt: ctx.now().toISOString(),
      createdBy: ctx.actor.name,
    };
    await insertPolicy(tx, next);
    return next;
  });
}
