import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { templatesOf } from "../../integrations/adapters.ts";
import {
  SIGNING_SECRET,
  type TestDocumenso,
  templateId,
  testDocumenso,
} from "../../integrations/documenso/testing-documenso.ts";
import type { Reply } from "../../integrations/testing-server.ts";
import { changeSandboxTemplate, listSandboxTemplates } from "../integrations/sandbox-templates.ts";
import { refusalOf, refusedFields } from "../testing.ts";
import { addTemplate } from "./add-template.ts";
import { deleteMortgage } from "./delete-mortgage.ts";
import { listAudit } from "./list-audit.ts";
import { listTemplates as templatesOrNull } from "./list-templates.ts";
import { pickTemplates } from "./pick-templates.ts";
import { previewDeletion } from "./preview-deletion.ts";
import { removeTemplate } from "./remove-template.ts";
import { everythingOf, newMortgage } from "./testing-mortgages.ts";
import { updateTemplate } from "./update-template.ts";

let tenant: TestTenant;
let documenso: TestDocumenso;
beforeAll(async () => {
  tenant = await testTenant({ maxConnections: 10 });
  documenso = await testDocumenso();
});
beforeEach(() => {
  documenso.state.fails = null;
});
afterAll(async () => {
  await documenso.close();
  await tenant.close();
});
const admin = () => tenant.as("admin");
const operator = () => tenant.as("operator");
const of = () => documenso.templates();
const MISSING = "Template not found. Please select a valid template.";

async function mortgage(): Promise<number> {
  return (await newMortgage(admin())).mortgageId;
}

const form = (mortgageId: number, documensoTemplateId: string, changes: object = {}) => ({
  mortgageId,
  documensoTemplateId,
  name: "Commitment letter",
  signatoryRoles: ["Broker", "Investor"],
  ...changes,
});

async function added(mortgageId: number, changes: object = {}) {
  return addTemplate(admin(), form(mortgageId, documenso.has(["Broker", "Investor"]), changes), of());
}

async function rowsOf(mortgageId: number): Promise<string[]> {
  const { rows } = await tenant.owner.query<{ row: string }>(
    "select t::text as row from mortgage_template t where mortgage_id = $1 order by position",
    [mortgageId],
  );
  return rows.map(({ row }) => row);
}

const entriesOf = async (mortgageId: number) =>
  (await listAudit(admin(), { mortgageId })).entries.map(({ action, actor, changes, details }) => ({
    action,
    actor,
    changes,
    details,
  }));

/** Those of a mortgage that is there. */
async function listTemplates(...asked: Parameters<typeof templatesOrNull>) {
  return (await templatesOrNull(...asked)) ?? expect.fail("there is no such mortgage");
}

