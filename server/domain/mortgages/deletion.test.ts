import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { verifyAudit } from "../tenancy/verify-audit.ts";
import { refusalOf } from "../testing.ts";
import { deleteBorrower } from "./delete-borrower.ts";
import { deleteMortgage } from "./delete-mortgage.ts";
import { getMortgage } from "./get-mortgage.ts";
import { listAudit } from "./list-audit.ts";
import { openDocument } from "./open-document.ts";
import { previewDeletion } from "./preview-deletion.ts";
import { removeDocument } from "./remove-document.ts";
import { removeTemplate } from "./remove-template.ts";
import { everythingOf, hungOn, newMortgage, renewed, withDocument } from "./testing-mortgages.ts";

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await testTenant({ maxConnections: 10 });
});
afterAll(() => tenant.close());
const admin = () => tenant.as("admin");

async function withEverything(
  listing: { status: string; lockedFor?: string } | null = null,
): Promise<number> {
  const { mortgageId } = await newMortgage(admin());
  await hungOn(tenant, mortgageId, listing);
  await withDocument(admin(), mortgageId, "appraisal");
  await withDocument(admin(), mortgageId, "title");
  await tenant.owner.query(
    `insert into mortgage_template (mortgage_id, documenso_template_id, position, name, signatory_roles, version, saved_at, saved_by)
     values ($1, 'envelope_abcdefgh', 1, 'Commitment', '{Broker,Investor}', 1, now(), 'x')`,
    [mortgageId],
  );
  return mortgageId;
}

async function asShown(mortgageId: number, choice: object = {}) {
  const { planToken } = await previewDeletion(admin(), { mortgageId });
  return deleteMortgage(admin(), { mortgageId, planToken, ...choice });
}

const COUNTS = {
  listings: 0,
  comparables: 2,
  ownership: 1,
  payments: 3,
  documents: 2,
  files: 2,
  templates: 1,
};

