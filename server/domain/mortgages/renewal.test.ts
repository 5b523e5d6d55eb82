import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { refusalOf, refusedFields } from "../testing.ts";
import { deleteMortgage } from "./delete-mortgage.ts";
import { getMortgage } from "./get-mortgage.ts";
import { getRenewalChain } from "./get-renewal-chain.ts";
import { listDocuments } from "./list-documents.ts";
import type { Mortgage } from "./model/mortgage.ts";
import { previewDeletion } from "./preview-deletion.ts";
import { renewMortgage } from "./renew-mortgage.ts";
import { everythingOf, hungOn, newMortgage, renewed, withDocument } from "./testing-mortgages.ts";
import { updateMortgage } from "./update-mortgage.ts";

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await testTenant({ maxConnections: 12 });
});
afterAll(() => tenant.close());
const admin = () => tenant.as("admin");
const ids = (found: { mortgageId: number }[]) => found.map(({ mortgageId }) => mortgageId);

const TERMS = {
  loanAmount: "400000.00",
  interestRate: "5.5",
  originationDate: "2026-03-01",
  maturityDate: "2029-03-01",
};

describe("M2 renewing", () => {
  it("M1 M2 under another's external id is refused at its field, in the words of a change", async () => {
    const [{ mortgageId, version }, other] = [
      await newMortgage(admin(), { externalMortgageId: "R-OWN" }),
      await newMortgage(admin(), { externalMortgageId: "R-TAKEN" }),
    ];
    const message = `is the id of mortgage ${other.mortgageId}`;
    const given = { mortgageId, version, externalMortgageId: "R-TAKEN" };
    for (const work of [
      () => renewMortgage(admin(), { ...TERMS, ...given }),
      () => updateMortgage(admin(), given),
    ])
      expect((await refusalOf(work())).details).toEqual([{ field: "externalMortgageId", message }]);
  });

  it("M2 makes a mortgage of its own with new terms; the original becomes renewed", async () => {
    const ownership = [
      { owner: "Own account", share: "60.0000" },
      { owner: "Fern Capital", share: "40.0000" },
    ];
    const original = await newMortgage(admin(), { ownership, externalMortgageId: "R-1" });
    await hungOn(tenant, original.mortgageId);
    await withDocument(admin(), original.mortgageId);
    const { mortgageId, version } = original;
    const { renewal, predecessor } = await renewMortgage(admin(), { mortgageId, version, ...TERMS });
    expect(predecessor).toMatchObject({
      mortgageId,
      status: "renewed",
      renewedBy: renewal.mortgageId,
      version: 2,
    });
    expect(renewal).toMatchObject({
      previousMortgageId: mortgageId,
      status: "active",
      loanAmount: "400000.00",
      interestRate: "5.5000",
      borrowerId: original.borrowerId,
      property: original.property,
      externalMortgageId: null,
      version: 1,
    });
    expect(await getMortgage(admin(), { mortgageId: renewal.mortgageId })).toMatchObject({
      ownership,
      payments: 0,
      comparables: 0,
    });
    expect(await getMortgage(admin(), { mortgageId })).toMatchObject({ ownership, payments: 3 });
    expect(await listDocuments(admin(), { mortgageId: renewal.mortgageId })).toEqual([]);
  }, 20_000);

  it("M2 happens once: of six at the same time one wins, and a renewed one is refused by name", async () => {
    const original = await newMortgage(admin());
    const results = await Promise.allSettled(Array.from({ length: 6 }, () => renewed(admin(), original)));
    const lost = results.flatMap((one) => (one.status === "rejected" ? [one.reason.refusal.code] : []));
    expect(lost).toEqual(Array.from({ length: 5 }, () => "ALREADY_RENEWED"));
    const again = await refusalOf(renewed(admin(), original));
    const [, next] = await getRenewalChain(admin(), { mortgageId: original.mortgageId });
    expect(again.message).toContain(`by mortgage ${next?.mortgageId}`);
    expect((await refusalOf(renewed(admin(), await newMortgage(admin(), { status: "closed" })))).code).toBe(
      "NOT_RENEWABLE",
    );
  });

  it("M2 M5 its terms are judged as any, and it begins after its predecessor", async () => {
    const { mortgageId, version } = await newMortgage(admin(), { externalMortgageId: "R-2" });
    const renew = (changes: object) => renewMortgage(admin(), { mortgageId, version, ...TERMS, ...changes });
    const before = await everythingOf(tenant);
    expect(await refusedFields(renew({ originationDate: "2024-03-01" }))).toEqual(["originationDate"]);
    expect(await refusedFields(renew({ maturityDate: "2026-03-01", interestRate: "100" }))).toEqual([
      "interestRate",
    ]);
    expect(await refusedFields(renew({ maturityDate: "2026-03-01" }))).toEqual(["maturityDate"]);
    expect(await refusedFields(renew({ externalMortgageId: "R-2" }))).toEqual(["externalMortgageId"]);
    expect((await refusalOf(renew({ version: 2 }))).code).toBe("MORTGAGE_CHANGED");
    expect(await everythingOf(tenant)).toEqual(before);
  });

  it("M2 its dates stay between those of its neighbours, and renewed stays renewed", async () => {
    const first = await newMortgage(admin());
    const { renewal: second, predecessor } = await renewed(admin(), first);
    await renewed(admin(), second);
    const update = (of: Mortgage, changes: object, version = of.version) =>
      updateMortgage(admin(), { mortgageId: of.mortgageId, version, ...changes });
    expect(await refusedFields(update(second, { originationDate: "2024-03-01" }, 2))).toEqual([
      "originationDate",
    ]);
    expect(await refusedFields(update(second, { originationDate: "2028-03-01" }, 2))).toEqual([
      "originationDate",
    ]);
    expect(await refusedFields(update(predecessor, { status: "active" }))).toEqual(["status"]);
    expect(await refusedFields(update(predecessor, { status: "closed" }))).toEqual(["status"]);
  });
});

