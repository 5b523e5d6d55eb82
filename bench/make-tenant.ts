import type pg from "pg";
import { inventLoan, type TapeLoan } from "../cli/demo/loan-tape.ts";
import { BUYERS, SELLERS } from "../cli/demo/names.ts";
import { Random } from "../cli/demo/random.ts";
import { tenantContext } from "../cli/tenant-context.ts";
import { openPool } from "../db/connect.ts";
import { deploymentFrom } from "../db/deployment.ts";
import { issueClientToken } from "../server/auth/client-tokens.ts";
import { dayIn } from "../server/domain/business-days.ts";
import type { Actor, Context } from "../server/domain/context.ts";
import { changeStatuses } from "../server/domain/pipeline/change-statuses.ts";
import { receiveTrade } from "../server/domain/pipeline/receive-trade.ts";
import { settleLoans } from "../server/domain/pipeline/settle-loans.ts";
import { provisionTenant } from "../server/domain/tenancy/provision-tenant.ts";
import { requireTenant } from "../server/domain/tenancy/tenant-rows.ts";
import { verifyAudit } from "../server/domain/tenancy/verify-audit.ts";
import { measureHead } from "./audit-head.ts";
import { HttpClient } from "./http-client.ts";
import type { Finding } from "./report.ts";
import type { Surroundings } from "./surroundings.ts";

export const PRINCIPAL = "WTPO";
const FEWEST_TRADES = 10;
const MOST_LOANS_IN_A_TRADE = 10_000;
const DAYS = 60;
const MOST_PER_CALL = 500;

/** A tenant full of loans, with one connection for each side of a race. */
export interface BenchTenant {
  size: number;
  http: HttpClient;
  /** The app's role through the driver, as the product connects. */
  client: pg.PoolClient;
  random: Random;
  /** Whether the data still keeps every rule after both sides have written. */
  audit(): Promise<Finding>;
  /** How long the head of its logs takes. */
  head(): Promise<Finding[]>;
  close(): void;
}

/** Where the loans of a trade end, with the share of each way. The default workflow allows them. */
const WAYS: { share: number; path: string[] }[] = [
  { share: 0.15, path: [] },
  { share: 0.25, path: ["in_transit"] },
  { share: 0.2, path: ["in_transit", "delivered"] },
  { share: 0.28, path: ["in_transit", "delivered", "settled"] },
  { share: 0.04, path: ["in_transit", "rejected"] },
  { share: 0.05, path: ["in_transit", "returned"] },
  { share: 0.03, path: ["in_transit", "delivered", "disputed"] },
];

/** Makes a tenant of so many loans through the product's own verbs, with a clock that travels over the last two months. */
export async function makeTenant(
  { url }: Surroundings,
  size: number,
  say: (line: string) => void,
): Promise<BenchTenant> {
  const began = performance.now();
  const slug = `bench-${Date.now().toString(36)}-${size}`;
  const { tenantId, webhookKey } = await provisionTenant(
    {
      slug,
      name: `Bench of ${size}`,
      principals: [PRINCIPAL],
      adminEmail: `admin@${slug}.test`,
      adminPassword: crypto.randomUUID(),
    },
    new Date(),
  );
  const token = await issueClientToken({ tenantId, slug, role: "admin", name: "bench" }, new Date());
  const ctx = await tenantContext(slug);
  const random = new Random(slug.slice(-6));
  const trades = Math.max(FEWEST_TRADES, Math.ceil(size / MOST_LOANS_IN_A_TRADE));
  for (let n = 0; n < trades; n += 1) {
    await makeTrade(ctx, random, { n, share: (trades - n) / trades, size: Math.ceil(size / trades) });
    // A large tenant takes a quarter of an hour: who waits sees that it goes on.
    if (trades > FEWEST_TRADES) say(`trade ${n + 1} of ${trades} …`);
  }
  const { databaseName } = await requireTenant(slug);
  await settleDown(databaseName);
  say(`${size.toLocaleString("en-US")} loans made in ${((performance.now() - began) / 1000).toFixed(0)} s.`);
  const http = new HttpClient(url, { token: token.token, key: webhookKey ?? "" });
  const client = await ctx.pool.connect();
  return {
    size,
    http,
    client,
    random,
    audit: async () => {
      const began = performance.now();
      const { checked, violations } = await verifyAudit(ctx.pool);
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      const broken = violations.map(({ invariant, count }) => `${invariant} (${count})`).join(", ");
      return {
        what: `rules of the data after all of it, ${size.toLocaleString("en-US")} loans`,
        value: `${broken || `all ${checked} hold`}, looked at in ${seconds} s`,
        wanted: "all",
        ok: broken === "",
      };
    },
    head: () => measureHead(ctx.pool, slug),
    close: () => {
      http.close();
      client.release(true);
    },
  };
}