describe("M9 deleting a mortgage", () => {
  it("M9 takes all that hangs on it and nothing else, as the plan said; the borrower stays", async () => {
    const before = await everythingOf(tenant);
    const mortgageId = await withEverything();
    const other = await withEverything();
    const plan = await previewDeletion(admin(), { mortgageId });
    expect(plan).toMatchObject({ counts: COUNTS, paid: "7519.20", renewedBy: null, predecessor: null });
    expect(await asShown(mortgageId)).toEqual({ mortgageId, counts: COUNTS, reinstated: null });
    expect(await getMortgage(admin(), { mortgageId })).toBeNull();
    expect(await asShown(other)).toMatchObject({ counts: COUNTS });
    const { borrower, ...rest } = await everythingOf(tenant);
    expect(rest).toEqual({ ...before, borrower: undefined });
    expect(borrower).toHaveLength((before.borrower?.length ?? 0) + 2);
  });

  it("M9 M11 leaves an entry that says what went, and stays", async () => {
    const mortgageId = await withEverything({ status: "withdrawn" });
    await asShown(mortgageId);
    const { entries } = await listAudit(admin(), { mortgageId, action: "deleted" });
    expect(entries).toMatchObject([
      {
        actor: "admin@desk.test",
        isThere: false,
        details: {
          counts: { ...COUNTS, listings: 1 },
          paid: "7519.20",
          mortgage: { mortgageId, loanAmount: "412500.00", property: { street: "41 Alder Way" } },
          documents: [
            { type: "title", sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
            { type: "appraisal" },
          ],
          templates: ["envelope_abcdefgh"],
        },
      },
    ]);
  });

  it("M9 a mortgage that was renewed stays; its renewal gives back the status that was there before", async () => {
    const first = await newMortgage(admin(), { status: "defaulted" });
    const { renewal } = await renewed(admin(), first);
    const { mortgageId } = first;
    const plan = await previewDeletion(admin(), { mortgageId });
    expect(plan.renewedBy).toBe(renewal.mortgageId);
    expect((await refusalOf(asShown(mortgageId, { withListings: true, force: true }))).code).toBe(
      "HAS_RENEWAL",
    );
    const { predecessor } = await previewDeletion(admin(), { mortgageId: renewal.mortgageId });
    expect(predecessor).toEqual({ mortgageId, statusBefore: "defaulted" });
    expect(await asShown(renewal.mortgageId)).toMatchObject({
      reinstated: { mortgageId, status: "defaulted" },
    });
    expect(await getMortgage(admin(), { mortgageId })).toMatchObject({
      status: "defaulted",
      renewedBy: null,
      version: 3,
    });
    expect((await listAudit(admin(), { mortgageId, action: "reinstated" })).entries).toHaveLength(1);
    await renewed(admin(), (await getMortgage(admin(), { mortgageId })) ?? expect.fail("gone"));
  });

  it("M9 a plan that is not true any more is not carried out", async () => {
    const mortgageId = await withEverything();
    const { planToken } = await previewDeletion(admin(), { mortgageId });
    await withDocument(admin(), mortgageId, "insurance");
    const before = await everythingOf(tenant);
    const refused = await refusalOf(deleteMortgage(admin(), { mortgageId, planToken }));
    expect(refused.code).toBe("DELETION_PLAN_CHANGED");
    expect(await everythingOf(tenant)).toEqual(before);
  });

  it("M9 of two who delete one at once, one does; a document that comes meanwhile is kept nowhere", async () => {
    const mortgageId = await withEverything();
    const results = await Promise.allSettled([
      asShown(mortgageId),
      asShown(mortgageId),
      withDocument(admin(), mortgageId, "inspection"),
    ]);
    const refused = results.flatMap((one) => (one.status === "rejected" ? [one.reason.refusal.code] : []));
    for (const code of refused) expect(["MORTGAGE_NOT_FOUND", "DELETION_PLAN_CHANGED"]).toContain(code);
    if (await getMortgage(admin(), { mortgageId })) await asShown(mortgageId);
    const { rows } = await tenant.owner.query(
      `select 1 from stored_file s left join mortgage_document d using (store_key) where d.store_key is null`,
    );
    expect(rows).toEqual([]);
  });
});

describe("M10 listings", () => {
  it("M10 an active one needs the choice to delete it too", async () => {
    const mortgageId = await withEverything({ status: "active" });
    const before = await everythingOf(tenant);
    expect((await refusalOf(asShown(mortgageId))).code).toBe("HAS_ACTIVE_LISTING");
    expect(await everythingOf(tenant)).toEqual(before);
    expect(await asShown(mortgageId, { withListings: true })).toMatchObject({ counts: { listings: 1 } });
  });

  it("M10 a locked one needs force, and its deal is named", async () => {
    const mortgageId = await withEverything({ status: "active", lockedFor: "Deal 118, Fern Capital" });
    expect((await previewDeletion(admin(), { mortgageId })).lockedListings).toMatchObject([
      { lockedFor: "Deal 118, Fern Capital", lockedBy: "deals@desk.test" },
    ]);
    const before = await everythingOf(tenant);
    for (const choice of [{}, { withListings: true }]) {
      const refused = await refusalOf(asShown(mortgageId, choice));
      expect(refused.code).toBe("HAS_LOCKED_LISTING");
      expect(refused.message).toContain("Deal 118, Fern Capital");
    }
    expect(await everythingOf(tenant)).toEqual(before);
    await asShown(mortgageId, { force: true });
    const { entries } = await listAudit(admin(), { mortgageId });
    expect(entries.map(({ action }) => action)).toEqual([
      "deleted",
      "refused",
      "document_added",
      "document_added",
      "created",
    ]);
    expect(entries[0]?.details).toMatchObject({
      forced: true,
      listings: [{ lockedFor: "Deal 118, Fern Capital" }],
    });
  });
});

describe("M10 what happens meanwhile", () => {
  it("M10 a deal that locks a listing while its mortgage is being deleted is not passed over", async () => {
    const mortgageId = await withEverything({ status: "draft" });
    const { planToken } = await previewDeletion(admin(), { mortgageId });
    const deal = await tenant.owner.connect();
    await deal.query("begin");
    await deal.query(
      "update mortgage_listing set locked_at = now(), locked_by = 'x', locked_for = 'Deal 9' where mortgage_id = $1",
      [mortgageId],
    );
    const deletion = refusalOf(deleteMortgage(admin(), { mortgageId, planToken }));
    await expect
      .poll(async () => {
        const { rows } = await tenant.owner.query(
          "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
        );
        return rows.length;
      })
      .toBeGreaterThan(0);
    await deal.query("commit");
    deal.release();
    expect((await deletion).code).toBe("HAS_LOCKED_LISTING");
    expect(await getMortgage(admin(), { mortgageId })).not.toBeNull();
  });

  it("M10 force clears a lock, and deletes no listing that nobody has locked", async () => {
    const mortgageId = await withEverything({ status: "active" });
    expect((await refusalOf(asShown(mortgageId, { force: true }))).code).toBe("HAS_ACTIVE_LISTING");
  });
});

describe("M11 the log of what was refused", () => {
  const refusals = async (asked: object) =>
    (await listAudit(admin(), { action: "refused", ...asked })).entries;

  it("M11 the same again within a minute is one line, later it is another", async () => {
    const mortgageId = await withEverything();
    const operator = tenant.as("operator", "loop@desk.test");
    const again = () => refusalOf(removeDocument(operator, { mortgageId, documentId: 5 }));
    for (let tries = 0; tries < 5; tries += 1) await again();
    expect(await refusals({ actor: "loop@" })).toHaveLength(1);
    tenant.clock.now = new Date(tenant.clock.now.getTime() + 61_000);
    await again();
    const told = await refusals({ actor: "loop@" });
    expect(told).toHaveLength(2);
    expect(told[0]?.details).toMatchObject({ attempted: "removeDocument", documentId: 5 });
  });

  it("M11 attempts about different things are a line each, however soon they follow each other", async () => {
    const mortgageId = await withEverything();
    const operator = tenant.as("operator", "sweep@desk.test");
    const template = (end: string) => ({ mortgageId, documensoTemplateId: `envelope_${end}` });
    for (const _ of ["once", "again"]) {
      for (const borrowerId of [1, 2, 3]) await refusalOf(deleteBorrower(operator, { borrowerId }));
      for (const documentId of [1, 2]) await refusalOf(removeDocument(operator, { mortgageId, documentId }));
      for (const end of ["one", "two"]) await refusalOf(removeTemplate(operator, template(end)));
    }
    const about = (await refusals({ actor: "sweep@" })).map(
      ({ details: { borrowerId, documentId, documensoTemplateId } }) =>
        borrowerId ?? documentId ?? documensoTemplateId,
    );
    expect(about.toReversed()).toEqual([1, 2, 3, 1, 2, "envelope_one", "envelope_two"]);
  });

  it("M11 a number that is no mortgage's is a part of what was said, and in no mortgage's history", async () => {
    const operator = tenant.as("operator", "far@desk.test");
    await refusalOf(deleteMortgage(operator, { mortgageId: 2_147_483_647, planToken: "x" }));
    expect(await refusals({ actor: "far@" })).toMatchObject([
      { mortgageId: null, details: { mortgageId: 2_147_483_647 } },
    ]);
  });

  it("M8 whoever is refused hears why, also where it cannot be told", async () => {
    const own = await testTenant();
    await own.owner.query(`
      create function fail() returns trigger language plpgsql as $$ begin raise exception 'planted'; end $$;
      create trigger planted before insert on mortgage_audit for each row execute function fail()`);
    const quiet = vi.spyOn(console, "error").mockImplementation(() => {});
    const refused = await refusalOf(deleteMortgage(own.as("operator"), { mortgageId: 1, planToken: "x" }));
    expect([refused.code, quiet.mock.calls.length]).toEqual(["FORBIDDEN", 1]);
    quiet.mockRestore();
    await own.close();
  });
});

describe("M8 M9 what is refused or fails", () => {
  it("M8 an operator neither deletes nor looks at what would go, and the attempt to delete is told", async () => {
    const mortgageId = await withEverything();
    const before = await everythingOf(tenant);
    const operator = tenant.as("operator");
    const tries = [
      () => previewDeletion(operator, { mortgageId }),
      () => deleteMortgage(operator, { mortgageId, planToken: "x", force: true }),
    ];
    for (const one of tries) expect((await refusalOf(one())).code).toBe("FORBIDDEN");
    expect(await everythingOf(tenant)).toEqual(before);
    const { entries } = await listAudit(admin(), { mortgageId, action: "refused" });
    expect(entries.map(({ actor, details }) => [actor, details.attempted])).toEqual([
      ["operator@desk.test", "delete"],
    ]);
  });

  it.each([
    ["locks", "update on mortgage_listing"],
    ["listings", "delete on mortgage_listing"],
    ["comparables", "delete on mortgage_comparable"],
    ["ownership", "delete on mortgage_ownership"],
    ["payments", "delete on mortgage_payment"],
    ["documents", "delete on mortgage_document"],
    ["files", "delete on stored_file"],
    ["files", "delete on stored_file_part"],
    ["templates", "delete on mortgage_template"],
    ["mortgage", "delete on mortgage"],
    ["entry", "insert on mortgage_audit"],
    ["predecessor", "update on mortgage"],
  ])("M9 where the %s cannot go (%s), everything is as before, files included", async (step, event) => {
    const own = await testTenant();
    const ctx = own.as("admin");
    const first = await newMortgage(ctx);
    const { mortgageId } = (await renewed(ctx, first)).renewal;
    await hungOn(own, mortgageId, { status: "active", lockedFor: "Deal 7" });
    const { documentId } = await withDocument(ctx, mortgageId);
    await own.owner.query(
      `insert into mortgage_template (mortgage_id, documenso_template_id, position, name, signatory_roles, version, saved_at, saved_by)
     values ($1, 'envelope_abcdefgh', 1, 'Commitment', '{Broker}', 1, now(), 'x')`,
      [mortgageId],
    );
    const { planToken } = await previewDeletion(ctx, { mortgageId });
    const before = await everythingOf(own);
    await own.owner.query(`
      create function fail() returns trigger language plpgsql as $$ begin raise exception 'planted'; end $$;
      create trigger planted before ${event} for each row execute function fail()`);
    const quiet = vi.spyOn(console, "error").mockImplementation(() => {});
    const failed = deleteMortgage(ctx, { mortgageId, planToken, force: true });
    if (["entry", "predecessor"].includes(step)) await expect(failed).rejects.toThrow();
    else {
      const refusal = await refusalOf(failed);
      expect([refusal.code, refusal.details?.[0]?.field]).toEqual(["DELETION_FAILED", step]);
    }
    quiet.mockRestore();
    await own.owner.query("drop function fail() cascade");
    expect(await everythingOf(own)).toEqual(before);
    const { bytes } = await openDocument(ctx, { mortgageId, documentId });
    expect((await Array.fromAsync(bytes)).length).toBe(1);
    expect((await verifyAudit(own.owner)).violations).toEqual([]);
    await deleteMortgage(ctx, { mortgageId, planToken, force: true });
    expect((await verifyAudit(own.owner)).violations).toEqual([]);
    await own.close();
  });
});

describe("M3 M7 taking off a document", () => {
  it("M3 M7 its file goes with it, and the log keeps what it was", async () => {
    const { mortgageId } = await newMortgage(admin());
    const { documentId, storageId, sha256 } = await withDocument(admin(), mortgageId);
    await removeDocument(admin(), { mortgageId, documentId });
    const { rows } = await tenant.owner.query("select 1 from stored_file_part where store_key = $1", [
      storageId,
    ]);
    expect(rows).toEqual([]);
    const { entries } = await listAudit(admin(), { mortgageId, action: "document_removed" });
    expect(entries).toMatchObject([{ details: { documentId, sha256 } }]);
    for (const ctx of [admin(), tenant.as("operator")])
      expect((await refusalOf(removeDocument(ctx, { mortgageId, documentId }))).code).toBe(
        ctx.actor.role === "admin" ? "DOCUMENT_NOT_FOUND" : "FORBIDDEN",
      );
  });
});
