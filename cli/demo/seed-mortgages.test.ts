import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestTenant, testTenant } from "../../db/testing.ts";
import { listAudit } from "../../server/domain/mortgages/list-audit.ts";
import { listMortgages } from "../../server/domain/mortgages/list-mortgages.ts";
import { everythingOf } from "../../server/domain/mortgages/testing-mortgages.ts";
import { verifyAudit } from "../../server/domain/tenancy/verify-audit.ts";
import { seedMortgages } from "./seed-mortgages.ts";

const NOW = new Date("2026-03-07T15:00:00Z");
let tenant: TestTenant;
beforeAll(async () => {
  tenant = await testTenant({ now: NOW.toISOString() });
  await seedMortgages(tenant.as("admin"), 30, NOW);
});
afterAll(() => tenant.close());

test("M15 the demo has every status, chains, listings that are active and locked, and papers", async () => {
  const found = async (asked: object) => (await listMortgages(tenant.as("operator"), asked)).totalRows;
  for (const status of ["active", "renewed", "closed", "defaulted"])
    expect(await found({ status }), status).toBeGreaterThan(0);
  expect(await found({ maturesFrom: "2026-03-07", maturesTo: "2027-03-07" })).toBeGreaterThan(5);
  const { rows } = await tenant.owner.query(
    `select count(*) filter (where locked_at is null)::int as active, count(locked_at)::int as locked,
      (select count(*)::int from mortgage_document) as documents from mortgage_listing where status = 'active'`,
  );
  for (const count of Object.values(rows[0])) expect(count).toBeGreaterThan(1);
  expect(await found({ originatedFrom: "2026-03-08" })).toBe(0);
  expect((await verifyAudit(tenant.owner)).violations).toEqual([]);
});

test("M11 M15 the log of the demo is in the order of time, and nothing in it is of today", async () => {
  const { entries, totalRows } = await listAudit(tenant.as("admin"), { pageSize: 200 });
  expect(entries).toHaveLength(totalRows);
  const moments = entries.map(({ at }) => at);
  expect(moments).toEqual(moments.toSorted().toReversed());
  expect(Date.parse(moments[0] ?? "")).toBeLessThan(Date.parse("2026-03-07T05:00:00Z"));
  // Papers and templates have the clock of their entry.
  const { rows } = await tenant.owner.query(
    `select (select max(uploaded_at) from mortgage_document) < $1 and (select max(saved_at) from mortgage_template) < $1
      and (select max(completed_at) from stored_file) < $1 and (select max(updated_at) from mortgage) < $1 as past`,
    ["2026-03-07T05:00:00Z"],
  );
  expect(rows).toEqual([{ past: true }]);
});

test("M15 what was entered before is not entered again", async () => {
  const before = await everythingOf(tenant);
  await seedMortgages(tenant.as("admin"), 30, NOW);
  expect(await everythingOf(tenant)).toEqual(before);
});

test("M15 a start that was killed before payments and comparables were there goes on from there", async () => {
  const countAll = `select (select count(*) from mortgage_comparable) as comparables,
    (select count(*) from mortgage_payment) as payments, (select count(*) from mortgage_listing) as listings,
    (select count(*) from mortgage_audit) as entries`;
  const before = await tenant.owner.query(countAll);
  for (const table of ["mortgage_comparable", "mortgage_payment", "mortgage_listing"])
    await tenant.owner.query(`delete from ${table}`);
  await seedMortgages(tenant.as("admin"), 30, NOW);
  expect((await tenant.owner.query(countAll)).rows).toEqual(before.rows);
});
