import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { deleteMortgage } from "../mortgages/delete-mortgage.ts";
import { previewDeletion } from "../mortgages/preview-deletion.ts";
import { newMortgage, renewed, withDocument } from "../mortgages/testing-mortgages.ts";
import { MORTGAGE_CHECKS } from "./audit-checks-mortgages.ts";
import { verifyAudit } from "./verify-audit.ts";

/** Damage that only the owner of the database can do, with the rule that must notice it. Mortgages 1 to 3 are a chain, 4 is gone. */
const DAMAGE: [what: string, noticedBy: string, sql: string][] = [
  ["a circle", "I26", "update mortgage set previous_mortgage_id = 3 where mortgage_id = 1"],
  [
    "a renewed one that nobody renews",
    "I26",
    "update mortgage set status = 'renewed', status_before_renewal = 'active' where mortgage_id = 3",
  ],
  [
    "a renewal that begins before",
    "I26",
    "update mortgage set origination_date = '2020-01-01' where mortgage_id = 2",
  ],
  ["a template of a number", "I27", "update mortgage_template set documenso_template_id = '42'"],
  ["a template that nobody signs", "I27", "update mortgage_template set signatory_roles = '{}'"],
  ["a change without an entry", "I30", "update mortgage set version = 9 where mortgage_id = 3"],
  ["an entry cut out", "I30", "delete from mortgage_audit where mortgage_id = 2 and action = 'created'"],
  [
    "a mortgage that went silently",
    "I30",
    "delete from mortgage_audit where mortgage_id = 4 and action = 'deleted'",
  ],
  ["a deletion without counts", "I30", "update mortgage_audit set details = '{}' where action = 'deleted'"],
  ["shares of 90", "Shares", "update mortgage_ownership set share = 90 where mortgage_id = 1"],
  ["no shares", "Shares", "delete from mortgage_ownership where mortgage_id = 2"],
  ["an amount that was never told", "I30", "update mortgage set loan_amount = loan_amount + 1000"],
  ["another borrower", "I30", "update mortgage set borrower_id = borrower_id + 1"],
  ["a city that was never told", "I30", "update mortgage set city = 'Elsewhere'"],
  ["a file that nothing refers to", "I28", "delete from mortgage_document"],
  ["a document without its file", "I28", "delete from stored_file_part"],
];

let tenant: TestTenant;
beforeEach(async () => {
  await tenant?.close();
  tenant = await testTenant();
  const admin = tenant.as("admin");
  const first = await newMortgage(admin);
  await renewed(admin, (await renewed(admin, first)).renewal);
  await withDocument(admin, first.mortgageId);
  await tenant.owner.query(
    `insert into mortgage_template (mortgage_id, documenso_template_id, position, name, signatory_roles, version, saved_at, saved_by)
     values (1, 'envelope_abcdefgh', 1, 'Commitment', '{Broker}', 1, now(), 'x')`,
  );
  const { mortgageId } = await newMortgage(admin);
  const { planToken } = await previewDeletion(admin, { mortgageId });
  await deleteMortgage(admin, { mortgageId, planToken });
});
afterAll(() => tenant.close());

describe("M2 M11 M15 what is wrong with mortgages is noticed", () => {
  it.each(DAMAGE)("%s: %s", async (_, noticedBy, sql) => {
    expect((await verifyAudit(tenant.owner)).violations).toEqual([]);
    // What the owner takes out of the way before: guards, keys and constraints.
    const { rows } = await tenant.owner.query<{ table: string; name: string }>(
      `select conrelid::regclass::text as "table", conname as name from pg_constraint
       where conrelid::regclass::text like 'mortgage%' and contype in ('c', 'f') or conname = 'mortgage_renewed_once'`,
    );
    for (const { table, name } of rows)
      await tenant.owner.query(`alter table ${table} drop constraint ${name}`);
    for (const table of [
      "mortgage",
      "mortgage_ownership",
      "mortgage_audit",
      "mortgage_template",
      "stored_file_part",
    ])
      await tenant.owner.query(`alter table ${table} disable trigger user`);
    await tenant.owner.query(sql);
    const found = new Set((await verifyAudit(tenant.owner)).violations.map(({ invariant }) => invariant));
    expect(found).toContain(noticedBy);
  });

  it("each rule has its damage", () => {
    const shown = new Set(DAMAGE.map(([, noticedBy]) => noticedBy));
    expect(MORTGAGE_CHECKS.map(({ invariant }) => invariant).filter((name) => !shown.has(name))).toEqual([]);
  });
});
