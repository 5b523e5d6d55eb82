import { and, asc, eq, sql } from "drizzle-orm";
import type { Database } from "../../../db/connect.ts";
import { fundingCard } from "../../../db/tenant/schema/funding-steps.ts";
import type { Context } from "../context.ts";
import type { PlannedCard } from "./model/emails.ts";
import type { CardChange, CardInPlan } from "./model/funding-plan.ts";

/** The plan that was recorded last, each card with its dated history (F3.7). */
export async function readCards(db: Database, fileId: number): Promise<CardInPlan[]> {
  const rows = await db
    .select()
    .from(fundingCard)
    .where(
      and(
        eq(fundingCard.fileId, fileId),
        sql`${fundingCard.planNo} = (select max(plan_no) from funding_card where file_id = ${fileId})`,
      ),
    )
    .orderBy(asc(fundingCard.cardNo), asc(fundingCard.changeNo));
  const cards = Map.groupBy(rows, ({ cardNo }) => cardNo);
  return [...cards].map(([cardNo, changes]) => {
    const history = changes.map(changeOf).reverse();
    const [newest] = history;
    if (!newest) throw new Error("unreachable: a group has a row");
    return { cardNo, ...newest, history };
  });
}

function changeOf({
  fileId: _f,
  planNo: _p,
  cardNo: _c,
  logNo: _l,
  ...change
}: typeof fundingCard.$inferSelect): CardChange {
  return change;
}

/** Writes a plan as it came. */
export async function insertPlan(
  tx: Database,
  ctx: Context,
  place: { fileId: number; planNo: number },
  cards: readonly PlannedCard[],
): Promise<void> {
  const by = { recordedAt: ctx.now().toISOString(), recordedBy: ctx.actor.name };
  const rows = cards.map((card, index) => ({ ...place, cardNo: index + 1, changeNo: 1, ...card, ...by }));
  await tx.insert(fundingCard).values(rows);
}

/** Appends how a card stands from now on; the caller holds its file and has seen its newest change. */
export async function appendCardChange(
  tx: Database,
  ctx: Context,
  fileId: number,
  change: PlannedCard & { planNo: number; cardNo: number; changeNo: number; notes: string | null },
): Promise<void> {
  const by = { recordedAt: ctx.now().toISOString(), recordedBy: ctx.actor.name };
  await tx.insert(fundingCard).values({ fileId, ...change, ...by });
}