describe("M12 adding a template", () => {
  it("M12 M11 keeps its string id, name and roles in order, with an entry that says so", async () => {
    const mortgageId = await mortgage();
    const first = await added(mortgageId);
    const second = await added(mortgageId, { name: "Participation", signatoryRoles: ["Lender"] });
    expect(first).toMatchObject({
      name: "Commitment letter",
      signatoryRoles: ["Broker", "Investor"],
      version: 1,
    });
    expect(first.documensoTemplateId).toMatch(/^envelope_[a-z]{16}$/);
    const listed = await listTemplates(operator(), { mortgageId }, of());
    expect(listed.map((one) => one.documensoTemplateId)).toEqual([
      first.documensoTemplateId,
      second.documensoTemplateId,
    ]);
    const [, entry] = await entriesOf(mortgageId);
    expect(entry).toEqual({
      action: "template_added",
      actor: "admin@desk.test",
      changes: [
        { field: "documensoTemplateId", from: null, to: first.documensoTemplateId },
        { field: "name", from: null, to: "Commitment letter" },
        { field: "title", from: null, to: first.title },
        { field: "signatoryRoles", from: null, to: "Broker, Investor" },
      ],
      details: { documensoTemplateId: first.documensoTemplateId },
    });
  });

  const WRONG: [what: string, changes: object, fields: string[]][] = [
    ["a numeric id", { documensoTemplateId: 42 }, ["documensoTemplateId"]],
    ["a numeric id as text", { documensoTemplateId: "42" }, ["documensoTemplateId"]],
    ["an id that says nothing", { documensoTemplateId: "envelope_" }, ["documensoTemplateId"]],
    ["an older kind of id", { documensoTemplateId: "template_42" }, ["documensoTemplateId"]],
    ["a path for an id", { documensoTemplateId: "envelope_../../user" }, ["documensoTemplateId"]],
    ["no roles", { signatoryRoles: [] }, ["signatoryRoles"]],
    ["a blank role", { signatoryRoles: ["Broker", " \t"] }, ["signatoryRoles[1]"]],
    ["a role that is no text", { signatoryRoles: [7] }, ["signatoryRoles[0]"]],
    ["a role twice", { signatoryRoles: ["Broker", "broker"] }, ["signatoryRoles"]],
    ["a blank name", { name: " " }, ["name"]],
  ];

  it.each(WRONG)(
    "M12 of %s is refused at its field, and Documenso is not asked",
    async (_, changes, fields) => {
      const id = documenso.has(["Broker"]);
      const mortgageId = await mortgage();
      const [before, asked] = [await everythingOf(tenant), documenso.received.length];
      expect(await refusedFields(addTemplate(admin(), form(mortgageId, id, changes), of()))).toEqual(fields);
      expect(await everythingOf(tenant)).toEqual(before);
      expect(documenso.received).toHaveLength(asked);
    },
  );

  it.each<[string, () => string]>([
    ["nobody made", () => templateId()],
    ["is a document", () => documenso.has(["Broker"], { type: "DOCUMENT" })],
    ["was deleted", () => documenso.has(["Broker"], { deletedAt: "2026-01-01T00:00:00Z" })],
  ])("M12 of what %s is refused with words that say what to do, and nothing is saved", async (_, id) => {
    const mortgageId = await mortgage();
    const before = await everythingOf(tenant);
    const refusal = await refusalOf(addTemplate(admin(), form(mortgageId, id()), of()));
    expect(refusal).toEqual({
      code: "PAYLOAD_VALIDATION",
      message: MISSING,
      details: [{ field: "documensoTemplateId", message: MISSING }],
    });
    expect(await everythingOf(tenant)).toEqual(before);
  });

  it.each<[string, Reply]>([
    ["refuses the key", { status: 401, json: { message: "Invalid token" } }],
    ["has too many requests", { status: 429, headers: { "retry-after": "60" }, json: { error: "Too many" } }],
    ["falls over", { status: 500 }],
    ["is too slow", "silence"],
    ["breaks off", "cut"],
  ])("M12 while Documenso %s is another refusal, at its field, and saves nothing", async (_, fails) => {
    const mortgageId = await mortgage();
    const saved = await added(mortgageId);
    const { documensoTemplateId, version } = saved;
    const before = await everythingOf(tenant);
    documenso.state.fails = fails;
    for (const work of [
      () => addTemplate(admin(), form(mortgageId, templateId()), of()),
      () => updateTemplate(admin(), { mortgageId, documensoTemplateId, version, name: "Other" }, of()),
    ]) {
      const { code, message, details } = await refusalOf(work());
      expect(code).toBe("SIGNING_UNREACHABLE");
      expect(message).toMatch(/so nothing was saved\. Documenso (answered|did not|closed).*Try again/);
      expect(details).toEqual([
        { field: "documensoTemplateId", message: "could not be looked up in Documenso. Nothing was saved" },
      ]);
    }
    expect(await everythingOf(tenant)).toEqual(before);
    expect((await refusalOf(pickTemplates(admin(), { mortgageId }, of()))).code).toBe("SIGNING_UNREACHABLE");
    // Taking one off needs nobody's word.
    expect(await removeTemplate(admin(), { mortgageId, documensoTemplateId })).toEqual({
      documensoTemplateId,
    });
  });

  it("M12 holds no transaction while Documenso takes its time", async () => {
    const mortgageId = await mortgage();
    let [asked, answer] = [() => {}, () => {}];
    const isAsked = new Promise<void>((resolve) => (asked = resolve));
    const mayAnswer = new Promise<void>((resolve) => (answer = resolve));
    const slow = {
      ...of(),
      readTemplate: async (id: string) => {
        asked();
        await mayAnswer;
        return of().readTemplate(id, AbortSignal.timeout(5_000));
      },
    };
    const id = documenso.has(["Broker"]);
    const slowly = addTemplate(admin(), form(mortgageId, id), slow);
    await isAsked;
    const { rows } = await tenant.owner.query(
      "select 1 from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'",
    );
    expect(rows).toEqual([]);
    const other = await added(mortgageId);
    answer();
    await slowly;
    const listed = await listTemplates(admin(), { mortgageId }, of());
    expect(listed.map((one) => one.documensoTemplateId)).toEqual([other.documensoTemplateId, id]);
  });

  it("M12 of the same one happens once, also of six at the same time; another mortgage may have it too", async () => {
    const mortgageId = await mortgage();
    const id = documenso.has(["Broker"]);
    const results = await Promise.allSettled(
      Array.from({ length: 6 }, () => addTemplate(admin(), form(mortgageId, id), of())),
    );
    const lost = results.flatMap((one) => (one.status === "rejected" ? [one.reason.refusal] : []));
    expect(lost).toHaveLength(5);
    for (const { code, details } of lost)
      expect([code, details]).toEqual([
        "PAYLOAD_VALIDATION",
        [{ field: "documensoTemplateId", message: "is on this mortgage already" }],
      ]);
    expect(await rowsOf(mortgageId)).toHaveLength(1);
    const other = await mortgage();
    await addTemplate(admin(), form(other, id), of());
    expect(await rowsOf(other)).toHaveLength(1);
  });

  it("M12 of many ones at the same time keeps all, and the twenty-first is refused", async () => {
    const mortgageId = await mortgage();
    await Promise.all(Array.from({ length: 20 }, () => added(mortgageId)));
    expect(await rowsOf(mortgageId)).toHaveLength(20);
    expect(await refusalOf(added(mortgageId))).toMatchObject({
      code: "MORTGAGE_FULL",
      message: "A mortgage holds at most 20 templates. Nothing was saved.",
    });
    expect(await listTemplates(admin(), { mortgageId }, of())).toHaveLength(20);
  });

  it("M12 to a mortgage that is not there is refused before anybody is asked", async () => {
    const asked = documenso.received.length;
    const missing = { mortgageId: 999_999, documensoTemplateId: templateId() };
    const codes = [
      addTemplate(admin(), form(999_999, templateId()), of()),
      pickTemplates(admin(), { mortgageId: 999_999 }, of()),
      removeTemplate(admin(), missing),
    ].map(async (work) => (await refusalOf(work)).code);
    expect(new Set(await Promise.all(codes))).toEqual(new Set(["MORTGAGE_NOT_FOUND"]));
    expect(await templatesOrNull(admin(), { mortgageId: 999_999 }, of())).toBeNull();
    expect(documenso.received).toHaveLength(asked);
  });
});

