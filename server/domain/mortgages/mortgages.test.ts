import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { refusalOf, refusedFields } from "../testing.ts";
import { createMortgage } from "./create-mortgage.ts";
import { deleteBorrower } from "./delete-borrower.ts";
import { getMortgage } from "./get-mortgage.ts";
import { listAudit } from "./list-audit.ts";
import { listByBorrower } from "./list-by-borrower.ts";
import { listMaturing, MOST_MATURING } from "./list-maturing.ts";
import { listMortgages } from "./list-mortgages.ts";
import { everythingOf, newBorrower, newMortgage, renewed, termsOf } from "./testing-mortgages.ts";
import { updateMortgage } from "./update-mortgage.ts";

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await testTenant({ maxConnections: 12 });
});
afterAll(() => tenant.close());
const admin = () => tenant.as("admin");
const operator = () => tenant.as("operator");

describe("M5 what a mortgage must be", () => {
  const PROPERTY = termsOf().property;
  const WRONG: [what: string, changes: object, fields: string[]][] = [
    ["nothing lent", { loanAmount: "0" }, ["loanAmount"]],
    ["less than nothing", { loanAmount: "-1" }, ["loanAmount"]],
    ["a tenth of a cent", { loanAmount: "1.001" }, ["loanAmount"]],
    ["0 per cent", { interestRate: "0" }, ["interestRate"]],
    ["100 per cent", { interestRate: "100" }, ["interestRate"]],
    ["five decimals of interest", { interestRate: "1.00001" }, ["interestRate"]],
    ["maturity on the day of origination", { maturityDate: "2024-03-01" }, ["maturityDate"]],
    ["maturity before it", { maturityDate: "2024-02-29" }, ["maturityDate"]],
    ["no day", { originationDate: "2024-02-30" }, ["originationDate"]],
    [
      "too far north",
      { property: { ...PROPERTY, latitude: "90.0001", longitude: "1" } },
      ["property.latitude"],
    ],
    [
      "too far west",
      { property: { ...PROPERTY, latitude: "1", longitude: "-180.0000001" } },
      ["property.longitude"],
    ],
    ["half a place", { property: { ...PROPERTY, latitude: "45.5" } }, ["property.longitude"]],
    ["no street", { property: { ...PROPERTY, street: " " } }, ["property.street"]],
    ["an unknown kind of property", { property: { ...PROPERTY, type: "castle" } }, ["property.type"]],
    ["renewed by hand", { status: "renewed" }, ["status"]],
    ["an unknown status", { status: "paid" }, ["status"]],
    ["shares of 99", { ownership: [{ owner: "A", share: "99" }] }, ["ownership"]],
    ["a borrower who is not there", { borrowerId: 999_999 }, ["borrowerId"]],
    ["a field of nobody's", { rate: "1" }, ["rate"]],
  ];

  it.each(WRONG)("M5 %s is refused at its field, and nothing is stored", async (_, changes, fields) => {
    const borrowerId = await newBorrower(admin());
    const before = await everythingOf(tenant);
    const create = createMortgage(admin(), { ...termsOf(), borrowerId, ...changes });
    expect(await refusedFields(create)).toEqual(fields);
    expect(await everythingOf(tenant)).toEqual(before);
  });

  it("M5 every required field that is missing is named", async () => {
    expect(await refusedFields(createMortgage(admin(), { property: {} }))).toEqual([
      "borrowerId",
      "loanAmount",
      "interestRate",
      "originationDate",
      "maturityDate",
      "status",
      "property.street",
      "property.city",
      "property.state",
      "property.zip",
      "property.country",
    ]);
  });

  it("M5 the edges are allowed", async () => {
    const made = await newMortgage(admin(), {
      loanAmount: "0.01",
      interestRate: "99.9999",
      maturityDate: "2024-03-02",
      property: { ...PROPERTY, latitude: "90", longitude: "-180", type: "land" },
    });
    expect(made).toMatchObject({
      loanAmount: "0.01",
      interestRate: "99.9999",
      property: { latitude: "90.0000000", longitude: "-180.0000000", type: "land" },
    });
  });

  it.each([
    ["loan_amount = 0", "mortgage_amount"],
    ["loan_amount = 'NaN'", "mortgage_amount"],
    ["maturity_date = 'infinity'", "mortgage_dates"],
    ["interest_rate = 0", "mortgage_rate"],
    ["interest_rate = 100", "mortgage_rate"],
    ["maturity_date = origination_date", "mortgage_dates"],
    ["latitude = 90.0001, longitude = 0", "mortgage_latitude"],
    ["latitude = 0, longitude = 180.0001", "mortgage_longitude"],
    ["latitude = 45", "mortgage_coordinates"],
    ["street = ' '", "mortgage_address"],
    ["status = 'paid'", "mortgage_known_status"],
    ["status = 'renewed'", "mortgage_before_renewal"],
    ["previous_mortgage_id = mortgage_id", "mortgage_younger"],
    ["external_mortgage_id = ''", "mortgage_external_named"],
    ["borrower_id = 999999", "mortgage_borrower"],
    ["city = 'Salem'", "mortgage_told"],
    ["city = 'Salem', version = version + 1", "mortgage_told"],
  ])("M5 M11 the database itself refuses %s", async (assignment, constraint) => {
    const { mortgageId } = await newMortgage(admin());
    const update = tenant.owner.query(`update mortgage set ${assignment} where mortgage_id = $1`, [
      mortgageId,
    ]);
    await expect(update).rejects.toMatchObject({ constraint });
  });

  it("M15 the shares of a mortgage add up to 100, also for whoever writes by hand", async () => {
    const { mortgageId } = await newMortgage(admin(), {
      ownership: [
        { owner: "Fern Capital", share: "33.3333" },
        { owner: "Own account", share: "66.6667" },
      ],
    });
    expect((await getMortgage(operator(), { mortgageId }))?.ownership).toEqual([
      { owner: "Own account", share: "66.6667" },
      { owner: "Fern Capital", share: "33.3333" },
    ]);
    for (const change of [
      "delete from mortgage_ownership",
      "update mortgage_ownership set share = share / 2",
    ])
      await expect(
        tenant.owner.query(`${change} where mortgage_id = $1`, [mortgageId]),
      ).rejects.toMatchObject({ constraint: "mortgage_ownership_whole" });
  });
});

