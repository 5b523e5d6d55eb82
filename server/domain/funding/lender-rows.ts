import { asc, eq, isNull, sql } from "drizzle-orm";
import { type Database, rowsOf } from "../../../db/connect.ts";
import { fundingLender } from "../../../db/tenant/schema/funding-partners.ts";
import type { Context } from "../context.ts";
import { DomainError, refuse } from "../errors.ts";
import { LENDER_NOT_FOUND, type Lender, type LenderTerms } from "./model/lenders.ts";
import { type Shortlist, shortlistFor } from "./model/shortlist.ts";
import { clientFigures, documentsIn } from "./model/submission.ts";

/** A lender with who wrote it last. */
export interface StoredLender extends Lender {
  createdAt: string;
  createdBy: string;
  updatedAt: string;
  updatedBy: string;
}

export function lenderOf(row: typeof fundingLender.$inferSelect): StoredLender {
  return row as StoredLender;
}

/** A lender, held until the transaction ends. @throws DomainError LENDER_NOT_FOUND */
export async function holdLender(tx: Database, lenderId: number): Promise<StoredLender> {
  const [row] = await tx
    .select()
    .from(fundingLender)
    .where(eq(fundingLender.lenderId, lenderId))
    .for("update");
  if (!row) throw new DomainError(LENDER_NOT_FOUND);
  return lenderOf(row);
}

/** What a file is submitted with. The lenders are held as they are: none is deleted while a file goes to it. */
export async function holdSubmission(
  tx: Database,
  state: Parameters<typeof clientFigures>[0],
  today: string,
): Promise<{ shortlist: Shortlist; documents: string[] } | null> {
  const client = clientFigures(state, today);
  if (client === null) return null;
  const rows = await tx
    .select()
    .from(fundingLender)
    .where(isNull(fundingLender.retiredAt))
    .orderBy(asc(fundingLender.lenderId))
    .for("share");
  return { shortlist: shortlistFor(client, rows.map(lenderOf)), documents: documentsIn(state.events) };
}

/** The lenders that files are submitted to. */
export async function readLenders(db: Database): Promise<StoredLender[]> {
  const rows = await db.select().from(fundingLender).where(isNull(fundingLender.retiredAt));
  return rows.map(lenderOf);
}

/** Under its name a lender stands on timelines, so no two have the same. */
export async function refuseNameTwice(tx: Database, name: string, butOf: number | null): Promise<void> {
  const [row] = await rowsOf<{ retired: boolean }>(
    tx,
    sql`select retired_at is not null as retired from funding_lender
      where lower(name) = lower(${name}) and lender_id is distinct from ${butOf}`,
  );
  if (!row) return;
  const message = row.retired
    ? "is the name of a retired lender: bring that one back instead"
    : "is the name of another lender";
  refuse("PAYLOAD_VALIDATION", `name ${message}. Nothing was changed.`, [{ field: "name", message }]);
}

/** Whether a file was ever submitted to it. */
export async function wasSubmittedTo(tx: Database, lenderId: number): Promise<boolean> {
  const [row] = await rowsOf<{ found: boolean }>(
    tx,
    sql`select exists (select from funding_step_event where step = 'submit_to_partner'
      and data -> 'lenders' @> ${JSON.stringify([{ lenderId }])}::jsonb) as found`,
  );
  return row?.found ?? false;
}

/** Two that are written at once do not get the same name. */
export async function holdLenderNames(tx: Database): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('funding lender names', 0))`);
}

/** Writes a change of a lender that the caller holds; its version goes up by one. */
export async function changeLender(
  tx: Database,
  ctx: Context,
  { lenderId }: Lender,
  changes: Partial<LenderTerms> & { retiredAt?: string | null },
): Promise<StoredLender> {
  const [row] = await tx
    .update(fundingLender)
    .set({
      ...changes,
      version: sql`${fundingLender.version} + 1`,
      updatedAt: ctx.now().toISOString(),
      updatedBy: ctx.actor.name,
    })
    .where(eq(fundingLender.lenderId, lenderId))
    .returning();
  if (!row) throw new Error("the lender was held and is gone");
  return lenderOf(row);
}