describe("M12 changing and removing one of several", () => {
  it("M12 leaves the others as they are, to the byte, and tells what changed", async () => {
    const mortgageId = await mortgage();
    const [one, two, three] = [await added(mortgageId), await added(mortgageId), await added(mortgageId)];
    const [first, , third] = await rowsOf(mortgageId);
    const { documensoTemplateId } = two;
    const changed = await updateTemplate(
      admin(),
      { mortgageId, documensoTemplateId, version: 1, signatoryRoles: ["Lender"] },
      of(),
    );
    expect(changed).toMatchObject({ version: 2, name: two.name, signatoryRoles: ["Lender"] });
    expect(await rowsOf(mortgageId)).toEqual([first, expect.stringContaining("{Lender}"), third]);
    await removeTemplate(admin(), { mortgageId, documensoTemplateId });
    expect(await rowsOf(mortgageId)).toEqual([first, third]);
    await removeTemplate(admin(), { mortgageId, documensoTemplateId: one.documensoTemplateId });
    expect(await rowsOf(mortgageId)).toEqual([third]);
    const [, removal, update] = await entriesOf(mortgageId);
    expect(update).toMatchObject({
      action: "template_updated",
      changes: [{ field: "signatoryRoles", from: "Broker, Investor", to: "Lender" }],
    });
    expect(removal).toMatchObject({ action: "template_removed", details: { documensoTemplateId } });
    expect(removal?.changes).toContainEqual({ field: "signatoryRoles", from: "Lender", to: null });
    expect(three.version).toBe(1);
  });

  it("M12 by a stale form is refused with both versions; of two at the same time one wins", async () => {
    const mortgageId = await mortgage();
    const { documensoTemplateId } = await added(mortgageId);
    const rename = (name: string) =>
      updateTemplate(admin(), { mortgageId, documensoTemplateId, version: 1, name }, of());
    const results = await Promise.allSettled([rename("A"), rename("B")]);
    const lost = results.flatMap((one) => (one.status === "rejected" ? [one.reason.refusal] : []));
    expect(lost).toMatchObject([
      { code: "TEMPLATE_CHANGED", facts: { yourVersion: 1, currentVersion: 2, current: { version: 2 } } },
    ]);
    expect((await entriesOf(mortgageId)).map(({ action, details }) => [action, details.code])).toEqual([
      ["refused", "TEMPLATE_CHANGED"],
      ["template_updated", undefined],
      ["template_added", undefined],
      ["created", undefined],
    ]);
  });

  it("M12 that changes nothing writes nothing; what Documenso does not have any more is not saved again", async () => {
    const mortgageId = await mortgage();
    const { documensoTemplateId, version, name } = await added(mortgageId);
    const again = { mortgageId, documensoTemplateId, version, name };
    const before = await rowsOf(mortgageId);
    expect(await updateTemplate(admin(), again, of())).toMatchObject({ version: 1 });
    documenso.envelopes.delete(documensoTemplateId);
    expect((await refusalOf(updateTemplate(admin(), { ...again, name: "Other" }, of()))).message).toBe(
      MISSING,
    );
    expect(await rowsOf(mortgageId)).toEqual(before);
    const other = { mortgageId, documensoTemplateId: documenso.has(["Broker"]) };
    expect((await refusalOf(updateTemplate(admin(), { ...other, version: 1 }, of()))).code).toBe(
      "TEMPLATE_NOT_FOUND",
    );
    expect((await refusalOf(removeTemplate(admin(), other))).code).toBe("TEMPLATE_NOT_FOUND");
    expect(await refusedFields(updateTemplate(admin(), { ...again, signatoryRoles: [] }, of()))).toEqual([
      "signatoryRoles",
    ]);
  });

  it("M12 M9 goes with its mortgage", async () => {
    const mortgageId = await mortgage();
    const { documensoTemplateId } = await added(mortgageId);
    const { planToken, templates } = await previewDeletion(admin(), { mortgageId });
    expect(templates).toEqual([documensoTemplateId]);
    expect(await deleteMortgage(admin(), { mortgageId, planToken })).toMatchObject({
      counts: { templates: 1 },
    });
    expect(await rowsOf(mortgageId)).toEqual([]);
  });
});

