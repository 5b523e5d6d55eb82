import { randomBytes, randomUUID } from "node:crypto";
import pg from "pg";
import type { HolidayCalendar } from "../server/domain/business-days.ts";
import type { Actor, Context, Role } from "../server/domain/context.ts";
import { databaseOver, openPool } from "./connect.ts";
import { deploymentFrom } from "./deployment.ts";
import { TEMPLATE } from "./testing-cluster.ts";

/** A tenant made for one test file: its own database, copied from the migrated template, and its own clock. */
export interface TestTenant {
  id: string;
  slug: string;
  databaseName: string;
  principalId: string;
  /** What `now()` says in every context of this tenant; set it to travel. */
  clock: { now: Date };
  /** Pool of the app's role, as the product uses it. */
  pool: pg.Pool;
  /** Pool of the owner, who may do damage that the app cannot. */
  owner: pg.Pool;
  /** How many statements the contexts have sent, BEGIN and COMMIT left out. */
  statements: { count: number };
  as(who: Role | "exchange", name?: string): Context;
  close(): Promise<void>;
}

export interface TestTenantOptions {
  principalId?: string;
  timeZone?: string;
  holidayCalendar?: HolidayCalendar;
  /** Where the clock stands at first. */
  now?: string;
  maxConnections?: number;
}

/** With one, a verb that needs two at once stands still. */
const CONNECTIONS = Number(process.env.PSSAAS_TEST_CONNECTIONS ?? 4);

/** Makes a tenant with the default workflow and one principal, registered in the control database. */
export async function testTenant(options: TestTenantOptions = {}): Promise<TestTenant> {
  const deployment = deploymentFrom(process.env);
  const id = randomUUID();
  const slug = `t-${randomBytes(5).toString("hex")}`;
  const databaseName = `${deployment.name}_t_${slug.replaceAll("-", "_")}`;
  const { principalId = "WTPO", timeZone = "America/New_York", holidayCalendar = null } = options;
  const created = new Date("2026-01-01T00:00:00Z").toISOString();

  const control = openPool(deployment.ownerUrl(), { max: 1 });
  await copyTemplate(control, databaseName);
  await control.query(
    `grant connect on database ${pg.escapeIdentifier(databaseName)} to ${pg.escapeIdentifier(deployment.appRole)}`,
  );
  await control.query(
    "insert into tenant (tenant_id, slug, name, database_name, is_ready, created_at) values ($1, $2, $3, $4, true, $5)",
    [id, slug, `Tenant ${slug}`, databaseName, created],
  );
  await control.end();

  const owner = openPool(deployment.ownerUrl(databaseName), { max: 2 });
  await owner.query(
    "insert into tenant_identity (tenant_id, slug, time_zone, holiday_calendar, created_at) values ($1, $2, $3, $4, $5)",
    [id, slug, timeZone, holidayCalendar, created],
  );
  await owner.query("insert into principal (principal_id, created_at) values ($1, $2)", [
    principalId,
    created,
  ]);

  const statements = { count: 0 };
  const pool = countStatements(
    openPool(deployment.appUrl(databaseName), { max: options.maxConnections ?? CONNECTIONS }),
    statements,
  );
  const clock = { now: new Date(options.now ?? "2026-03-04T15:00:00Z") };
  const db = databaseOver(pool);
  const as = (who: Role | "exchange", name?: string): Context => ({
    tenant: { id, slug, timeZone, holidayCalendar },
    actor: actorOf(who, name),
    pool,
    db,
    now: () => clock.now,
  });
  const close = async () => {
    await Promise.all([pool.end(), owner.end()]);
  };
  return { id, slug, databaseName, principalId, clock, pool, owner, statements, as, close };
}

function actorOf(who: Role | "exchange", name?: string): Actor {
  if (who === "exchange") return { kind: "exchange", name: "system/exchange-webhook", role: null };
  return { kind: "user", name: name ?? `${who}@desk.test`, role: who };
}

/** A template can be copied by one at a time and by nobody while connected; the others try again. */
async function copyTemplate(control: pg.Pool, databaseName: string): Promise<void> {
  const client = await control.connect();
  try {
    await client.query("select pg_advisory_lock(4711)");
    await client.query(
      `create database ${pg.escapeIdentifier(databaseName)} template ${TEMPLATE} strategy file_copy`,
    );
  } finally {
    client.release(true);
  }
}

function countStatements(pool: pg.Pool, statements: { count: number }): pg.Pool {
  pool.on("connect", (client) => {
    const send = client.query.bind(client) as (...args: unknown[]) => unknown;
    client.query = ((...args: unknown[]) => {
      const [first] = args;
      const text = typeof first === "string" ? first : ((first as { text?: string } | undefined)?.text ?? "");
      if (!/^(begin|commit|rollback)$/i.test(text)) statements.count += 1;
      return send(...args);
    }) as typeof client.query;
  });
  return pool;
}
