import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqlState } from "../../../db/connect.ts";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { editLoan } from "./edit-loan.ts";
import { move } from "./testing-moves.ts";
import { buyLoans } from "./testing-trades.ts";

const REFUSED = "23514";

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await testTenant();
  const ids = await buyLoans(tenant.as("exchange"), "T-1", 3);
  await move(tenant.as("operator"), ids, "in_transit");
  await editLoan(tenant.as("operator"), { loanId: 2, salePrice: "300000.00" });
  // A second version of the workflow, in which the status of loan 3 became terminal and kept its ways out.
  await move(tenant.as("operator"), [3], "rejected");
  await tenant.owner.query(`insert into pipeline_status_config
    select 2, status_code, display_name, allowed_transitions, is_terminal or status_code = 'rejected', is_exception, sequence_order,
      aging_threshold_days, created_at, created_by from pipeline_status_config`);
});
afterAll(() => tenant.close());

/** The statement of the product, every part of which a test can replace by another. */
interface Forgery {
  loan?: number;
  kind?: string;
  seq?: string;
  previousStatus?: string;
  newStatus?: string;
  changes?: string;
  version?: string;
  changedAt?: string;
  notes?: string;
  previousHash?: string;
  hash?: string;
  /** What is set of the loan beside its version, hash, status and time. */
  set?: string;
  statusDate?: string;
  loanVersion?: string;
  loanStatus?: string;
  updatedAt?: string;
  historyHash?: string;
}

function entrySql(f: Forgery): string {
  return `with entry as materialized (
      select l.pipeline_loan_id, ${f.seq ?? "l.version + 1"} as seq, '${f.kind ?? "edit"}' as kind,
        ${f.previousStatus ?? "l.current_status"} as previous_status, ${f.newStatus ?? "l.current_status"} as new_status,
        '${f.changes ?? "{}"}'::jsonb as changes, ${f.version ?? "2"} as workflow_version,
        ${f.changedAt ?? "l.updated_at"} as changed_at, ${f.notes ?? "'a note'"} as notes,
        ${f.previousHash ?? "l.history_hash"} as previous_hash
      from pipeline_loan l where pipeline_loan_id = ${f.loan ?? 1}
    ), hashed as materialized (
      select *, ${f.hash ?? "loan_entry_hash(previous_hash, pipeline_loan_id, seq, kind, previous_status, new_status, changes, workflow_version, changed_at, 'ann@desk.test', null, notes)"}
        as entry_hash from entry
    )`;
}

const INSERT = `insert into pipeline_loan_history (pipeline_loan_id, seq, kind, previous_status, new_status, changes,
      workflow_version, changed_at, changed_by, notes, previous_hash, entry_hash)
    select pipeline_loan_id, seq, kind, previous_status, new_status, changes, workflow_version, changed_at,
      'ann@desk.test', notes, previous_hash, entry_hash from hashed`;

const entryAlone = (f: Forgery) => `${entrySql(f)} ${INSERT}`;

const entryAndLoan = (f: Forgery) => `${entrySql(f)}, moved as (
      update pipeline_loan l set version = ${f.loanVersion ?? "h.seq"}, history_hash = ${f.historyHash ?? "h.entry_hash"},
        current_status = ${f.loanStatus ?? "h.new_status"}, updated_at = ${f.updatedAt ?? "h.changed_at"},
        status_date = ${f.statusDate ?? "case h.kind when 'status' then h.changed_at else l.status_date end"}
        ${f.set ? `, ${f.set}` : ""}
      from hashed h where l.pipeline_loan_id = h.pipeline_loan_id
    ) ${INSERT}`;

const MOVE: Forgery = { kind: "status", newStatus: "'delivered'" };
const SALE: Forgery = { changes: '{"salePrice": [null, "310000.00"]}', set: "sale_price = 310000" };

/** Loan 1 bought once more as loan 99: the loan, with some columns otherwise, and the entry of its purchase if asked for. */
async function purchase(columns: Record<string, string>, withEntry = true): Promise<string> {
  const { rows } = await tenant.owner.query<{ name: string }>(
    `select column_name as name from information_schema.columns where table_name = 'pipeline_loan'
      and is_generated = 'NEVER' order by ordinal_position`,
  );
  const names = rows.map(({ name }) => name);
  const values: Record<string, string> = {
    ...Object.fromEntries(names.map((name) => [name, `l.${name}`])),
    ...{ pipeline_loan_id: "99", exchange_loan_id: "'L0099'", version: "1", current_status: "'purchased'" },
    ...{ history_hash: "h.entry_hash", status_date: "h.changed_at", updated_at: "h.changed_at" },
    sale_price: "null::numeric",
    ...columns,
  };
  const entry = `insert into pipeline_loan_history (pipeline_loan_id, seq, kind, new_status, changes, workflow_version,
      changed_at, changed_by, notes, entry_hash)
    select 99, 1, 'status', 'purchased', changes, 2, changed_at, changed_by, null, entry_hash from hashed`;
  return `with entry as materialized (
      select changes || '{"exchangeLoanId": [null, "L0099"]}' as changes, changed_at, changed_by
      from pipeline_loan_history where pipeline_loan_id = 1 and seq = 1
    ), hashed as materialized (
      select *, loan_entry_hash(null, 99, 1, 'status', null, 'purchased', changes, 2, changed_at, changed_by, null, null)
        as entry_hash from entry
    ), bought as (
      insert into pipeline_loan (${names.join(", ")}) overriding system value
      select ${names.map((name) => values[name]).join(", ")} from pipeline_loan l, hashed h where l.pipeline_loan_id = 1
    ) ${withEntry ? entry : "select"}`;
}

