import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { neonConfig } from "@neondatabase/serverless";
import type pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { databaseOver, isUnavailable, openPool } from "../../../db/connect.ts";
import { ConnectionBudget } from "../../../db/connection-budget.ts";
import { deploymentFrom } from "../../../db/deployment.ts";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { startWebSocketProxy } from "../../../db/testing-websocket-proxy.ts";
import type { Context } from "../context.ts";
import { backupTenant } from "../tenancy/backup-tenant.ts";
import { requireTenant } from "../tenancy/tenant-rows.ts";
import { verifyAudit } from "../tenancy/verify-audit.ts";
import { changeStatuses } from "./change-statuses.ts";
import { exportLoans } from "./export-loans.ts";
import { getLoan } from "./get-loan.ts";
import { listLoans } from "./list-loans.ts";
import { settleTrade } from "./settle-trade.ts";
import { summarizeLoans } from "./summarize-loans.ts";
import { buyLoans, deliver, psxLoan, psxTrade } from "./testing-trades.ts";

/**
 * The real Neon driver against the real PostgreSQL, through a WebSocket proxy: what a deployment on Neon runs. The whole
 * way of a trade is walked; whatever a driver could do differently (types, COPY, transactions) is on it.
 */
let tenant: TestTenant;
let pool: pg.Pool;
let proxy: { port: number; stop(): void };
const budget = new ConnectionBudget(3);

beforeAll(async () => {
  tenant = await testTenant();
  const url = new URL(deploymentFrom(process.env).appUrl(tenant.databaseName));
  proxy = await startWebSocketProxy(url.hostname);
  neonConfig.wsProxy = (host, port) => `127.0.0.1:${proxy.port}/v2?address=${host}:${port}`;
  neonConfig.useSecureWebSocket = false;
  neonConfig.pipelineTLS = false;
  neonConfig.pipelineConnect = false;
  process.env.PSSAAS_DATABASE_DRIVER = "neon";
  pool = openPool(url.href, { max: 4, budget });
});

afterAll(async () => {
  delete process.env.PSSAAS_DATABASE_DRIVER;
  await pool.end();
  proxy.stop();
  await tenant.close();
});

const over = (ctx: Context): Context => ({ ...ctx, pool, db: databaseOver(pool) });

it("P6.1 the whole way of a trade goes over Neon's driver as over pg, to the cent", async () => {
  const [exchange, operator, admin] = [tenant.as("exchange"), tenant.as("operator"), tenant.as("admin")].map(
    over,
  );
  if (!exchange || !operator || !admin) throw new Error("unreachable");
  const exact = psxLoan(1, { loanAmount: "9007199254740993.11", purchasePrice: "0.10" });
  await deliver(exchange, psxTrade("EXACT", [exact]));
  const ids = await buyLoans(exchange, "T-1", 300);
  await changeStatuses(operator, { loanIds: ids, newStatus: "in_transit", notes: "shipped" });
  await changeStatuses(operator, { loanIds: ids, newStatus: "delivered", notes: "received" });
  const settled = await settleTrade(admin, {
    tradeId: 2,
    settlementDate: "2026-03-04",
    settlementReference: "W-1",
  });
  expect(settled).toMatchObject({ settled: 300, skipped: 0 });

  const [loan] = (
    await listLoans(operator, { filters: [{ field: "exchangeTradeId", operator: "eq", value: "EXACT" }] })
  ).loans;
  expect(loan).toMatchObject({
    loanAmount: "9007199254740993.11",
    purchasePrice: "0.10",
    statusDate: "2026-03-04T15:00:00.000Z",
  });
  expect(await getLoan(operator, { loanId: ids[0] })).toEqual(
    await getLoan(tenant.as("operator"), { loanId: ids[0] }),
  );
  expect(await summarizeLoans(operator, {})).toEqual(await summarizeLoans(tenant.as("operator"), {}));
  expect(await textOf(operator)).toBe(await textOf(tenant.as("operator")));
  expect((await verifyAudit(tenant.owner, { tenantId: tenant.id })).violations).toEqual([]);
});

it("P6.1 a connection that the server cuts is replaced, and the fault is told as unavailable", async () => {
  const operator = over(tenant.as("operator"));
  await summarizeLoans(operator, {});
  await tenant.owner.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
  );
  await expect
    .poll(() =>
      summarizeLoans(operator, {}).then(
        (s) => s.totalLoans,
        (e: unknown) => (isUnavailable(e) ? "unavailable" : e),
      ),
    )
    .toBe(301);
});

async function textOf(ctx: Context): Promise<string> {
  let text = "";
  for await (const part of await exportLoans(ctx, { sortBy: "pipelineLoanId" })) text += part;
  return text;
}

it("A11 tenants share the connections of a process over Neon's driver, too", async () => {
  await Promise.all([1, 2, 3].map(() => pool.query("select pg_sleep(0.05)")));
  expect(budget.open).toBe(3);
  const other = openPool(deploymentFrom(process.env).appUrl(tenant.databaseName), { max: 4, budget });
  const asked = [1, 2, 3, 4].flatMap((n) =>
    [pool, other].map((one) => one.query("select $1::int as n", [n])),
  );
  expect((await Promise.all(asked)).flatMap(({ rows }) => rows)).toHaveLength(8);
  expect(budget.open).toBeLessThanOrEqual(3);
  await other.end();
});

it("A14 a tenant is backed up where the app speaks through Neon's driver, which knows no COPY", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "pssaas-neon-"));
  try {
    const row = await requireTenant(tenant.slug);
    const { tables } = await backupTenant(
      deploymentFrom(process.env),
      row,
      path.join(folder, "t"),
      new Date(),
    );
    expect(tables.find(({ name }) => name.includes("pipeline_loan"))?.rows).toBeGreaterThan(0);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
