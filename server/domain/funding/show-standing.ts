import { and, eq, inArray, sql } from "drizzle-orm";
import type { Database } from "../../../db/connect.ts";
import { fundingFile } from "../../../db/tenant/schema/funding.ts";
import { fundingEffect } from "../../../db/tenant/schema/funding-steps.ts";
import type { Context } from "../context.ts";
import type { StageKey } from "../integrations/input.ts";
import { readModes } from "../integrations/integration-rows.ts";
import type { StoredFile } from "./file-rows.ts";
import { nextStepsOf, type Stand } from "./model/outward-standing.ts";

/**
 * Keeps with a file what can be done now, and since when it is that (F8.1). For who has locked the file and changed it.
 * @returns the file as it is then
 */
export async function keepNextSteps(
  tx: Database,
  ctx: Pick<Context, "now">,
  file: StoredFile,
  stand: Stand,
): Promise<StoredFile> {
  const nextSteps = nextStepsOf(stand);
  if (file.nextSteps !== null && file.nextSteps.join() === nextSteps.join()) return file;
  const kept = { nextSteps, stepSince: nextSteps.length === 0 ? null : ctx.now().toISOString() };
  await tx.update(fundingFile).set(kept).where(eq(fundingFile.fileId, file.fileId));
  return { ...file, ...kept };
}

/**
 * What the CRM was to show of a file and does not yet does not go out any more: it knows no order, so the last one has to be
 * the newest, also where something else than a stage is newer, such as a parking.
 */
export async function overtakeStages(tx: Database, fileId: number): Promise<void> {
  const { state } = fundingEffect;
  await tx
    .update(fundingEffect)
    .set({
      nextAttemptAt: null,
      isTakenBack: sql`${state} in ('sending', 'unclear')`,
      state: sql`case when ${state} in ('queued', 'failed') then 'withdrawn' else ${state} end`,
    })
    .where(
      and(
        eq(fundingEffect.fileId, fileId),
        eq(fundingEffect.effect, "crm_stage"),
        inArray(state, ["queued", "failed", "sending", "unclear"]),
      ),
    );
}

/** Has the CRM show a file's stage (F7.1), once for each change of the file. */
export async function showStage(
  tx: Database,
  ctx: Pick<Context, "now">,
  { fileId, version, name, email, phone }: StoredFile,
  stage: StageKey,
): Promise<void> {
  await overtakeStages(tx, fileId);
  const now = ctx.now().toISOString();
  await tx.insert(fundingEffect).values({
    fileId,
    fileVersion: version,
    effect: "crm_stage",
    payload: { name, email, phone, stage },
    state: "queued",
    mode: (await readModes(tx)).gohighlevel,
    attempts: 0,
    nextAttemptAt: now,
    createdAt: now,
  });
}
