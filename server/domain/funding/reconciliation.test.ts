import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databaseOver } from "../../../db/connect.ts";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { operatorsOf } from "../../auth/testing.ts";
import { refusalOf, refusedFields } from "../testing.ts";
import { editFile } from "./edit-file.ts";
import { exportReconciliation } from "./export-reconciliation.ts";
import { listOperators } from "./list-operators.ts";
import { reconcileOperators } from "./reconcile-operators.ts";
import { saveOperator } from "./save-operator.ts";
import { JUDGED_AT } from "./testing-files.ts";
import { done, effectsOf, fileOf, progressFor, walked } from "./testing-steps.ts";

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await testTenant({ now: JUDGED_AT });
  const people = ["olga", "eve", "zed", "first", "second", "old"].map((name) => `${name}@desk.test`);
  await operatorsOf(tenant, ...people);
});
afterAll(() => tenant.close());
const boss = () => tenant.as("admin", "boss@desk.test");
const APRIL = { from: "2026-04-01", to: "2026-04-30" };
const of = (operator: string, period: object = APRIL) => reconcileOperators(boss(), { ...period, operator });

describe("F4.3 the reconciliation", () => {
  it("F4.3 the source's example, from the steps of a file: 1,800.00, 2,700.00 and 405.00", async () => {
    const operator = "olga@desk.test";
    const fileId = await fileOf(boss(), "combined", { operator, name: "Kevin Client" });
    await walked(boss(), fileId, "term_loan");
    for (const step of ["email_paydown_requirements", "confirm_paydowns"])
      await done(boss(), fileId, "card_funding", step);
    await walked(boss(), fileId, "card_funding");
    const found = await of(operator);
    expect(found).toMatchObject({ compensation: "4500.00", share: "405.00" });
    expect(found.operators).toMatchObject([
      {
        operator,
        compensation: "4500.00",
        share: "405.00",
        portions: expect.arrayContaining([
          expect.objectContaining({
            path: "term_loan",
            processor: "engine",
            compensation: "1800.00",
            share: "0.00",
            fileId,
          }),
          expect.objectContaining({
            path: "card_funding",
            processor: "seven_figures",
            compensation: "2700.00",
            share: "405.00",
          }),
        ]),
      },
    ]);
    expect(await exportReconciliation(boss(), { ...APRIL, operator })).toBe(
      "operator,receivedOn,fileId,client,product,compensation,processedBy,share\n" +
        `${operator},2026-04-27,${fileId},Kevin Client,Card funding,2700.00,7 Figures,405.00\n` +
        `${operator},2026-04-27,${fileId},Kevin Client,Term loan,1800.00,Engine,0.00\n`,
    );
  });

  it("F4.3 a lender's commission is charged for only if it was processed by us, by the day on which it came", async () => {
    const operator = "eve@desk.test";
    const commission = async (processedByUs: boolean | undefined) => {
      const fileId = await fileOf(boss(), "established", { operator, name: "=cmd()" });
      await walked(boss(), fileId, "established_funding", "handoff_to_lender");
      await done(boss(), fileId, "established_funding", "record_payment_received", {
        amount: "1000.10",
        receivedOn: "2026-03-31",
        lender: "Credibly",
        reference: "W-1",
        ...(processedByUs === undefined ? {} : { processedByUs }),
      });
    };
    await commission(true);
    await commission(false);
    await commission(undefined);
    expect((await of(operator)).operators).toEqual([]);
    const march = { from: "2026-03-01", to: "2026-03-31" };
    const found = await of(operator, march);
    expect(found).toMatchObject({ compensation: "3000.30", share: "150.02" });
    expect(found.operators[0]?.portions.map(({ processor }) => processor).sort()).toEqual([
      "house",
      "none",
      "none",
    ]);
    const csv = await exportReconciliation(boss(), { ...march, operator });
    expect(csv).toContain(",'=cmd(),Established funding,1000.10,Processed by us,150.02\n");
  });

  it("F4.3 counts the tenant's days, and nothing that was taken back", async () => {
    const operator = "zed@desk.test";
    const fileId = await fileOf(boss(), "cards", { operator });
    await walked(boss(), fileId, "card_funding", "track_card_statuses");
    // Still the last of April in New York.
    tenant.clock.now = new Date("2026-05-01T03:00:00.000Z");
    await done(boss(), fileId, "card_funding", "collect_invoice");
    tenant.clock.now = new Date(JUDGED_AT);
    expect((await of(operator, { from: "2026-05-01", to: "2026-05-31" })).operators).toEqual([]);
    expect((await of(operator)).compensation).toBe("2700.00");
    // And the client's invoice is of that day, whenever it goes out.
    expect((await effectsOf(tenant, fileId)).at(-1)?.payload).toMatchObject({ issuedOn: "2026-04-30" });
    await tenant.owner.query(
      `insert into funding_step_event (file_id, seq, kind, run_no, path, step, occurrence, data, reason, recorded_at, recorded_by)
       select file_id, max(seq) + 1, 'reopened', 1, 'card_funding', 'collect_invoice', 1, '{}', 'x', now(), 'x'
       from funding_step_event where file_id = $1 group by file_id`,
      [fileId],
    );
    expect((await of(operator)).operators).toEqual([]);
  });

  it("F4.3 who did the work is charged for it, also after the file went to somebody else", async () => {
    const [first, second] = ["first@desk.test", "second@desk.test"];
    const handedOver = async (fileId: number) => {
      const { version } = await progressFor(boss(), fileId);
      await editFile(boss(), { fileId, version, operator: second });
    };
    const invoiced = await fileOf(boss(), "cards", { operator: first });
    await walked(boss(), invoiced, "card_funding");
    const paid = await fileOf(boss(), "established", { operator: first });
    await walked(boss(), paid, "established_funding");
    for (const fileId of [invoiced, paid]) await handedOver(fileId);
    const { operators } = await of(first);
    expect(operators[0]?.portions.map(({ fileId }) => fileId).sort()).toEqual([invoiced, paid].sort());
    expect((await of(second)).operators).toEqual([]);
    expect((await listOperators(boss())).find(({ operator }) => operator === first)).toMatchObject({
      files: 0,
    });
  });

  it("F4.3 what an earlier release recorded, without its operator, is of who has the file", async () => {
    const operator = "old@desk.test";
    const fileId = await fileOf(boss(), "cards", { operator });
    await walked(boss(), fileId, "card_funding");
    await tenant.owner.query("alter table funding_step_event disable trigger append_only");
    await tenant.owner.query(
      "update funding_step_event set data = data - 'operator' where file_id = $1 and step = 'collect_invoice'",
      [fileId],
    );
    await tenant.owner.query("alter table funding_step_event enable trigger append_only");
    expect((await of(operator)).compensation).toBe("2700.00");
  });

  it("F4.3 is for administrators, and says which day is wrong", async () => {
    const ask = (period: object) => reconcileOperators(boss(), period);
    expect(await refusedFields(ask({ from: "2026-04-30", to: "2026-04-01" }))).toEqual(["to"]);
    expect(await ask({})).toMatchObject({ from: "2026-03-01", to: "2026-03-31" });
    expect(await refusedFields(ask({ from: "2020-01-01", to: "2026-04-01" }))).toEqual(["to"]);
    expect(await refusedFields(ask({ from: "April", operator: "x" }))).toEqual(["from", "operator"]);
    for (const verb of [reconcileOperators, exportReconciliation])
      expect((await refusalOf(verb(tenant.as("operator"), APRIL))).code).toBe("FORBIDDEN");
  });
});

