import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeControlDatabase, controlPool } from "../../../db/control/client.ts";
import { type TestTenant, testTenant } from "../../../db/testing.ts";

/** C39: what the role of the app may do with each table, as the database itself says it. */

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await testTenant();
});
afterAll(async () => {
  await Promise.all([tenant.close(), closeControlDatabase()]);
});

type Asks = Pick<TestTenant["pool"], "query">;

/** The tables on which whoever asks has that right, on the whole or on any column. */
async function tablesWith(pool: Asks, right: string): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `select relname as name from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace
      and case when $1 in ('UPDATE', 'INSERT') then has_any_column_privilege(oid, $1) else has_table_privilege(oid, $1) end
      order by relname`,
    [right],
  );
  return rows.map(({ name }) => name);
}

/** What was recorded stays as it was. */
const RECORDS = [
  "funding_call",
  "funding_credit_report",
  "funding_document_event",
  "funding_market_event",
  "funding_policy",
  "funding_run",
  "funding_step_event",
  "integration_setting",
  "mortgage_audit",
  "pipeline_delivery",
  "pipeline_loan_history",
  "pipeline_status_config",
];

describe("C39 the app's role", () => {
  it("C39 deletes only what people may delete, and what is no record", async () => {
    expect(await tablesWith(tenant.pool, "DELETE")).toEqual([
      "borrower",
      "desk_saved_view",
      "desk_user_setting",
      "funding_callback",
      "funding_lender",
      "integration_pace",
      "integration_sandbox",
      "integration_secret",
      "mortgage",
      "mortgage_comparable",
      "mortgage_document",
      "mortgage_listing",
      "mortgage_ownership",
      "mortgage_payment",
      "mortgage_template",
      "pipeline_delivery_payload",
      "stored_file",
      "stored_object_to_delete",
    ]);
  });

  it("C39 changes no record", async () => {
    const changeable = await tablesWith(tenant.pool, "UPDATE");
    expect(RECORDS.filter((table) => changeable.includes(table))).toEqual([]);
    expect(changeable.length).toBeGreaterThan(5);
    const known = await tablesWith(tenant.pool, "SELECT");
    expect(RECORDS.filter((table) => !known.includes(table))).toEqual([]);
  });

  it.each(["TRUNCATE", "REFERENCES", "TRIGGER", "MAINTAIN"])(
    "C39 has %s on no table, nor where people are kept",
    async (right) => {
      expect(await tablesWith(tenant.pool, right)).toEqual([]);
      expect(await tablesWith(controlPool(), right)).toEqual([]);
    },
  );

  it("C39 where people are kept it deletes counts of failures alone, and rewrites no log of access", async () => {
    expect(await tablesWith(controlPool(), "DELETE")).toEqual(["throttle"]);
    expect(await tablesWith(controlPool(), "UPDATE")).not.toContain("access_log");
  });

  it("C39 is nobody who makes databases, roles or tables", async () => {
    for (const pool of [tenant.pool, controlPool()]) {
      const { rows } = await pool.query(
        `select rolsuper, rolcreatedb, rolcreaterole, rolbypassrls, rolreplication,
          has_schema_privilege('public', 'CREATE') as creates, pg_has_role(current_user, 'pg_read_all_data', 'MEMBER') as reads
          from pg_roles where rolname = current_user`,
      );
      expect(Object.values(rows[0]).filter(Boolean)).toEqual([]);
    }
  });
});