describe("M1 the external id", () => {
  it("M1 one that exists gives the mortgage that has it, and nothing is inserted", async () => {
    const first = await newMortgage(admin(), { externalMortgageId: "LST-1" });
    const before = await everythingOf(tenant);
    const borrowerId = await newBorrower(admin());
    const again = await createMortgage(admin(), {
      ...termsOf({ loanAmount: "1.00" }),
      externalMortgageId: "LST-1",
      borrowerId,
    });
    expect(again).toEqual({ isNew: false, mortgage: first });
    expect((await everythingOf(tenant)).mortgage).toEqual(before.mortgage);
  });

  it("M1 of ten that come at once, one is inserted and all name it", async () => {
    const borrowerId = await newBorrower(admin());
    const given = { ...termsOf(), borrowerId, externalMortgageId: "LST-RACE" };
    const all = await Promise.all(Array.from({ length: 10 }, () => createMortgage(admin(), given)));
    expect(new Set(all.map(({ mortgage }) => mortgage.mortgageId)).size).toBe(1);
    expect(all.filter(({ isNew }) => isNew)).toHaveLength(1);
  });

  it("M1 is optional, and another's is refused at its field", async () => {
    const [one, two] = [await newMortgage(admin()), await newMortgage(admin())];
    expect([one.externalMortgageId, two.externalMortgageId]).toEqual([null, null]);
    await newMortgage(admin(), { externalMortgageId: "LST-2" });
    const { mortgageId, version } = one;
    const update = updateMortgage(admin(), { mortgageId, version, externalMortgageId: "LST-2" });
    expect(await refusedFields(update)).toEqual(["externalMortgageId"]);
  });
});