describe("M12 drift", () => {
  it("M12 tells what is gone, renamed, and who signs no more or beside; the rest of the list is as it was", async () => {
    const mortgageId = await mortgage();
    const [same, gone, renamed, roles] = [
      await added(mortgageId),
      await added(mortgageId),
      await added(mortgageId),
      await added(mortgageId),
    ];
    documenso.change(gone.documensoTemplateId, { deletedAt: "2026-03-01T00:00:00Z" });
    documenso.change(renamed.documensoTemplateId, { title: "Commitment 2027" });
    const other = documenso.envelopes.get(documenso.has(["BROKER", "Guarantor"])) ?? {};
    documenso.change(roles.documensoTemplateId, { recipients: other.recipients });
    const drift = async () => (await listTemplates(operator(), { mortgageId }, of())).map((one) => one.drift);
    const unchanged = { state: "changed", renamedTo: null, missingRoles: [], furtherRoles: [] };
    expect(await drift()).toEqual([
      { state: "none" },
      { state: "gone" },
      { ...unchanged, renamedTo: "Commitment 2027" },
      { ...unchanged, missingRoles: ["Investor"], furtherRoles: ["Guarantor"] },
    ]);
    // Whoever saves it again has seen it.
    const { documensoTemplateId } = renamed;
    await updateTemplate(admin(), { mortgageId, documensoTemplateId, version: 1 }, of());
    expect((await drift())[2]).toEqual({ state: "none" });
    expect(same.version).toBe(1);
  });

  it("M12 is unknown while Documenso does not answer, and the list comes all the same", async () => {
    const mortgageId = await mortgage();
    await added(mortgageId);
    documenso.state.fails = "silence";
    const [listed] = await listTemplates(operator(), { mortgageId }, of());
    expect(listed).toMatchObject({
      name: "Commitment letter",
      drift: { state: "unknown", why: expect.stringMatching(/^Documenso did not answer/) },
    });
  });
});

