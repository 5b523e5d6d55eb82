import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { disable, operatorsOf, testPerson } from "../../auth/testing.ts";
import { refusalOf, refusedFields } from "../testing.ts";
import { editFile } from "./edit-file.ts";
import { getFile } from "./get-file.ts";
import { rawReport, scores, threeCards } from "./model/testing-reports.ts";
import { openFile } from "./open-file.ts";
import { reviseUnderwriting } from "./revise-underwriting.ts";
import { client, JUDGED_AT, judged, opened } from "./testing-files.ts";

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await testTenant({ now: JUDGED_AT, maxConnections: 8 });
});
afterAll(() => tenant.close());

const ann = () => tenant.as("operator", "ann@desk.test");
const bob = () => tenant.as("operator", "bob@desk.test");

describe("F1.1 opening a file", () => {
  it("F1.1 keeps the applicant, who opened it and when; it is the opener's", async () => {
    const file = await openFile(ann(), {
      name: "  Zoë Núñez ",
      email: "Zoe@Mail.Test",
      phone: "(212) 555-0100",
      statedIncome: "80000.5",
      monthlyRevenue: null,
    });
    expect(file).toMatchObject({
      name: "Zoë Núñez",
      email: "zoe@mail.test",
      phone: "(212) 555-0100",
      statedIncome: "80000.50",
      monthlyRevenue: null,
      businessStartedOn: null,
      operator: "ann@desk.test",
      version: 1,
      createdAt: JUDGED_AT,
      createdBy: "ann@desk.test",
      updatedBy: "ann@desk.test",
      reports: [],
      runs: [],
      changedSinceRun: [],
      possibleDuplicates: [],
    });
    for (const inner of ["searchText", "phoneDigits"]) expect(file).not.toHaveProperty(inner);
    expect(await getFile(bob(), { fileId: file.fileId })).toEqual(file);
  });

  it.each<[string, string, Record<string, unknown>]>([
    ["no name", "name", { name: undefined }],
    ["a blank name", "name", { name: " " }],
    ["no address", "email", { email: "zoe" }],
    ["no income", "statedIncome", { statedIncome: undefined }],
    ["a negative income", "statedIncome", { statedIncome: "-1" }],
    ["a third decimal", "monthlyRevenue", { monthlyRevenue: "1.001" }],
    ["a business of tomorrow", "businessStartedOn", { businessStartedOn: "2026-04-28" }],
    ["30 February", "businessStartedOn", { businessStartedOn: "2020-02-30" }],
    ["a phone number without enough digits", "phone", { phone: "555-0100" }],
    ["a phone number in words", "phone", { phone: "call me at 2125550100" }],
    ["an operator who is no address", "operator", { operator: "ann" }],
    ["a field that there is not", "version", { version: 7 }],
  ])("F1.1 refuses %s, naming it", async (_what, field, changes) => {
    expect(await refusedFields(openFile(ann(), client(changes)))).toEqual([field]);
  });

  it("F1.1 a client of the API has no address, so it says whose file it is", async () => {
    const script = {
      ...ann(),
      actor: { kind: "client" as const, name: "client/zoho", role: "operator" as const },
    };
    expect(await refusedFields(openFile(script, client()))).toEqual(["operator"]);
    await operatorsOf(tenant, "ann@desk.test");
    const file = await openFile(script, client({ operator: "Ann@Desk.test" }));
    expect([file.operator, file.createdBy]).toEqual(["ann@desk.test", "client/zoho"]);
  });

  it("F1.1 nobody without a role opens or reads one", async () => {
    const { fileId } = await opened(ann());
    const nobody = tenant.as("exchange");
    for (const work of [openFile(nobody, client()), getFile(nobody, { fileId })])
      expect(await refusalOf(work)).toMatchObject({ code: "FORBIDDEN" });
  });

  it("F1.1 a file that there is not is not found", async () => {
    expect(await refusalOf(getFile(ann(), { fileId: 2_000_000_000 }))).toMatchObject({
      code: "FILE_NOT_FOUND",
    });
    expect(await refusedFields(getFile(ann(), { fileId: "x" }))).toEqual(["fileId"]);
  });
});

