import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { deploymentFrom } from "../../../db/deployment.ts";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { changeStatuses } from "../pipeline/change-statuses.ts";
import { editLoan } from "../pipeline/edit-loan.ts";
import { settleTrade } from "../pipeline/settle-trade.ts";
import { buyLoans } from "../pipeline/testing-trades.ts";
import { AUDIT_CHECKS } from "./audit-checks.ts";
import { FILE_CHECKS } from "./audit-checks-files.ts";
import { FUNDING_CHECKS } from "./audit-checks-funding.ts";
import { MORTGAGE_CHECKS } from "./audit-checks-mortgages.ts";
import { verifyAudit } from "./verify-audit.ts";
import { CONTENT_RULES } from "./verify-contents.ts";
import { NUMBER_RULES } from "./verify-numbers.ts";
import { OBJECT_RULES } from "./verify-objects.ts";
import { REFERENCE_RULES } from "./verify-references.ts";
import { SCHEMA_RULES } from "./verify-schema.ts";
import { STEP_RULES } from "./verify-steps.ts";

/** An entry at the end of a loan's hash chain that nothing but its content gives away, and the loan moved along with it. */
function forged({
  loan,
  kind,
  newStatus,
  changes = "{}",
}: Record<"kind" | "newStatus", string> & { loan: number; changes?: string }): string {
  return `alter table pipeline_loan_history drop constraint pipeline_history_edit;
    alter table pipeline_loan drop constraint pipeline_loan_settlement;
    with entry as materialized (
      select l.*, loan_entry_hash(history_hash, pipeline_loan_id, version + 1, '${kind}', current_status, '${newStatus}', '${changes}',
        1, updated_at, 'x', null, 'y') as entry_hash
      from pipeline_loan l where pipeline_loan_id = ${loan}
    ), moved as (
      update pipeline_loan l set version = l.version + 1, history_hash = e.entry_hash, current_status = '${newStatus}'
      from entry e where e.pipeline_loan_id = l.pipeline_loan_id
    )
    insert into pipeline_loan_history (pipeline_loan_id, seq, kind, previous_status, new_status, changes, workflow_version,
      changed_at, changed_by, notes, previous_hash, entry_hash)
    select pipeline_loan_id, version + 1, '${kind}', current_status, '${newStatus}', '${changes}', 1, updated_at, 'x', 'y',
      history_hash, entry_hash from entry`;
}

