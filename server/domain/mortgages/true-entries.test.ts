import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { listAudit } from "./list-audit.ts";
import type { Mortgage } from "./model/mortgage.ts";
import type { FieldChange } from "./model/mortgage-changes.ts";
import { newMortgage, renewed, termsOf } from "./testing-mortgages.ts";
import { updateMortgage } from "./update-mortgage.ts";

/** M11: what the database itself demands of the entry with which a mortgage changes or goes, whoever writes. */

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await testTenant();
});
afterAll(() => tenant.close());
const admin = () => tenant.as("admin");
const BY = "admin@desk.test";

interface Entry {
  actor?: string;
  action?: string;
  mortgageId?: number;
  version?: number | null;
  changes?: FieldChange[];
  details?: object;
}

/** Statements and entries in one transaction of the app's role. */
async function commit(statements: string[], entries: Required<Entry>[]): Promise<void> {
  const client = await tenant.pool.connect();
  try {
    await client.query("begin");
    for (const statement of statements) await client.query(statement);
    for (const { actor, action, mortgageId, version, changes, details } of entries)
      await client.query(
        `insert into mortgage_audit (at, actor, action, mortgage_id, version, changes, details)
         values (now(), $1, $2, $3, $4, $5, $6)`,
        [actor, action, mortgageId, version, JSON.stringify(changes), JSON.stringify(details)],
      );
    await client.query("commit");
  } finally {
    await client.query("rollback");
    client.release();
  }
}

const MOVED: FieldChange[] = [
  { field: "loanAmount", from: "412500.00", to: "1.50" },
  { field: "property.city", from: "Portland", to: "Salem" },
  { field: "property.type", from: null, to: "land" },
];

async function move(changes: Entry = {}): Promise<void> {
  const { mortgageId } = await newMortgage(admin());
  const sql = `update mortgage set loan_amount = 1.5, city = 'Salem', property_type = 'land', version = 2,
    updated_by = '${BY}' where mortgage_id = ${mortgageId}`;
  const entry = { actor: BY, action: "updated", mortgageId, version: 2, changes: MOVED, details: {} };
  await commit([sql], [{ ...entry, ...changes }]);
}

const TOLD = { constraint: "mortgage_told" };

describe("M11 the entry of a change", () => {
  it("M11 that says what changed is taken, in whatever order", async () => {
    await move();
    await move({ changes: MOVED.toReversed() });
  });

  it.each<[string, Entry]>([
    ["of another mortgage", { mortgageId: 999_999 }],
    ["of another version", { version: 3 }],
    ["of no version", { version: null }],
    ["by somebody else", { actor: "nobody@desk.test" }],
    ["that calls it its creation", { action: "created" }],
    ["that calls it a renewal", { action: "renewed" }],
    ["that calls it a reinstatement", { action: "reinstated" }],
    ["that tells of nothing", { changes: [] }],
    ["that leaves a field out", { changes: MOVED.slice(1) }],
    ["that names one too many", { changes: [...MOVED, { field: "status", from: "active", to: "closed" }] }],
    ["that names one twice", { changes: [...MOVED, ...MOVED.slice(0, 1)] }],
    [
      "with another amount",
      { changes: [{ field: "loanAmount", from: "412500.00", to: "2.50" }, ...MOVED.slice(1)] },
    ],
    [
      "that says it was another before",
      { changes: [{ field: "loanAmount", from: "1.00", to: "1.50" }, ...MOVED.slice(1)] },
    ],
  ])("M11 %s is refused when the transaction ends, and nothing changes", async (_, wrong) => {
    await expect(move(wrong)).rejects.toMatchObject(TOLD);
    const { rows } = await tenant.owner.query(
      "select city, version from mortgage order by mortgage_id desc limit 1",
    );
    expect(rows).toEqual([{ city: "Portland", version: 1 }]);
  });

  it("M2 M11 a renewal is told as one on the mortgage that was renewed, and as nothing else", async () => {
    const { mortgageId } = await newMortgage(admin());
    const { rows } = await tenant.owner.query<{ id: number }>(
      "select nextval(pg_get_serial_sequence('mortgage', 'mortgage_id'))::int as id",
    );
    const id = rows[0]?.id ?? 0;
    const statements = [
      `insert into mortgage overriding system value
       select ${id}, null, borrower_id, mortgage_id, 1, 5, '2026-03-01', '2029-03-01', 'active', null, street, city, state, zip,
         country, property_type, latitude, longitude, 1, now(), '${BY}', now(), '${BY}'
       from mortgage where mortgage_id = ${mortgageId}`,
      `insert into mortgage_ownership values (${id}, 'Own account', 100)`,
      `update mortgage set status = 'renewed', status_before_renewal = 'active', version = 2, updated_by = '${BY}'
       where mortgage_id = ${mortgageId}`,
    ];
    const facts = {
      borrowerId: String((await borrowerOf(mortgageId)) ?? ""),
      loanAmount: "1.00",
      interestRate: "5.0000",
      originationDate: "2026-03-01",
      maturityDate: "2029-03-01",
      status: "active",
      "property.street": "41 Alder Way",
      "property.city": "Portland",
      "property.state": "OR",
      "property.zip": "97205",
      "property.country": "US",
    };
    const entry = { actor: BY, details: {} };
    const changes = Object.entries(facts).map(([field, to]) => ({ field, from: null, to }));
    const created = { ...entry, action: "created", mortgageId: id, version: 1, changes };
    const status = [{ field: "status", from: "active", to: "renewed" }];
    const renewal = { ...entry, action: "renewed", mortgageId, version: 2, changes: status };
    for (const wrong of [
      [{ ...created, action: "updated" }, renewal],
      [{ ...created, changes: changes.slice(1) }, renewal],
      [created, { ...renewal, action: "updated" }],
    ])
      await expect(commit(statements, wrong)).rejects.toMatchObject(TOLD);
    await commit(statements, [created, renewal]);
  });

  it("M9 M11 a reinstatement is told as one", async () => {
    const { renewal, predecessor } = await renewed(admin(), await newMortgage(admin()));
    const [gone, back] = [renewal.mortgageId, predecessor.mortgageId];
    const statements = [
      `delete from mortgage_ownership where mortgage_id = ${gone}`,
      `delete from mortgage where mortgage_id = ${gone}`,
      `update mortgage set status = 'active', status_before_renewal = null, version = 3, updated_by = '${BY}'
       where mortgage_id = ${back}`,
    ];
    const deleted = {
      actor: BY,
      action: "deleted",
      mortgageId: gone,
      version: null,
      changes: [],
      details: { mortgage: renewal },
    };
    const changes = [{ field: "status", from: "renewed", to: "active" }];
    const reinstated = {
      actor: BY,
      action: "reinstated",
      mortgageId: back,
      version: 3,
      changes,
      details: {},
    };
    for (const wrong of [
      [deleted, { ...reinstated, action: "updated" }],
      [{ ...deleted, action: "updated" }, reinstated],
      [{ ...deleted, mortgageId: back }, reinstated],
      [{ ...deleted, details: {} }, reinstated],
      [{ ...deleted, details: { mortgage: { ...renewal, version: 2 } } }, reinstated],
      [{ ...deleted, details: { mortgage: { ...renewal, mortgageId: back } } }, reinstated],
    ])
      await expect(commit(statements, wrong)).rejects.toMatchObject(TOLD);
    await commit(statements, [deleted, reinstated]);
  });
});

