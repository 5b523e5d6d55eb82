import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqlState } from "../../../db/connect.ts";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { move } from "./testing-moves.ts";
import { buyLoans } from "./testing-trades.ts";

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await testTenant();
  const ids = await buyLoans(tenant.as("exchange"), "T-1", 2);
  await move(tenant.as("operator"), ids, "in_transit");
});
afterAll(() => tenant.close());

const REFUSED = "42501";

async function stateOf(pool: "pool" | "owner", statement: string): Promise<string | null> {
  return tenant[pool].query(statement).then(
    () => null,
    (error: unknown) => sqlState(error),
  );
}

const KEYS: Record<string, [key: string, column: string]> = {
  pipeline_loan_history: ["history_id", "notes"],
  pipeline_status_config: ["version, status_code", "display_name"],
  pipeline_delivery: ["delivery_id", "outcome"],
};

const CHANGES = Object.entries(KEYS).flatMap(([table, [key, column]]) =>
  [
    ["UPDATE", `update ${table} set ${column} = 'x'`],
    ["UPDATE of no row", `update ${table} set ${column} = 'x' where false`],
    ["DELETE", `delete from ${table}`],
    ["DELETE of no row", `delete from ${table} where false`],
    ["TRUNCATE", `truncate ${table} cascade`],
    [
      "INSERT … ON CONFLICT DO UPDATE",
      `insert into ${table} overriding system value select * from ${table} on conflict (${key}) do update set ${column} = 'x'`,
    ],
    [
      "MERGE",
      `merge into ${table} t using (select 1) s on true when matched then update set ${column} = 'x'`,
    ],
  ].map(([what = "", statement = ""]) => ({ table, what, statement })),
);

describe("what is recorded", () => {
  it.each(CHANGES)("P2.4 P1.8 the app's role is refused $what on $table", async ({ statement }) => {
    expect(await stateOf("pool", statement)).toBe(REFUSED);
  });

  it.each(CHANGES)("P2.4 P1.8 the owner, too, is refused $what on $table", async ({ statement }) => {
    expect(await stateOf("owner", statement)).toBe(REFUSED);
  });

  it.each(["pipeline_loan", "pipeline_trade"])("P2.4 nobody deletes or empties %s", async (table) => {
    for (const pool of ["pool", "owner"] as const) {
      expect(await stateOf(pool, `delete from ${table}`)).toBe(REFUSED);
      expect(await stateOf(pool, `truncate ${table} cascade`)).toBe(REFUSED);
    }
  });

  it.each([
    "alter table pipeline_loan_history disable trigger append_only",
    "drop trigger append_only on pipeline_loan_history",
    "drop table pipeline_loan_history",
    "set session_replication_role = replica",
    "update pipeline_status_rollup set loan_count = 0",
    "insert into pipeline_status_rollup values ('purchased', '2026-01-01', 1, 1, 'exchange', 'P')",
    "update pipeline_buyer_rollup set loan_count = 0",
    "insert into pipeline_buyer_rollup values ('purchased', 'B-1', 1)",
    "select count_rollups()",
    "update principal set principal_id = 'x'",
    "insert into principal values ('x', now())",
    "update tenant_identity set slug = 'x'",
    "create table notes (x int)",
    "create or replace function refuse_change() returns trigger language plpgsql as 'begin return null; end'",
  ])("P2.4 the app's role may not: %s", async (statement) => {
    expect(await stateOf("pool", statement)).toBe(REFUSED);
  });

  it("P2.4 the app's role may change no fact of the purchase", async () => {
    const { rows } = await tenant.owner.query<{ name: string }>(
      `select column_name as name from information_schema.columns where table_name = 'pipeline_loan'`,
    );
    const role = new URL((tenant.pool.options as { connectionString: string }).connectionString).username;
    const { rows: updatable } = await tenant.owner.query<{ name: string }>(
      `select column_name as name from information_schema.columns where table_name = 'pipeline_loan'
        and has_column_privilege($1, 'pipeline_loan', column_name, 'UPDATE') order by 1`,
      [role],
    );
    expect(rows.length).toBeGreaterThan(30);
    expect(updatable.map((column) => column.name)).toEqual([
      "actual_delivery_date",
      "buyer_id",
      "buyer_name",
      "current_status",
      "delivery_method",
      "expected_delivery_date",
      "history_hash",
      "sale_price",
      "settlement_amount",
      "settlement_date",
      "settlement_reference",
      "status_date",
      "updated_at",
      "version",
    ]);
  });

  it("P2.4 a move of a person without notes, and half a settlement, are refused by the database itself", async () => {
    const noNotes = `insert into pipeline_loan_history (pipeline_loan_id, seq, kind, previous_status, new_status, changes,
      workflow_version, changed_at, changed_by, notes, entry_hash)
      select pipeline_loan_id, 99, 'status', 'in_transit', 'returned', '{}', 1, now(), 'ann@desk.test', ' ', '' from pipeline_loan`;
    expect(await stateOf("pool", noNotes)).toBe("23514");
    expect(await stateOf("pool", "update pipeline_loan set settlement_amount = 1")).toBe("23514");
    expect(await stateOf("pool", "update pipeline_loan set current_status = 'settled'")).toBe("23514");
    expect(await stateOf("pool", "update pipeline_loan set sale_price = 0")).toBe("23514");
    expect(await stateOf("pool", "update pipeline_trade set settled_count = 3")).toBe("23514");
  });

  it("P2.4 nothing of all this left a trace", async () => {
    const { rows } = await tenant.owner.query(
      "select (select count(*)::int from pipeline_loan_history) as entries, (select count(*)::int from pipeline_delivery) as deliveries, (select count(*)::int from pipeline_status_config) as statuses",
    );
    expect(rows).toEqual([{ entries: 4, deliveries: 1, statuses: 7 }]);
  });
});
