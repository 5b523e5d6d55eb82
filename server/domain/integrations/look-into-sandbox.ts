import { authorise, type Context } from "../context.ts";
import { parseInput } from "../parse.ts";
import { SandboxInput } from "./input.ts";
import { emptySandboxOf, listRecords, type SandboxRecord } from "./sandbox-rows.ts";

const MOST_SHOWN = 100;

/** What a sandbox was sent and holds, the newest first (F7.4). Administrators only. @throws DomainError PAYLOAD_VALIDATION */
export async function lookIntoSandbox(ctx: Context, raw: unknown): Promise<SandboxRecord[]> {
  authorise(ctx, "tenant:administer");
  const { system } = parseInput(SandboxInput, raw);
  return listRecords({ db: ctx.db, system }, MOST_SHOWN);
}

/** Forgets all that a sandbox holds; nothing real is in it. Administrators only. @throws DomainError PAYLOAD_VALIDATION */
export async function emptySandbox(ctx: Context, raw: unknown): Promise<void> {
  authorise(ctx, "tenant:administer");
  const { system } = parseInput(SandboxInput, raw);
  await emptySandboxOf({ db: ctx.db, system });
}