describe("M9 M11 the entry of a deletion", () => {
  async function deletion(kept: (mortgage: Mortgage) => object): Promise<void> {
    const mortgage = await newMortgage(admin(), { property: PLACE });
    const { mortgageId } = mortgage;
    const statements = ["mortgage_ownership", "mortgage"].map(
      (table) => `delete from ${table} where mortgage_id = ${mortgageId}`,
    );
    const details = { mortgage: kept(mortgage) };
    const entry = { actor: BY, action: "deleted", mortgageId, version: null, changes: [], details };
    try {
      await commit(statements, [entry]);
    } finally {
      const { rows } = await tenant.owner.query("select from mortgage where mortgage_id = $1", [mortgageId]);
      left = rows.length;
    }
  }
  let left = -1;
  const PLACE = { ...termsOf().property, type: "land", latitude: "45.5", longitude: "-122.7" } as const;

  it("M9 M11 that holds the mortgage as it was is taken", async () => {
    await deletion((mortgage) => mortgage);
    expect(left).toBe(0);
  });

  it.each<[string, (mortgage: Mortgage) => object]>([
    ["that names the mortgage alone", ({ mortgageId, version }) => ({ mortgageId, version })],
    ["of another version", (mortgage) => ({ ...mortgage, version: 2 })],
    ["with another amount", (mortgage) => ({ ...mortgage, loanAmount: "1.00" })],
    ["with another rate", (mortgage) => ({ ...mortgage, interestRate: "1.0000" })],
    ["with another first day", (mortgage) => ({ ...mortgage, originationDate: "2024-03-02" })],
    ["with another last day", (mortgage) => ({ ...mortgage, maturityDate: "2027-03-02" })],
    ["with another status", (mortgage) => ({ ...mortgage, status: "closed" })],
    ["with another borrower", (mortgage) => ({ ...mortgage, borrowerId: mortgage.borrowerId + 1 })],
    ["without its borrower", ({ borrowerId: _, ...mortgage }) => mortgage],
    ["with an external id that it had not", (mortgage) => ({ ...mortgage, externalMortgageId: "X" })],
    [
      "of another place",
      (mortgage) => ({ ...mortgage, property: { ...mortgage.property, latitude: "45.6000000" } }),
    ],
    ["of no place", ({ property: _, ...mortgage }) => mortgage],
  ])("M9 M11 %s is refused when the transaction ends, and the mortgage stays", async (_, kept) => {
    await expect(deletion(kept)).rejects.toMatchObject(TOLD);
    expect(left).toBe(1);
  });
});

async function borrowerOf(mortgageId: number): Promise<number | undefined> {
  const { rows } = await tenant.owner.query<{ id: number }>(
    "select borrower_id as id from mortgage where mortgage_id = $1",
    [mortgageId],
  );
  return rows[0]?.id;
}

describe("M7 M11 a place on the equator", () => {
  it("M7 M11 minus nothing is nothing: it is told as it is kept, and is no change", async () => {
    const property = { latitude: "-0", longitude: "-0.0" };
    const { mortgageId, version } = await newMortgage(admin());
    const moved = await updateMortgage(admin(), { mortgageId, version, property });
    const again = await updateMortgage(admin(), { mortgageId, version: moved.version, property });
    expect(again).toEqual(moved);
    const { entries } = await listAudit(admin(), { mortgageId, action: "updated" });
    expect(entries.map(({ changes }) => changes.map(({ to }) => to))).toEqual([["0.0000000", "0.0000000"]]);
  });
});