/** Damage that only the owner of the database can do, with the rule that must notice it. */
const DAMAGE: { what: string; noticedBy: string[]; sql: string }[] = [
  {
    what: "an entry that begins elsewhere than the one before it ended",
    noticedBy: ["I1", "I15"],
    sql: "update pipeline_loan_history set previous_status = 'rejected' where pipeline_loan_id = 1 and seq = 3",
  },
  {
    what: "a loan moved without an entry",
    noticedBy: ["I2", "I10", "Rollup"],
    sql: "update pipeline_loan set current_status = 'rejected' where pipeline_loan_id = 5",
  },
  {
    what: "an entry cut out of the middle",
    noticedBy: ["I1", "I3", "I15"],
    sql: "delete from pipeline_loan_history where pipeline_loan_id = 1 and seq = 2",
  },
  {
    what: "an entry cut off the end",
    noticedBy: ["I2", "I3", "I15 facts"],
    sql: "delete from pipeline_loan_history where pipeline_loan_id = 1 and seq = (select max(seq) from pipeline_loan_history where pipeline_loan_id = 1)",
  },
  {
    what: "a time put back",
    noticedBy: ["I4", "I15"],
    sql: "update pipeline_loan_history set changed_at = changed_at - interval '10 years' where pipeline_loan_id = 1 and seq = 3",
  },
  {
    what: "a move that the workflow never had",
    noticedBy: ["I5", "I15"],
    sql: "update pipeline_loan_history set new_status = 'disputed' where pipeline_loan_id = 1 and seq = 2",
  },
  {
    what: "a history that begins elsewhere",
    noticedBy: ["I6", "I15"],
    sql: "update pipeline_loan_history set new_status = 'returned' where pipeline_loan_id = 5 and seq = 1",
  },
  {
    what: "a move after settlement",
    noticedBy: ["I5", "I7"],
    sql: `insert into pipeline_loan_history (pipeline_loan_id, seq, kind, previous_status, new_status, changes, workflow_version,
        changed_at, changed_by, notes, previous_hash, entry_hash)
      select pipeline_loan_id, seq + 1, 'status', 'settled', 'returned', '{}', 1, now(), 'x', 'y', entry_hash, entry_hash
      from pipeline_loan_history where pipeline_loan_id = 1 order by seq desc limit 1`,
  },
  {
    what: "a move out of a settlement, its hash and all, that is called an edit",
    noticedBy: ["I5", "I7"],
    sql: forged({ loan: 1, kind: "edit", newStatus: "returned" }),
  },
  {
    what: "a move, its hash and all, that is called an edit",
    noticedBy: ["I2", "I5"],
    sql: forged({ loan: 5, kind: "edit", newStatus: "delivered" }),
  },
  {
    what: "a move, its hash and all, that the workflow never had",
    noticedBy: ["I5"],
    sql: forged({ loan: 5, kind: "status", newStatus: "purchased" }),
  },
  {
    what: "an edit, its hash and all, that tells of a price the loan has not",
    noticedBy: ["I15 facts"],
    sql: forged({ loan: 5, kind: "edit", newStatus: "in_transit", changes: '{"salePrice": [null, "1.00"]}' }),
  },
  {
    what: "a settlement without its reference",
    noticedBy: ["I8", "I15 facts"],
    sql: "alter table pipeline_loan drop constraint pipeline_loan_settlement; update pipeline_loan set settlement_reference = null where pipeline_loan_id = 1",
  },
  {
    what: "a trade with another total",
    noticedBy: ["I9"],
    sql: "update pipeline_trade set total_amount = total_amount + 0.01",
  },
  {
    what: "a trade that counts one settled loan too few",
    noticedBy: ["I10"],
    sql: "update pipeline_trade set settled_count = settled_count - 1",
  },
  {
    what: "a spread that is no difference",
    noticedBy: ["I11"],
    sql: "alter table pipeline_loan alter column profit_spread drop expression; update pipeline_loan set profit_spread = 1 where pipeline_loan_id = 2",
  },
  {
    what: "a loan twice in its trade",
    noticedBy: ["I12", "I15 purchase"],
    sql: "alter table pipeline_loan drop constraint pipeline_loan_once_per_trade; update pipeline_loan set exchange_loan_id = 'L0001' where pipeline_loan_id = 2",
  },
  {
    what: "a loan of another seller than its trade",
    noticedBy: ["I13", "I15 purchase"],
    sql: "update pipeline_loan set seller_id = 'S-1' where pipeline_loan_id = 3",
  },
  {
    what: "a move by a person without notes",
    noticedBy: ["I14", "I15"],
    sql: "alter table pipeline_loan_history drop constraint pipeline_history_notes; update pipeline_loan_history set notes = ' ' where pipeline_loan_id = 1 and seq = 2",
  },
  {
    what: "a changed note",
    noticedBy: ["I15"],
    sql: "update pipeline_loan_history set notes = notes || '.' where pipeline_loan_id = 1 and seq = 2",
  },
  {
    what: "a changed loan amount",
    noticedBy: ["I15 purchase"],
    sql: "update pipeline_loan set loan_amount = loan_amount + 0.01 where pipeline_loan_id = 1",
  },
  {
    what: "a changed settlement amount",
    noticedBy: ["I15 facts"],
    sql: "update pipeline_loan set settlement_amount = settlement_amount - 0.01 where pipeline_loan_id = 1",
  },
  {
    what: "a trade that nobody delivered",
    noticedBy: ["I16"],
    sql: "delete from pipeline_delivery_payload; delete from pipeline_delivery where outcome = 'created'",
  },
  {
    what: "a floating-point column",
    noticedBy: ["I17"],
    sql: "alter table pipeline_trade add column margin double precision",
  },
  {
    what: "another tenant's database",
    noticedBy: ["I19"],
    sql: "update tenant_identity set tenant_id = gen_random_uuid()",
  },
  {
    what: "a guard switched off",
    noticedBy: ["I20"],
    sql: "alter table pipeline_loan_history disable trigger append_only",
  },
  {
    what: "a rollup that lost a loan",
    noticedBy: ["Rollup"],
    sql: "update pipeline_status_rollup set loan_count = loan_count - 1 where loan_count > 0",
  },
  {
    what: "a buyer's rollup that lost a loan",
    noticedBy: ["Rollup"],
    sql: "update pipeline_buyer_rollup set loan_count = loan_count - 1 where loan_count > 0",
  },
  {
    what: "a loan that search cannot find",
    noticedBy: ["Search"],
    sql: "delete from pipeline_loan_search where pipeline_loan_id = 2",
  },
  {
    what: "a trade with another buyer's name",
    noticedBy: ["I13"],
    sql: "update pipeline_trade set buyer_name = 'Somebody Else' where pipeline_trade_id = 1",
  },
  {
    what: "a delivery that is gone from under its payload",
    noticedBy: ["I13"],
    sql: "delete from pipeline_delivery",
  },
  {
    what: "a trade that is gone from under its loans",
    noticedBy: ["I13"],
    sql: "delete from pipeline_trade where pipeline_trade_id = 1",
  },
  {
    what: "a primary key by which rules group",
    noticedBy: ["I20"],
    sql: "alter table pipeline_loan drop constraint pipeline_loan_pkey cascade",
  },
  {
    what: "a column that rules look at",
    noticedBy: ["I20"],
    sql: "alter table pipeline_loan drop column credit_score",
  },
  {
    what: "a column by which files are held against their bytes",
    noticedBy: ["I20"],
    sql: "alter table stored_file drop column sha256 cascade",
  },
  {
    what: "a constraint that refuses some loans",
    noticedBy: ["I20"],
    sql: "alter table pipeline_loan add constraint small check (loan_amount < 100000000000)",
  },
  {
    what: "a trigger that takes out notes",
    noticedBy: ["I20"],
    sql: `create function forget() returns trigger language plpgsql as $$ begin new.notes = null; return new; end $$;
      create trigger forget before insert on pipeline_loan_history for each row execute function forget()`,
  },
  {
    what: "a rule that lets nothing be written",
    noticedBy: ["I20"],
    sql: "create rule forget as on insert to pipeline_loan_history do instead nothing",
  },
  {
    what: "a loan that search cannot find by its address",
    noticedBy: ["Search"],
    sql: "update pipeline_loan_search set text = replace(text, (select lower(property_address) from pipeline_loan where pipeline_loan_id = 2), '') where pipeline_loan_id = 2",
  },
  {
    what: "a workflow version that is gone",
    noticedBy: ["Workflow"],
    sql: "update pipeline_status_config set version = 3",
  },
];

