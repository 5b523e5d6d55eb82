import { and, inArray, isNull, or, sql } from "drizzle-orm";
import { fundingAgreement } from "../../../db/tenant/schema/funding-agreements.ts";
import { inTransaction, type World } from "../context.ts";

/** What Documenso calls an envelope. Not every release says it: some say a number only that we were never told. */
const ENVELOPE = /\b(envelope_[A-Za-z0-9]{2,100})\b/g;
/** What we call an agreement, to Documenso its `externalId`: it begins with the file's id. */
const OUR_KEY = /\b([1-9]\d{0,8})\\?\/[a-z_]+\\?\/send_agreement\b/g;

/** More in one call would not be from the signing service. */
const MOST_ENVELOPES = 20;
/** One about which is called again and again is not asked about more often. */
const EVERY_SECONDS = 10;

/**
 * Somebody who knows the tenant's address says that something happened to an envelope (F7.3). Nothing of what it says is
 * believed or kept: whichever of our open agreements it names, the signing service is asked about it. Said again it is asked
 * again, and changes nothing.
 * @param said the call as text, whatever its form
 * @returns about how many agreements will be asked
 */
export async function noteSigning(world: World, said: string): Promise<number> {
  const envelopes = namedIn(said, ENVELOPE);
  const files = namedIn(said, OUR_KEY).map(Number);
  if (envelopes.length + files.length === 0) return 0;
  const { envelopeId, fileId, answer, effectId, lookedAt, nextLookAt } = fundingAgreement;
  const soon = sql`greatest(${world.now().toISOString()}::timestamptz, ${lookedAt} + make_interval(secs => ${EVERY_SECONDS}::int))`;
  const due = await inTransaction(world, (tx) =>
    tx
      .update(fundingAgreement)
      .set({ nextLookAt: sql`least(${nextLookAt}, ${soon})` })
      .where(and(or(inArray(envelopeId, envelopes), inArray(fileId, files)), isNull(answer)))
      .returning({ effectId }),
  );
  return due.length;
}

function namedIn(said: string, form: RegExp): string[] {
  const names = said.matchAll(form).map(([, name = ""]) => name);
  return [...new Set(names)].slice(0, MOST_ENVELOPES);
}