describe("M12 looking at many", () => {
  it("M12 asks Documenso for four at a time, in the order of the list", async () => {
    const mortgageId = await mortgage();
    const saved = [];
    for (let count = 0; count < 9; count += 1) saved.push(await added(mortgageId));
    documenso.change(saved[6]?.documensoTemplateId ?? "", { title: "Commitment 2027" });
    Object.assign(documenso.state, { slow: true, mostAtOnce: 0 });
    const listed = await listTemplates(operator(), { mortgageId }, of());
    documenso.state.slow = false;
    expect(listed.map((one) => one.documensoTemplateId)).toEqual(saved.map((one) => one.documensoTemplateId));
    expect(listed.map((one) => one.drift.state).join()).toBe(
      "none,none,none,none,none,none,changed,none,none",
    );
    expect(documenso.state.mostAtOnce).toBe(4);
  });

  it("M12 has one deadline for all: what a silent Documenso was not asked by then it is not asked any more", async () => {
    const mortgageId = await mortgage();
    for (let count = 0; count < 6; count += 1) await added(mortgageId);
    const asked = documenso.received.length;
    documenso.state.fails = "silence";
    const began = performance.now();
    const listed = await listTemplates(operator(), { mortgageId }, documenso.templates(undefined, 60_000));
    // A deadline for each four would be ten seconds.
    expect(performance.now() - began).toBeLessThan(9_900);
    const unknown = { state: "unknown", why: "Documenso did not answer in time." };
    expect(listed.map(({ drift }) => drift)).toEqual(Array.from({ length: 6 }, () => unknown));
    expect(documenso.received).toHaveLength(asked + 4);
  });
});