describe("M2 the chain", () => {
  it("M2 is told whole from any of its members, in time, with the newest as the current one", async () => {
    const first = await newMortgage(admin());
    const { renewal: second } = await renewed(admin(), first);
    const { renewal: third } = await renewed(admin(), second);
    for (const { mortgageId } of [first, second, third]) {
      const chain = await getRenewalChain(tenant.as("operator"), { mortgageId });
      expect(ids(chain)).toEqual(ids([first, second, third]));
      expect(chain.map(({ isCurrent }) => isCurrent)).toEqual([false, false, true]);
    }
    expect((await refusalOf(getRenewalChain(admin(), { mortgageId: 999_999 }))).code).toBe(
      "MORTGAGE_NOT_FOUND",
    );
  });

  it("M2 closes no circle of any length, also by hand", async () => {
    const chain = [await newMortgage(admin())];
    for (let length = 1; length < 5; length += 1) {
      const { renewal } = await renewed(admin(), chain.at(-1) ?? expect.fail("empty"));
      chain.push(renewal);
      for (const { mortgageId } of chain)
        await expect(
          tenant.owner.query("update mortgage set previous_mortgage_id = $2 where mortgage_id = $1", [
            chain[0]?.mortgageId,
            mortgageId,
          ]),
        ).rejects.toMatchObject({ constraint: expect.stringMatching(/^mortgage_(younger|renewed_once)$/) });
    }
    await expect(tenant.pool.query("update mortgage set previous_mortgage_id = 1")).rejects.toThrow("denied");
  });

  it("M2 M9 whatever is renewed and deleted in whatever order, chains stay lines whose last alone is not renewed", async () => {
    const own = await testTenant();
    const ctx = own.as("admin");
    const act = async (pick: number, kind: string) => {
      const { rows } = await own.owner.query<{ id: number }>(
        "select mortgage_id as id from mortgage order by 1",
      );
      const id = rows[pick % Math.max(1, rows.length)]?.id;
      if (kind === "create" || id === undefined) return newMortgage(ctx);
      const present = (await getMortgage(ctx, { mortgageId: id })) ?? expect.fail("gone");
      if (kind === "renew")
        return renewed(ctx, present).catch((error) => expect(error.refusal.code).toBe("ALREADY_RENEWED"));
      const { planToken } = await previewDeletion(ctx, { mortgageId: id });
      return deleteMortgage(ctx, { mortgageId: id, planToken }).catch((error) =>
        expect(error.refusal.code).toBe("HAS_RENEWAL"),
      );
    };
    const move = fc.tuple(fc.nat(20), fc.constantFrom("create", "renew", "renew", "delete"));
    await fc.assert(
      fc.asyncProperty(fc.array(move, { minLength: 5, maxLength: 15 }), async (moves) => {
        for (const [pick, kind] of moves) await act(pick, kind);
        const { rows } = await own.owner.query(
          `select m.mortgage_id from mortgage m left join mortgage n on n.previous_mortgage_id = m.mortgage_id
           where (m.status = 'renewed') <> (n.mortgage_id is not null) or n.origination_date <= m.origination_date`,
        );
        expect(rows).toEqual([]);
        for (const { mortgageId } of (
          await own.owner.query('select mortgage_id as "mortgageId" from mortgage')
        ).rows) {
          const chain = await getRenewalChain(ctx, { mortgageId });
          expect(chain.filter(({ isCurrent }) => isCurrent)).toHaveLength(1);
          expect(chain.slice(1).map(({ previousMortgageId }) => previousMortgageId)).toEqual(
            ids(chain).slice(0, -1),
          );
        }
      }),
      { numRuns: 12 },
    );
    await own.close();
  }, 60_000);
});