export interface PsxTradeBody {
  exchangeTradeId: string;
  tradeDate: string;
  principalId: string;
  buyerId: string;
  buyerName: string;
  sellerId: string;
  sellerName: string;
  loans: TapeLoan[];
}

/** A trade as the exchange posts it. */
export function inventTrade(
  random: Random,
  exchangeTradeId: string,
  tradeDate: string,
  loans: number,
): PsxTradeBody {
  const [buyerId, buyerName] = random.pick(BUYERS);
  const [sellerId, sellerName] = random.pick(SELLERS);
  return {
    ...{ exchangeTradeId, tradeDate, principalId: PRINCIPAL, buyerId, buyerName, sellerId, sellerName },
    loans: Array.from({ length: loans }, (_, i) => inventLoan(random, exchangeTradeId, i + 1)),
  };
}

async function makeTrade(
  ctx: Context,
  random: Random,
  { n, share, size }: { n: number; share: number; size: number },
): Promise<void> {
  const day = Math.floor(DAYS * share);
  const bought = new Date(Date.now() - day * 86_400_000);
  const body = inventTrade(random, `BENCH-${n + 1}`, dayIn(ctx.tenant.timeZone, bought), size);
  const { pipelineTradeId } = await receiveTrade(at(ctx, bought, EXCHANGE), {
    keyPrefix: "bench",
    body: new TextEncoder().encode(JSON.stringify(body)),
  });
  const { rows } = await ctx.pool.query<{ id: number }>(
    "select pipeline_loan_id as id from pipeline_loan where pipeline_trade_id = $1 order by md5(exchange_loan_id)",
    [pipelineTradeId],
  );
  const ids = rows.map(({ id }) => id);
  // Several calls for each way even in a small trade, so that the days of entry spread.
  const perCall = Math.min(MOST_PER_CALL, Math.ceil(size / 20));
  for (const { share, path } of WAYS) {
    const theirs = ids.splice(0, Math.round(size * share));
    for (let i = 0; i < theirs.length; i += perCall)
      await lead(ctx, theirs.slice(i, i + perCall), path, { from: bought, days: day, random });
  }
}

/** Takes loans along their way, a few days a step, never beyond today. */
async function lead(
  ctx: Context,
  loanIds: number[],
  path: string[],
  { from, days, random }: { from: Date; days: number; random: Random },
): Promise<void> {
  let day = 0;
  for (const newStatus of path) {
    day = Math.min(days, day + random.between(0, Math.max(1, Math.floor(days / path.length))));
    const moment = at(ctx, new Date(from.getTime() + day * 86_400_000), OPERATOR);
    const input = { loanIds, newStatus, notes: `to ${newStatus}` };
    const settlementDate = dayIn(ctx.tenant.timeZone, moment.now());
    const { failed, results } =
      newStatus === "settled"
        ? await settleLoans(moment, { loanIds, settlementDate, settlementReference: `WIRE-${day}` })
        : await changeStatuses(moment, input);
    if (failed > 0) throw new Error(`not moved: ${results.find(({ success }) => !success)?.error}`);
  }
}

const EXCHANGE: Actor = { kind: "exchange", name: "system/exchange-webhook", role: null };
const OPERATOR: Actor = { kind: "user", name: "operator@bench.test", role: "admin" };

const at = (ctx: Context, moment: Date, actor: Actor): Context => ({ ...ctx, actor, now: () => moment });

/** What autovacuum would do in its own time; here it must not fall into somebody's turn. */
async function settleDown(databaseName: string): Promise<void> {
  const owner = openPool(deploymentFrom(process.env).ownerUrl(databaseName), { max: 1 });
  await owner.query("vacuum (analyze)");
  await owner.query("checkpoint");
  await owner.end();
}