describe("F1.1 editing a file", () => {
  it("F1.1 changes what is named and leaves the rest, and empties what may be unknown", async () => {
    const { fileId, ...before } = await opened(ann());
    tenant.clock.now = new Date("2026-04-27T13:00:00Z");
    const after = await editFile(bob(), { fileId, version: 1, phone: null, operator: "bob@desk.test" });
    tenant.clock.now = new Date(JUDGED_AT);
    expect(after).toEqual({
      ...before,
      fileId,
      phone: null,
      operator: "bob@desk.test",
      version: 2,
      updatedAt: "2026-04-27T13:00:00.000Z",
      updatedBy: "bob@desk.test",
    });
  });

  it("F1.1 a file is given to somebody who may operate here, and whoever has it keeps it", async () => {
    const gone = await testPerson({ roles: { [tenant.id]: "operator" } });
    const { fileId } = await openFile(ann(), client({ operator: gone.email }));
    await disable(gone.userId);
    const elsewhere = await testPerson();
    for (const operator of [gone.email, elsewhere.email, "nobody@desk.test"])
      expect(await refusalOf(openFile(ann(), client({ operator })))).toMatchObject({
        code: "PAYLOAD_VALIDATION",
        details: [{ field: "operator", message: expect.stringContaining("choose one of them") }],
      });
    const kept = { fileId, version: 1, operator: gone.email, name: "Renamed" };
    expect(await editFile(ann(), kept)).toMatchObject({ operator: gone.email, name: "Renamed", version: 2 });
    const given = { fileId, version: 2, operator: elsewhere.email };
    expect(await refusedFields(editFile(ann(), given))).toEqual(["operator"]);
    const own = { fileId, version: 2, operator: "ann@desk.test" };
    expect((await editFile(ann(), own)).operator).toBe("ann@desk.test");
    const back = { fileId, version: 3, operator: gone.email };
    expect(await refusedFields(editFile(ann(), back))).toEqual(["operator"]);
  });

  it("F1.1 an edit that changes nothing writes nothing, and one of no field is refused", async () => {
    const { fileId, name, statedIncome } = await opened(ann());
    expect((await editFile(bob(), { fileId, version: 1, name, statedIncome })).version).toBe(1);
    expect(await refusedFields(editFile(bob(), { fileId, version: 1 }))).toEqual([""]);
    expect(await refusedFields(editFile(bob(), { fileId, name: "X" }))).toEqual(["version"]);
    expect(await refusedFields(editFile(bob(), { fileId, version: 1, name: null }))).toEqual(["name"]);
    expect(
      await refusedFields(editFile(bob(), { fileId, version: 1, businessStartedOn: "2026-04-28" })),
    ).toEqual(["businessStartedOn"]);
  });

  it("F1.1 of a version that is gone is a conflict that carries both", async () => {
    const { fileId } = await opened(ann(), { name: "First" });
    await editFile(bob(), { fileId, version: 1, name: "Second" });
    const refusal = await refusalOf(editFile(ann(), { fileId, version: 1, name: "Third" }));
    expect(refusal).toMatchObject({
      code: "CONFLICT",
      details: [{ field: "version" }],
      facts: {
        fileId,
        yourVersion: 1,
        currentVersion: 2,
        current: { name: "Second", updatedBy: "bob@desk.test" },
      },
    });
    expect((await getFile(ann(), { fileId })).name).toBe("Second");
  });

  it("F1.1 of two edits of one version at once, one wins and the other is told", async () => {
    for (let round = 0; round < 10; round += 1) {
      const { fileId } = await opened(ann());
      const done = await Promise.allSettled([
        editFile(ann(), { fileId, version: 1, name: "Ann's" }),
        editFile(bob(), { fileId, version: 1, name: "Bob's" }),
      ]);
      expect(done.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
      const file = await getFile(ann(), { fileId });
      expect([file.version, file.name]).toEqual([2, done[0]?.status === "fulfilled" ? "Ann's" : "Bob's"]);
    }
  });

  it("F1.5 a figure that is edited does not rewrite what was judged, and the file says so", async () => {
    const { fileId } = await judged(ann());
    const edited = await editFile(ann(), { fileId, version: 2, statedIncome: "20000.00", name: "Other" });
    expect([edited.changedSinceRun, edited.runs[0]?.applicant.statedIncome]).toEqual([
      ["statedIncome"],
      "80000.00",
    ]);
    const again = await reviseUnderwriting(ann(), { fileId, version: 3, reason: "The income was corrected" });
    expect([again.changedSinceRun, again.runs[0]?.applicant.statedIncome]).toEqual([[], "20000.00"]);
  });
});

describe("F2.8 possible duplicates", () => {
  it("F2.8 are found by address, phone and name however they are written, and only shown", async () => {
    const first = await opened(ann(), {
      name: "Ida Blom",
      email: "ida@mail.test",
      phone: "+1 (646) 555-0199",
    });
    const byPhone = await opened(bob(), { phone: "646.555.0199" });
    const byTwo = await opened(bob(), { name: "IDA BLOM", email: "IDA@mail.test" });
    const shown = (await getFile(ann(), { fileId: first.fileId })).possibleDuplicates;
    expect(shown.map(({ fileId, matches }) => [fileId, matches])).toEqual([
      [byTwo.fileId, ["email", "name"]],
      [byPhone.fileId, ["phone"]],
    ]);
    expect(shown[0]).toMatchObject({ operator: "bob@desk.test", createdAt: JUDGED_AT });
    expect(byTwo.possibleDuplicates.map(({ fileId }) => fileId)).toEqual([first.fileId]);
  });

  it("F2.8 a file without a phone number is not like every other without one", async () => {
    await opened(ann(), { phone: null });
    expect((await opened(ann(), { phone: null })).possibleDuplicates).toEqual([]);
  });

  it("F2.8 a declined file does not count: who comes back is a new lead", async () => {
    const email = "back@mail.test";
    const low = { scores: scores(550, 550, 550), tradelines: threeCards() };
    const declined = await judged(ann(), low, { email, monthlyRevenue: null });
    expect(declined.run.workflow?.primaryPaths).toEqual(["decline"]);
    expect((await opened(ann(), { email })).possibleDuplicates).toEqual([]);
    const open = await judged(ann(), rawReport(), { email });
    const found = (await opened(ann(), { email })).possibleDuplicates.map(({ fileId }) => fileId);
    expect(found).toContain(open.fileId);
    expect(found).not.toContain(declined.fileId);
  });
});