describe("M7 changing a mortgage", () => {
  it("M7 changes what is given and nothing else, and tells field by field what changed", async () => {
    const before = await newMortgage(admin());
    const { mortgageId, version } = before;
    const after = await updateMortgage(admin(), {
      mortgageId,
      version,
      loanAmount: "400000",
      property: { type: "townhouse", latitude: "45.52", longitude: "-122.68" },
    });
    expect(after).toEqual({
      ...before,
      version: 2,
      loanAmount: "400000.00",
      property: { ...before.property, type: "townhouse", latitude: "45.5200000", longitude: "-122.6800000" },
    });
    const { entries } = await listAudit(admin(), { mortgageId, action: "updated" });
    expect(entries[0]).toMatchObject({
      actor: "admin@desk.test",
      version: 2,
      changes: [
        { field: "loanAmount", from: "412500.00", to: "400000.00" },
        { field: "property.type", from: null, to: "townhouse" },
        { field: "property.latitude", from: null, to: "45.5200000" },
        { field: "property.longitude", from: null, to: "-122.6800000" },
      ],
    });
  });

  it("M7 of two who save at once one is refused, and sees both versions", async () => {
    const { mortgageId, version } = await newMortgage(admin());
    const save = (city: string) => updateMortgage(admin(), { mortgageId, version, property: { city } });
    const results = await Promise.allSettled([save("Salem"), save("Bend")]);
    const refused = results.flatMap((one) => (one.status === "rejected" ? [one.reason.refusal] : []));
    expect(refused).toHaveLength(1);
    expect(refused[0]).toMatchObject({
      code: "MORTGAGE_CHANGED",
      facts: { yourVersion: 1, currentVersion: 2, current: { mortgageId, version: 2 } },
    });
  });

  it("M5 M7 either date is judged by the other that stays", async () => {
    const { mortgageId, version } = await newMortgage(admin());
    const update = (changes: object) => updateMortgage(admin(), { mortgageId, version, ...changes });
    expect(await refusedFields(update({ originationDate: "2027-03-01" }))).toEqual(["maturityDate"]);
    expect(await refusedFields(update({ maturityDate: "2024-03-01" }))).toEqual(["maturityDate"]);
    expect(await refusedFields(update({ property: { latitude: "1" } }))).toEqual(["property.longitude"]);
  });

  it("M7 is given to another borrower, who must be there", async () => {
    const { mortgageId, version, borrowerId, borrowerName } = await newMortgage(admin());
    const [gone, other] = [await newBorrower(admin()), await newBorrower(admin(), "Other Borrower")];
    await deleteBorrower(admin(), { borrowerId: gone });
    const relink = (borrowerId: number) => updateMortgage(admin(), { mortgageId, version, borrowerId });
    expect(await refusedFields(relink(gone))).toEqual(["borrowerId"]);
    expect(await relink(other)).toMatchObject({ borrowerId: other, borrowerName: "Other Borrower" });
    expect((await refusalOf(deleteBorrower(admin(), { borrowerId: other }))).code).toBe("BORROWER_IN_USE");
    // The log names both, since either may be gone when it is read (M11).
    const [told] = (await listAudit(admin(), { mortgageId })).entries;
    expect(told?.details).toEqual({
      borrowerNames: { [borrowerId]: borrowerName, [other]: "Other Borrower" },
    });
  });

  it("M7 what changes nothing writes nothing; what is not there is said", async () => {
    const before = await newMortgage(admin());
    const { mortgageId, version } = before;
    expect(await updateMortgage(admin(), { mortgageId, version, loanAmount: "412500" })).toEqual(before);
    expect((await listAudit(admin(), { mortgageId })).totalRows).toBe(1);
    const missing = updateMortgage(admin(), { mortgageId: 999_999, version: 1, loanAmount: "1" });
    expect((await refusalOf(missing)).code).toBe("MORTGAGE_NOT_FOUND");
  });
});

