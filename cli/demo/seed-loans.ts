import { asc, eq, sql } from "drizzle-orm";
import { rowsOf } from "../../db/connect.ts";
import { loan } from "../../db/tenant/schema/pipeline.ts";
import { principal } from "../../db/tenant/schema/platform.ts";
import type { Actor, Context } from "../../server/domain/context.ts";
import { DomainError } from "../../server/domain/errors.ts";
import { changeStatuses } from "../../server/domain/pipeline/change-statuses.ts";
import { editLoan } from "../../server/domain/pipeline/edit-loan.ts";
import { MOST_LOANS_PER_CALL } from "../../server/domain/pipeline/model/limits.ts";
import { receiveTrade } from "../../server/domain/pipeline/receive-trade.ts";
import { settleLoans } from "../../server/domain/pipeline/settle-loans.ts";
import { readWorkflow } from "../../server/domain/pipeline/status-workflow-rows.ts";
import { Failure } from "../failure.ts";
import { cents, dollars, type TapeLoan } from "./loan-tape.ts";
import { DEEPEST_AGE, type PlannedStep, type PlannedTrade, planDemo } from "./plan.ts";

/** A moment before anything in the demo happened. */
export function beginningOfHistory(now: Date): Date {
  return new Date(now.getTime() - (DEEPEST_AGE * 2 + 10) * 86_400_000);
}

/** A loan of the plan as it is in the database. */
interface SeededLoan extends TapeLoan {
  id: number;
  /** How many entries its history has: tells what of the plan was done by an earlier run. */
  version: number;
  /** How many entries the plan has given it so far. */
  planned: number;
}

/**
 * Lives the plan through the product's own verbs, each at its moment, so that history, totals and hash chains are what
 * they would be had people done it. What an earlier, killed run did is not done again.
 * @returns how many loans and history entries the plan holds
 */
export async function seedLoans(
  ctx: Context,
  { loans, firstTrade, now }: { loans: number; firstTrade: number; now: Date },
): Promise<{ trades: number; loans: number }> {
  const [first] = await ctx.db.select().from(principal).orderBy(asc(principal.principalId));
  if (!first) throw new Failure(`The tenant ${ctx.tenant.slug} has no principal.`);
  const workflow = await readWorkflow(ctx.db);
  const { timeZone } = ctx.tenant;
  const plan = planDemo({ loans, firstTrade, principalId: first.principalId, timeZone, workflow, now });
  const seeded = new Map<string, SeededLoan[]>();
  const waiting = [...plan.steps];
  for (const trade of plan.trades) {
    while (waiting[0] && waiting[0].at < trade.at) await take(ctx, seeded, waiting.shift());
    seeded.set(trade.body.exchangeTradeId, await receive(ctx, trade));
  }
  for (const step of waiting) await take(ctx, seeded, step);
  return { trades: plan.trades.length, loans };
}

function at(ctx: Context, moment: Date, actor: Actor): Context {
  return { ...ctx, actor, now: () => moment };
}

const operator = (ctx: Context): Actor => ({
  kind: "user",
  name: `operator@${ctx.tenant.slug}.test`,
  role: "operator",
});
const admin = (ctx: Context): Actor => ({
  kind: "user",
  name: `admin@${ctx.tenant.slug}.test`,
  role: "admin",
});
const EXCHANGE: Actor = { kind: "exchange", name: "system/exchange-webhook", role: null };

async function receive(ctx: Context, { at: moment, body }: PlannedTrade): Promise<SeededLoan[]> {
  try {
    const delivery = { keyPrefix: "demo", body: new TextEncoder().encode(JSON.stringify(body)) };
    await receiveTrade(at(ctx, moment, EXCHANGE), delivery);
  } catch (error) {
    if (!(error instanceof DomainError && error.refusal.code === "DUPLICATE_TRADE")) throw error;
  }
  const rows = await ctx.db
    .select({ id: loan.pipelineLoanId, exchangeLoanId: loan.exchangeLoanId, version: loan.version })
    .from(loan)
    .where(eq(loan.exchangeTradeId, body.exchangeTradeId));
  const found = new Map(rows.map((row) => [row.exchangeLoanId, row]));
  return body.loans.map((tape) => ({
    ...tape,
    id: 0,
    version: 0,
    ...found.get(tape.exchangeLoanId),
    planned: 1,
  }));
}

async function take(
  ctx: Context,
  seeded: Map<string, SeededLoan[]>,
  step: PlannedStep | undefined,
): Promise<void> {
  if (!step) return;
  const ofTrade = seeded.get(step.exchangeTradeId) ?? [];
  const named = step.loans.flatMap((n) => ofTrade[n] ?? []);
  const due = named.filter((item) => {
    item.planned += 1;
    return item.version === item.planned - 1;
  });
  for (let i = 0; i < due.length; i += MOST_LOANS_PER_CALL)
    await perform(ctx, step, due.slice(i, i + MOST_LOANS_PER_CALL));
  for (const item of due) item.version += 1;
}

async function perform(ctx: Context, step: PlannedStep, loans: SeededLoan[]): Promise<void> {
  const loanIds = loans.map((item) => item.id);
  if (step.kind === "price") {
    for (const item of loans) {
      const facts = step.facts[step.loans.findIndex((n) => item.exchangeLoanId.endsWith(position(n)))];
      await editLoan(at(ctx, step.at, operator(ctx)), { loanId: item.id, ...facts });
    }
  } else if (step.kind === "move") {
    const { to: newStatus, notes } = step;
    requireAll(await changeStatuses(at(ctx, step.at, operator(ctx)), { loanIds, newStatus, notes }));
  } else {
    const { settlementDate, reference: settlementReference } = step;
    const amounts = step.shortfallCents > 0 ? await reduced(ctx, loans, step.shortfallCents) : undefined;
    const input = { loanIds, settlementDate, settlementReference, ...(amounts ? { amounts } : {}) };
    requireAll(await settleLoans(at(ctx, step.at, admin(ctx)), input));
  }
}

const position = (n: number) => `-L${String(n + 1).padStart(4, "0")}`;

/** What came in was less than agreed: the variance that a desk has to look at. */
async function reduced(ctx: Context, loans: SeededLoan[], shortfallCents: number) {
  const rows = await rowsOf<{ id: number; price: string }>(
    ctx.db,
    sql`select pipeline_loan_id as id, coalesce(sale_price, purchase_price)::text as price from pipeline_loan
      where pipeline_loan_id = any(${sql.param(loans.map((item) => item.id))}::int[])`,
  );
  return rows.map(({ id, price }) => ({
    pipelineLoanId: id,
    settlementAmount: dollars(Math.max(1, cents(price) - shortfallCents)),
  }));
}

function requireAll({ results }: { results: { success: boolean; error: string | null }[] }): void {
  const failed = results.find((result) => !result.success);
  if (failed) throw new Error(`the demo's plan does not fit the workflow: ${failed.error}`);
}