const { appRole } = deploymentFrom(process.env);

describe("audit verify", () => {
  const tenants: TestTenant[] = [];
  let tenant: TestTenant;

  beforeEach(async () => {
    tenant = await testTenant();
    tenants.push(tenant);
    await lifeOfATrade(tenant);
  });
  afterAll(() => Promise.all(tenants.map((t) => t.close())));

  it("P2.4 finds nothing wrong with what the verbs did, read as the app's own role", async () => {
    expect(await verifyAudit(tenant.pool, { tenantId: tenant.id, appRole })).toEqual({
      checked:
        AUDIT_CHECKS.length +
        SCHEMA_RULES +
        REFERENCE_RULES +
        STEP_RULES +
        NUMBER_RULES +
        OBJECT_RULES +
        CONTENT_RULES,
      violations: [],
    });
  });

  it.each(DAMAGE.map((damage) => ({ ...damage, ids: damage.noticedBy.join(" ") })))(
    "P2.4 $ids notices $what",
    async ({ sql, noticedBy }) => {
      await damage(tenant, sql);
      const { violations } = await verifyAudit(tenant.owner, { tenantId: tenant.id, appRole });
      expect(violations.map((violation) => violation.invariant)).toEqual(expect.arrayContaining(noticedBy));
      for (const violation of violations) expect(violation.count).toBeGreaterThan(0);
    },
  );

  it("every check is shown to notice some damage", () => {
    const shown = new Set(DAMAGE.flatMap((damage) => damage.noticedBy));
    // Those of funding are shown in audit-funding.test.ts, those of documents in funding/documents.test.ts.
    for (const { invariant } of [...FUNDING_CHECKS, ...FILE_CHECKS, ...MORTGAGE_CHECKS]) shown.add(invariant);
    expect(AUDIT_CHECKS.map((check) => check.invariant).filter((name) => !shown.has(name))).toEqual([]);
  });
});

/** Six loans: three settled with a sale price each, one returned, two still in transit. */
async function lifeOfATrade(tenant: TestTenant): Promise<void> {
  const ids = await buyLoans(tenant.as("exchange"), "T-1", 6);
  const operator = tenant.as("operator");
  const move = async (loanIds: number[], newStatus: string) => {
    tenant.clock.now = new Date(tenant.clock.now.getTime() + 3_600_000);
    await changeStatuses(operator, { loanIds, newStatus, notes: `to ${newStatus}` });
  };
  await move(ids, "in_transit");
  await move(ids.slice(0, 3), "delivered");
  await move(ids.slice(3, 4), "returned");
  for (const loanId of ids.slice(0, 3)) await editLoan(operator, { loanId, salePrice: "300000.00" });
  await settleTrade(tenant.as("admin"), {
    tradeId: 1,
    settlementDate: "2026-03-04",
    settlementReference: "WIRE 1",
  });
}

/** With the guards out of the way for the moment of the damage, as a hostile owner would. */
async function damage(tenant: TestTenant, sql: string): Promise<void> {
  const client = await tenant.owner.connect();
  try {
    await client.query(`set session_replication_role = replica; ${sql.replaceAll("APP_ROLE", appRole)}`);
  } finally {
    client.release(true);
  }
}