describe("M8 who is no administrator", () => {
  it("M8 M11 is refused, changes nothing, and the attempt is told", async () => {
    const { mortgageId, version } = await newMortgage(admin());
    const before = await everythingOf(tenant);
    const tries = [
      () => createMortgage(operator(), {}),
      () => updateMortgage(operator(), { mortgageId, version, loanAmount: "1" }),
      () => listAudit(operator(), {}),
    ];
    for (const one of tries) expect((await refusalOf(one())).code).toBe("FORBIDDEN");
    expect(await everythingOf(tenant)).toEqual(before);
    const { entries } = await listAudit(admin(), { mortgageId, action: "refused" });
    expect(entries).toMatchObject([
      { actor: "operator@desk.test", details: { attempted: "update", code: "FORBIDDEN" }, changes: [] },
    ]);
    await expect(tenant.owner.query("delete from mortgage_audit")).rejects.toThrow("permanent");
    await expect(tenant.pool.query("update mortgage_audit set actor = 'x'")).rejects.toThrow();
  });
});

describe("M4 finding mortgages", () => {
  it("M4 by id, by borrower newest first, by status, by maturity earliest first, by words", async () => {
    const own = await testTenant();
    const ctx = own.as("admin");
    const borrowerId = await newBorrower(ctx, "Iris Quill");
    const first = await newMortgage(ctx, {
      borrowerId,
      originationDate: "2020-01-01",
      maturityDate: "2022-06-01",
    });
    const { renewal: second } = await renewed(ctx, first);
    const third = await newMortgage(ctx, {
      borrowerId,
      originationDate: "2021-01-01",
      status: "defaulted",
      externalMortgageId: "X-7",
    });
    await newMortgage(ctx, { status: "closed", property: { ...termsOf().property, city: "Bend" } });
    expect(await getMortgage(ctx, { mortgageId: 999 })).toBeNull();
    expect(await getMortgage(ctx, { mortgageId: first.mortgageId })).toMatchObject({
      status: "renewed",
      renewedBy: second.mortgageId,
      property: { street: "41 Alder Way" },
    });
    const ids = (found: { mortgageId: number }[]) => found.map(({ mortgageId }) => mortgageId);
    const theirs = await listByBorrower(ctx, { borrowerId });
    expect(ids(theirs.mortgages)).toEqual(ids([second, third, first]));
    const listed = async (asked: object) => ids((await listMortgages(ctx, asked)).mortgages);
    expect(await listed({ status: "renewed,defaulted", sortBy: "mortgageId" })).toEqual(ids([first, third]));
    expect(await listed({ search: "quill", sortBy: "originationDate" })).toEqual(ids([first, third, second]));
    expect(await listed({ search: "x-7" })).toEqual(ids([third]));
    expect(await listed({ search: "bend" })).toHaveLength(1);
    expect(await listed({ search: "100%" })).toEqual([]);
    expect(await listed({ search: String(second.mortgageId) })).toContain(second.mortgageId);
    const maturing = await listMaturing(ctx, { from: "2022-06-01", to: "2025-03-01" });
    expect(ids(maturing.mortgages)).toEqual(ids([first, second]));
    expect(maturing.mortgages[0]).toEqual({
      mortgageId: first.mortgageId,
      externalMortgageId: null,
      borrowerId,
      loanAmount: "412500.00",
      maturityDate: "2022-06-01",
      status: "renewed",
    });
    expect(await refusedFields(listMaturing(ctx, { from: "2026-01-01", to: "2025-01-01" }))).toEqual(["to"]);
    await own.close();
  });

  it("M4 M13 those of a borrower that mature are found behind any number of others'", async () => {
    const own = await testTenant();
    const ctx = own.as("admin");
    const { mortgageId: first } = await newMortgage(ctx, { maturityDate: "2027-01-01" });
    await own.owner.query(`
      alter table mortgage disable trigger user;
      insert into mortgage (borrower_id, loan_amount, interest_rate, origination_date, maturity_date, status, street, city, state,
        zip, country, version, created_at, created_by, updated_at, updated_by)
      select borrower_id, loan_amount, interest_rate, origination_date, maturity_date, status, street, city, state, zip, country,
        1, created_at, 'x', updated_at, 'x'
      from mortgage, generate_series(1, ${MOST_MATURING}) where mortgage_id = ${first};
      alter table mortgage enable trigger user`);
    const { mortgageId, borrowerId } = await newMortgage(ctx, { maturityDate: "2027-02-01" });
    const asked = async (more: object = {}) => {
      const { mortgages, isCut } = await listMaturing(ctx, { from: "2027-01-01", to: "2027-12-31", ...more });
      return { number: mortgages.length, last: mortgages.at(-1)?.mortgageId, isCut };
    };
    expect(await asked()).toMatchObject({ number: MOST_MATURING, isCut: true });
    expect(await asked({ borrowerId })).toEqual({ number: 1, last: mortgageId, isCut: false });
    expect(await asked({ borrowerId, status: "closed" })).toMatchObject({ number: 0 });
    expect(await asked({ borrowerId: 999_999 })).toMatchObject({ number: 0 });
    expect(await refusedFields(asked({ borrowerId: "x" }))).toEqual(["borrowerId"]);
    await own.close();
  });

  it("M4 by borrower in pages, with their number; who has none is another than who is not there", async () => {
    const borrowerId = await newBorrower(admin());
    const asked = (paging: object = {}) => listByBorrower(operator(), { borrowerId, ...paging });
    expect(await asked()).toEqual({ totalRows: 0, page: 1, pageSize: 25, mortgages: [] });
    const made = [];
    for (const originationDate of ["2021-01-01", "2022-01-01", "2023-01-01"])
      made.push((await newMortgage(admin(), { borrowerId, originationDate })).mortgageId);
    const pages = [
      await asked({ pageSize: 2 }),
      await asked({ page: 2, pageSize: 2 }),
      await asked({ page: 9 }),
    ];
    expect(pages.map(({ totalRows }) => totalRows)).toEqual([3, 3, 3]);
    expect(pages.map(({ mortgages }) => mortgages.map(({ mortgageId }) => mortgageId))).toEqual([
      [made[2], made[1]],
      [made[0]],
      [],
    ]);
    expect(await refusedFields(asked({ page: 0, pageSize: 201 }))).toEqual(["page", "pageSize"]);
    const nobody = listByBorrower(operator(), { borrowerId: 999_999 });
    expect((await refusalOf(nobody)).code).toBe("BORROWER_NOT_FOUND");
  });

  it("M4 each by an index", async () => {
    const plan = async (where: string, order?: string) => {
      const client = await tenant.owner.connect();
      await client.query("begin; set local enable_seqscan = off; set local enable_sort = off");
      const { rows } = await client.query<{ "QUERY PLAN": string }>(
        `explain select * from mortgage where ${where}${order ? ` order by ${order}` : ""}`,
      );
      await client.query("rollback");
      client.release();
      return rows.map((row) => row["QUERY PLAN"]).join("\n");
    };
    const NEWEST = "origination_date desc, mortgage_id desc";
    expect(await plan("borrower_id = 1", NEWEST)).toMatch(/^Index Scan Backward using mortgage_of_borrower/);
    expect(await plan("status = 'active'", "maturity_date, mortgage_id")).toMatch(
      /^Index Scan using mortgage_status/,
    );
    const window = "maturity_date between '2026-01-01' and '2026-06-30'";
    expect(await plan(window, "maturity_date, mortgage_id")).toMatch(/^Index Scan using mortgage_maturity/);
    expect(await plan("external_mortgage_id = 'x'")).toContain("mortgage_external");
    expect(await plan("search_text like '%alder%'")).toContain("mortgage_search");
  });

  it("M4 in as many statements for a page of one as of twenty", async () => {
    const count = async (pageSize: number) => {
      const before = tenant.statements.count;
      await listMortgages(admin(), { pageSize });
      return tenant.statements.count - before;
    };
    expect([await count(1), await count(20)]).toEqual([2, 2]);
  });
});
