import { eq } from "drizzle-orm";
import type { Database } from "../../../db/connect.ts";
import { fundingAgreement } from "../../../db/tenant/schema/funding-agreements.ts";
import { fundingEffect } from "../../../db/tenant/schema/funding-steps.ts";

/** From now on the signing service is asked what became of an agreement that went out (F7.3). */
export async function followAgreement(tx: Database, effectId: number, now: Date): Promise<void> {
  const { fileId, mode, receipt } = fundingEffect;
  const [sent] = await tx
    .select({ fileId, mode, envelopeId: receipt })
    .from(fundingEffect)
    .where(eq(fundingEffect.effectId, effectId));
  if (!sent?.mode || !sent.envelopeId) return;
  const { mode: as, envelopeId } = sent;
  const at = now.toISOString();
  await tx
    .insert(fundingAgreement)
    .values({ effectId, fileId: sent.fileId, mode: as, envelopeId, sentAt: at, nextLookAt: at })
    .onConflictDoNothing();
}