describe("M12 picking", () => {
  it("M12 shows what Documenso has, whom it has sign and what is on the mortgage, and no signing token", async () => {
    const mortgageId = await mortgage();
    const { documensoTemplateId } = await added(mortgageId);
    const free = documenso.has(["Lender"], { title: "Discharge" });
    const picked = await pickTemplates(admin(), { mortgageId }, of());
    expect(picked).toMatchObject({ mode: "live", isWhole: true });
    const byId = new Map(picked.templates.map((one) => [one.documensoTemplateId, one]));
    expect(byId.get(documensoTemplateId)).toMatchObject({ isAdded: true });
    expect(byId.get(free)).toEqual({
      documensoTemplateId: free,
      title: "Discharge",
      suggestedRoles: ["Lender"],
      isAdded: false,
    });
    expect(JSON.stringify(picked)).not.toContain(SIGNING_SECRET);
    const { rows } = await tenant.owner.query("select t::text as row from mortgage_template t");
    expect(JSON.stringify([rows, await entriesOf(mortgageId)])).not.toContain(SIGNING_SECRET);
  });

  it("M12 works on the sandbox's templates, whose drift an administrator can bring about", async () => {
    const sandbox = await templatesOf(admin());
    const mortgageId = await mortgage();
    const { mode, templates } = await pickTemplates(admin(), { mortgageId }, sandbox);
    expect(mode).toBe("sandbox");
    expect(templates.length).toBeGreaterThan(3);
    const [one] = templates;
    if (!one) return expect.fail("the sandbox is empty");
    const { documensoTemplateId, title, suggestedRoles } = one;
    const input = form(mortgageId, documensoTemplateId, { name: title, signatoryRoles: suggestedRoles });
    await addTemplate(admin(), input, sandbox);
    const drift = async () => (await listTemplates(operator(), { mortgageId }, sandbox))[0]?.drift;
    const let_ = (fate: string) =>
      changeSandboxTemplate(admin(), { templateId: documensoTemplateId, fate }, sandbox);
    expect(await drift()).toEqual({ state: "none" });
    for (const [fate, expected] of [
      ["renamed", { state: "changed", renamedTo: `${title} (new edition)` }],
      ["roles_changed", { state: "changed", missingRoles: [suggestedRoles[0]], furtherRoles: ["Guarantor"] }],
      ["deleted", { state: "gone" }],
      ["silent", { state: "unknown" }],
      ["intact", { state: "none" }],
    ] as const) {
      await let_(fate);
      expect(await drift()).toMatchObject(expected);
      const listed = (await pickTemplates(admin(), { mortgageId }, sandbox)).templates;
      expect(listed.some((listed) => listed.documensoTemplateId === documensoTemplateId)).toBe(
        fate !== "deleted",
      );
      expect((await listSandboxTemplates(admin(), sandbox))[0]).toMatchObject({ title, fate });
    }
    expect(
      await refusedFields(changeSandboxTemplate(admin(), { templateId: "x", fate: "deleted" }, sandbox)),
    ).toEqual(["templateId"]);
    expect(await refusedFields(addTemplate(admin(), form(mortgageId, templateId()), sandbox))).toEqual([
      "documensoTemplateId",
    ]);
    expect(
      (await refusalOf(changeSandboxTemplate(admin(), { templateId: "x", fate: "silent" }, of()))).code,
    ).toBe("SANDBOX_ONLY");
    expect(await listSandboxTemplates(admin(), of())).toEqual([]);
  });
});

it("M8 M12 operators look and change nothing: refused, told in the log, Documenso not asked", async () => {
  const mortgageId = await mortgage();
  const { documensoTemplateId } = await added(mortgageId);
  const [before, asked] = [await everythingOf(tenant), documenso.received.length];
  const one = { mortgageId, documensoTemplateId };
  for (const work of [
    () => addTemplate(operator(), form(mortgageId, templateId()), of()),
    () => updateTemplate(operator(), { ...one, version: 1, name: "Mine" }, of()),
    () => removeTemplate(operator(), one),
    () => pickTemplates(operator(), { mortgageId }, of()),
    () => changeSandboxTemplate(operator(), { templateId: documensoTemplateId, fate: "deleted" }, of()),
  ])
    expect((await refusalOf(work())).code).toBe("FORBIDDEN");
  expect(await everythingOf(tenant)).toEqual(before);
  expect(documenso.received).toHaveLength(asked);
  const refusals = (await entriesOf(mortgageId)).filter(({ action }) => action === "refused");
  expect(refusals.map(({ actor, details }) => [actor, details.attempted, details.code])).toEqual([
    ["operator@desk.test", "removeTemplate", "FORBIDDEN"],
    ["operator@desk.test", "updateTemplate", "FORBIDDEN"],
    ["operator@desk.test", "addTemplate", "FORBIDDEN"],
  ]);
});