/** What the database says to the app's role, and whether anything is different afterwards. */
async function attempt(
  statement: string,
): Promise<{ state: string | null; constraint?: string; changed: boolean }> {
  const before = await contents();
  const said = await tenant.pool.query(statement).then(
    () => ({ state: null }),
    (error: unknown) => ({
      state: sqlState(error),
      constraint: (error as { constraint?: string }).constraint,
    }),
  );
  return { ...said, changed: (await contents()) !== before };
}

async function contents(): Promise<string> {
  const { rows } = await tenant.owner.query(
    `select (select jsonb_agg(l order by pipeline_loan_id) from pipeline_loan l) as loans,
      (select jsonb_agg(h order by history_id) from pipeline_loan_history h) as entries,
      (select jsonb_agg(r order by current_status, status_day) from pipeline_status_rollup r) as rollup,
      (select jsonb_agg(r order by current_status, buyer_id) from pipeline_buyer_rollup r) as buyers`,
  );
  return JSON.stringify(rows);
}

describe("a loan and its history, as the app's role", () => {
  it.each([
    ["a fact", "sale_price = 310000"],
    ["a fact and the version", "sale_price = 310000, version = version + 1"],
    ["a status", "current_status = 'delivered'"],
    ["a status date", "status_date = status_date - interval '30 days'"],
    ["the version", "version = version + 1"],
    ["the version, back", "version = version - 1"],
    ["the hash", "history_hash = '\\x00'"],
    ["the time of the last change", "updated_at = updated_at + interval '1 day'"],
    ["nothing", "buyer_id = buyer_id"],
  ])("P2.4 is refused an update of %s without its entry", async (_, assignment) => {
    for (const loans of ["pipeline_loan_id = 1", "true"]) {
      expect(await attempt(`update pipeline_loan set ${assignment} where ${loans}`)).toEqual({
        state: REFUSED,
        constraint: "true_changes",
        changed: false,
      });
    }
  });

  const FORGED: [what: string, forgery: Forgery][] = [
    [
      "that names another status before",
      { ...MOVE, previousStatus: "'purchased'", newStatus: "'in_transit'" },
    ],
    [
      "of an edit that names another status before and after",
      { previousStatus: "'delivered'", newStatus: "'delivered'" },
    ],
    ["with a gap before it", { seq: "l.version + 2" }],
    ["with a gap before it and no hash to follow", { seq: "l.version + 2", previousHash: "null::bytea" }],
    ["numbered 0", { seq: "0", previousHash: "null::bytea" }],
    ["that follows another hash", { previousHash: "'\\x00'::bytea" }],
    ["that follows no hash", { previousHash: "null::bytea" }],
    ["with another hash than its own", { hash: "sha256('x')" }],
    ["of an earlier time", { changedAt: "l.updated_at - interval '1 second'" }],
    ["of a move that the workflow lacks", { ...MOVE, newStatus: "'purchased'" }],
    ["of a move to no status at all", { ...MOVE, newStatus: "'gone'" }],
    ["of a move out of a terminal status", { ...MOVE, loan: 3, newStatus: "'in_transit'" }],
    ["of an old workflow version", { ...MOVE, version: "1" }],
    ["of a workflow version to come", { ...MOVE, version: "3" }],
  ];
  it.each(FORGED)("P2.4 is refused an entry %s", async (_, forgery) => {
    for (const statement of [entryAlone(forgery), entryAndLoan(forgery)]) {
      const { constraint, ...said } = await attempt(statement);
      expect(said).toEqual({ state: REFUSED, changed: false });
      expect(constraint).toMatch(/^true_(entries|changes)$/);
    }
    // The entry is refused for itself, whatever becomes of the loan.
    await withoutTrigger("pipeline_loan", "true_changes", async () => {
      expect(await attempt(entryAndLoan(forgery))).toMatchObject({
        constraint: "true_entries",
        changed: false,
      });
    });
  });

  it("P2.4 is refused an edit that moves the loan, and a move without a note", async () => {
    const edit = { state: REFUSED, constraint: "pipeline_history_edit", changed: false };
    expect(await attempt(entryAndLoan({ newStatus: "'delivered'" }))).toEqual(edit);
    expect(await attempt(entryAndLoan({ previousStatus: "null::text" }))).toEqual(edit);
    const notes = { state: REFUSED, constraint: "pipeline_history_notes", changed: false };
    for (const none of ["null::text", "''", "'  '"])
      expect(await attempt(entryAndLoan({ ...MOVE, notes: none }))).toEqual(notes);
  });

  it("P2.4 is refused a true entry whose loan stays behind", async () => {
    for (const forgery of [{}, MOVE, SALE])
      expect(await attempt(entryAlone(forgery))).toEqual({
        state: REFUSED,
        constraint: "true_entries",
        changed: false,
      });
  });

  const UNRECORDED: [what: string, forgery: Forgery][] = [
    ["a fact beside those of the entry", { ...SALE, set: "sale_price = 310000, delivery_method = 'wire'" }],
    ["a fact of which the entry says nothing", { set: "sale_price = 310000" }],
    ["a date of which the entry says nothing", { set: "expected_delivery_date = '2026-04-01'" }],
    ["a fact to another value than the entry says", { ...SALE, set: "sale_price = 310000.01" }],
    [
      "a fact from another value than the entry says",
      { ...SALE, changes: '{"salePrice": ["1.00", "310000.00"]}' },
    ],
    ["no fact though the entry says so", { ...SALE, set: "buyer_id = l.buyer_id" }],
    ["the buyer unsaid", { set: "buyer_id = 'B-1', buyer_name = 'Other'" }],
    ["the status date by an edit", { statusDate: "h.changed_at + interval '1 day'" }],
    ["the status date otherwise than the move", { ...MOVE, statusDate: "l.status_date - interval '1 day'" }],
    ["the time otherwise than the entry", { updatedAt: "h.changed_at + interval '1 day'" }],
    ["to another status than the entry", { ...MOVE, loanStatus: "'returned'" }],
    ["by two versions", { loanVersion: "h.seq + 1" }],
    ["to another hash", { historyHash: "sha256('x')" }],
  ];
  it.each(UNRECORDED)("P2.4 is refused an entry while the loan changes %s", async (_, forgery) => {
    expect(await attempt(entryAndLoan(forgery))).toMatchObject({ state: REFUSED, changed: false });
    // The change is refused for itself, whatever becomes of the entry.
    await withoutTrigger("pipeline_loan_history", "true_entries", async () => {
      expect(await attempt(entryAndLoan(forgery))).toMatchObject({
        constraint: "true_changes",
        changed: false,
      });
    });
  });

  it("P2.4 is refused a loan without the entry of its purchase", async () => {
    const refused = { state: REFUSED, constraint: "true_purchases", changed: false };
    expect(await attempt(await purchase({}, false))).toEqual(refused);
  });

  const OTHERWISE: Record<string, string>[] = [
    { version: "2" },
    { sale_price: "310000" },
    { settlement_reference: "null", delivery_method: "'wire'" },
    { purchase_price: "l.purchase_price + 0.01" },
    { borrower_name: "'Somebody else'" },
    { current_status: "'in_transit'" },
    { status_date: "h.changed_at - interval '30 days'" },
    { created_at: "h.changed_at - interval '30 days'" },
    { history_hash: "sha256('x')" },
  ];
  it.each(OTHERWISE)("P2.4 is refused a purchase other than its entry: %o", async (columns) => {
    expect(await attempt(await purchase(columns))).toMatchObject({ state: REFUSED, changed: false });
    await withoutTrigger("pipeline_loan_history", "true_entries", async () => {
      expect(await attempt(await purchase(columns))).toMatchObject({
        constraint: "true_purchases",
        changed: false,
      });
    });
  });

  it("P2.4 may do all of it by a true statement", async () => {
    for (const forgery of [
      SALE,
      MOVE,
      { changes: '{"salePrice": ["310000.00", null]}', set: "sale_price = null" },
    ])
      expect(await attempt(entryAndLoan(forgery))).toEqual({ state: null, changed: true });
    expect(await attempt(await purchase({}))).toEqual({ state: null, changed: true });
    // Dates are compared in one notation, whatever the session's.
    const client = await tenant.pool.connect();
    await client.query("set datestyle = 'German'");
    await client.query(
      entryAndLoan({
        changes: '{"expectedDeliveryDate": [null, "2026-04-01"]}',
        set: "expected_delivery_date = date '2026-04-01'",
      }),
    );
    client.release(true);
  });
});

async function withoutTrigger(table: string, trigger: string, work: () => Promise<void>): Promise<void> {
  await tenant.owner.query(`alter table ${table} disable trigger ${trigger}`);
  try {
    await work();
  } finally {
    await tenant.owner.query(`alter table ${table} enable trigger ${trigger}`);
  }
}