describe("F6.3 F4.1 the operators", () => {
  it("F6.3 everybody with files or terms is listed once, with the terms in force", async () => {
    const link = "https://portal.asap.test/olga";
    for (const version of [0, 1])
      await saveOperator(boss(), {
        operator: "olga@desk.test",
        version,
        feePercent: `${8 + version}.5`,
        affiliateLink: link,
      });
    await saveOperator(boss(), { operator: "new@desk.test", version: 0, feePercent: "7" });
    tenant.statements.count = 0;
    const all = await listOperators(tenant.as("operator"));
    expect(tenant.statements.count).toBe(1);
    const one = (operator: string) => all.filter((row) => row.operator === operator);
    expect(one("olga@desk.test")).toMatchObject([
      { version: 2, feePercent: "9.5000", affiliateLink: link, files: 1 },
    ]);
    expect(one("new@desk.test")).toMatchObject([
      { version: 1, feePercent: "7.0000", affiliateLink: null, files: 0 },
    ]);
    expect(one("eve@desk.test")).toMatchObject([
      { version: 0, feePercent: "9.0000", affiliateLink: null, files: 3 },
    ]);
    expect((await refusalOf(listOperators(tenant.as("exchange")))).code).toBe("FORBIDDEN");
  });

  it("F6.3 who was paid is found without a look at every event", async () => {
    const client = await tenant.pool.connect();
    const send = client.query;
    const sent: { text: string; values: unknown[] }[] = [];
    client.query = ((query: { text: string }, values: unknown[]) => {
      sent.push({ text: query.text, values });
      return (send as (...args: unknown[]) => unknown).call(client, query, values);
    }) as typeof client.query;
    await listOperators({ ...boss(), db: databaseOver(client) });
    client.query = send;
    const [{ text, values } = expect.fail("nothing was asked")] = sent;
    // Among so few events the shortest way is through all of them.
    await client.query("begin; set local enable_seqscan = off");
    const { rows } = await client.query(`explain ${text}`, values);
    await client.query("rollback");
    client.release();
    expect(rows.map((row) => row["QUERY PLAN"]).join("\n")).toContain("funding_step_paid");
  });
});
