import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { deleteView } from "./delete-view.ts";
import { listViews } from "./list-views.ts";
import { saveView } from "./save-view.ts";

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await testTenant();
});
afterAll(() => tenant.close());

const LOANS = { list: "loans" } as const;
const MORTGAGES = { list: "mortgages" } as const;

let people = 0;
const person = (role: "operator" | "admin" = "operator") => tenant.as(role, `p${++people}@desk.test`);
const view = (name: string, isShared = false) => ({ name, isShared, definition: LOANS });
const refused = (code: string, field?: string) => ({
  refusal: { code, ...(field ? { details: [expect.objectContaining({ field })] } : {}) },
});

describe("P9.3 saved views", () => {
  it("keep filters, search, sort and columns as they were asked", async () => {
    const ctx = person();
    const definition = {
      ...LOANS,
      filters: [{ field: "loanAmount", operator: "gte" as const, value: "500000" }],
      search: "oak",
      sortBy: "loanAmount",
      sortDirection: "desc" as const,
      columns: ["loanId", "loanAmount"],
    };
    await saveView(ctx, { name: "Large", isShared: false, definition });
    expect(await listViews(ctx, LOANS)).toEqual([
      expect.objectContaining({ name: "Large", definition, isMine: true, mayChange: true, version: 1 }),
    ]);
  });

  it("are private unless shared; a private one of somebody else does not exist", async () => {
    const [mary, john, admin] = [person(), person(), person("admin")];
    const hers = await saveView(mary, view("Hers"));
    const shared = await saveView(mary, view("Everybody's", true));
    const seenBy = async (ctx: typeof mary) => (await listViews(ctx, LOANS)).map(({ viewId }) => viewId);
    expect(await seenBy(john)).toContain(shared.viewId);
    expect(await seenBy(john)).not.toContain(hers.viewId);
    for (const ctx of [john, admin]) {
      await expect(deleteView(ctx, { viewId: hers.viewId })).rejects.toMatchObject(refused("VIEW_NOT_FOUND"));
      await expect(
        saveView(ctx, { ...view("Mine now"), viewId: hers.viewId, version: 1 }),
      ).rejects.toMatchObject(refused("VIEW_NOT_FOUND"));
    }
    expect(await seenBy(mary)).toEqual(expect.arrayContaining([hers.viewId, shared.viewId]));
  });

  it("shared ones change by their owner's or an administrator's hand, and stay their owner's", async () => {
    const [mary, john, admin] = [person(), person(), person("admin")];
    const { viewId } = await saveView(mary, view("Month end", true));
    await expect(saveView(john, { ...view("John's"), viewId })).rejects.toMatchObject(refused("FORBIDDEN"));
    await expect(deleteView(john, { viewId })).rejects.toMatchObject(refused("FORBIDDEN"));
    const renamed = await saveView(admin, { ...view("Month-end close", true), viewId, version: 1 });
    expect(renamed).toMatchObject({ owner: mary.actor.name, isMine: false, mayChange: true, version: 2 });
    expect(await deleteView(admin, { viewId })).toMatchObject({ name: "Month-end close" });
    await expect(deleteView(mary, { viewId })).rejects.toMatchObject(refused("VIEW_NOT_FOUND"));
  });

  it("are not overwritten by somebody who saw an older one", async () => {
    const [mary, admin] = [person(), person("admin")];
    const { viewId, version } = await saveView(mary, view("Watched", true));
    await saveView(mary, { ...view("Watched closely", true), viewId, version });
    await expect(saveView(admin, { ...view("Stale", true), viewId, version })).rejects.toMatchObject(
      refused("CONFLICT"),
    );
  });

  it("have one name each per owner, whatever its case, also when two windows save at once", async () => {
    const ctx = person();
    const answers = await Promise.allSettled(
      ["Late", "late", "LATE", "Late"].map((name) => saveView(ctx, view(name))),
    );
    const failures = answers.filter((answer) => answer.status === "rejected");
    expect(failures.map(({ reason }) => reason.refusal.details[0].field)).toEqual(["name", "name", "name"]);
    expect(await listViews(ctx, LOANS)).toEqual(
      expect.arrayContaining([expect.objectContaining({ owner: ctx.actor.name })]),
    );
    const { viewId } = (await listViews(ctx, LOANS)).find(({ isMine }) => isMine) ?? expect.fail("no view");
    await saveView(ctx, { ...view("Late"), viewId });
    await saveView(person(), view("Late"));
  });

  it("M13 are kept of the mortgages, too, each list with its own names", async () => {
    const ctx = person();
    const definition = {
      ...MORTGAGES,
      search: "oak",
      status: ["active" as const],
      maturesTo: "2027-06-30",
      sortBy: "maturityDate" as const,
    };
    const kept = await saveView(ctx, { name: "Due", isShared: false, definition });
    const loans = await saveView(ctx, view("Due"));
    expect(await listViews(ctx, MORTGAGES)).toEqual([expect.objectContaining({ name: "Due", definition })]);
    expect((await listViews(ctx, LOANS)).map(({ viewId }) => viewId)).toContain(loans.viewId);
    // One list's question is not put in the place of another's.
    await expect(saveView(ctx, { ...view("Due"), viewId: kept.viewId })).rejects.toMatchObject(
      refused("VIEW_NOT_FOUND"),
    );
    await expect(listViews(ctx, { list: "files" })).rejects.toMatchObject(
      refused("PAYLOAD_VALIDATION", "list"),
    );
  });

  it.each([
    [
      "an unknown field",
      { filters: [{ field: "ssn", operator: "eq" as const, value: "1" }] },
      "filters[0].field",
    ],
    ["an unknown sort", { sortBy: "ssn" }, "sortBy"],
    ["an unknown column", { columns: ["ssn"] }, "columns"],
    ["no column at all", { columns: [] }, "definition.columns"],
    ["a mortgage's unknown sort", { ...MORTGAGES, sortBy: "ssn" }, "definition.sortBy"],
    ["a mortgage's impossible day", { ...MORTGAGES, maturesFrom: "2026-02-30" }, "definition.maturesFrom"],
    ["a mortgage's column", { ...MORTGAGES, columns: ["loanId"] }, "definition.columns"],
    ["another list", { list: "files" }, "definition.list"],
  ])("with %s are refused", async (_, definition, field) => {
    const ctx = person();
    await expect(
      saveView(ctx, { name: "Wrong", isShared: false, definition: { ...LOANS, ...definition } }),
    ).rejects.toMatchObject(refused("PAYLOAD_VALIDATION", field));
    expect((await listViews(ctx, LOANS)).filter(({ isMine }) => isMine)).toEqual([]);
  });
});
