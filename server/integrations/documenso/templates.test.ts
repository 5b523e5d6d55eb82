import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Reply } from "../testing-server.ts";
import {
  refused,
  SIGNING_SECRET,
  type TestDocumenso,
  templateId,
  testDocumenso,
} from "./testing-documenso.ts";

let documenso: TestDocumenso;
beforeEach(async () => {
  documenso = await testDocumenso();
});
afterEach(() => documenso.close());
const signal = () => AbortSignal.timeout(5_000);
const read = (id: string, token?: string) => documenso.templates(token).readTemplate(id, signal());

describe("M12 a template over Documenso", () => {
  it("M12 is read by its string id, with those who sign in their order and nothing that they sign with", async () => {
    const recipients = [
      { id: 1, name: "Investor", role: "SIGNER", signingOrder: 2, token: SIGNING_SECRET },
      { id: 2, name: " ", role: "APPROVER", signingOrder: 1, token: SIGNING_SECRET },
      { id: 3, name: "Archive", role: "CC", signingOrder: 3, token: SIGNING_SECRET },
      { id: 4, name: "Investor", role: "SIGNER", signingOrder: 4, token: SIGNING_SECRET },
    ];
    const id = documenso.has([], { title: "Commitment", recipients });
    const reading = await read(id);
    expect(reading).toEqual({
      how: "read",
      value: { templateId: id, title: "Commitment", roles: ["Signer 1", "Investor"] },
    });
    expect(documenso.received.map(({ method, path }) => `${method} ${path}`)).toEqual([
      `GET /api/v2/envelope/${id}`,
    ]);
  });

  it.each<[string, () => string]>([
    ["nobody made", () => templateId()],
    ["is a document", () => documenso.has(["Broker"], { type: "DOCUMENT" })],
    ["was deleted", () => documenso.has(["Broker"], { deletedAt: "2026-01-01T00:00:00Z" })],
    ["has no id of Documenso's", () => "42"],
  ])("M12 is missing when it %s", async (_, id) => {
    expect(await read(id())).toMatchObject({ how: "failed", isGone: true });
  });

  it.each<[string, Reply]>([
    ["a key that is not accepted", refused(401, "UNAUTHORIZED", "Invalid token")],
    ["a key that has expired", refused(400, "EXPIRED_CODE", "Expired")],
    ["a key that may not", refused(403, "FORBIDDEN", "No")],
    ["too many requests", { status: 429, headers: { "retry-after": "60" }, json: { error: "Too many" } }],
    ["a fault of its own", { status: 500 }],
    ["a gateway", { status: 502, text: "<html>" }],
    ["silence", "silence"],
    ["a cut", "cut"],
    ["half an answer", { cutAfter: '{"id":"envel' }],
    ["another form", { json: { documentId: 4 } }],
    ["a redirect", { status: 302, headers: { location: "/login" } }],
  ])("M12 nobody knows whether it is there after %s", async (_, fails) => {
    const id = documenso.has(["Broker"]);
    documenso.state.fails = fails;
    expect(await read(id)).toMatchObject({ how: "failed", isGone: false, why: /^Documenso / });
    expect(await documenso.templates().listTemplates(signal())).toMatchObject({
      how: "failed",
      isGone: false,
    });
  });

  it("M12 nobody waits longer than they said", async () => {
    documenso.state.fails = "silence";
    const reading = await documenso.templates().readTemplate(templateId(), AbortSignal.timeout(50));
    expect(reading).toEqual({ how: "failed", isGone: false, why: "Documenso did not answer in time." });
    await documenso.close();
    expect(await read(templateId())).toMatchObject({
      isGone: false,
      why: "Documenso refused the connection.",
    });
  });
});

describe("M12 the templates of Documenso", () => {
  it("M12 come from all pages, without documents, what was deleted, and signing tokens", async () => {
    const ids = Array.from({ length: 250 }, () => documenso.has(["Broker"]));
    documenso.has(["Broker"], { type: "DOCUMENT" });
    documenso.change(ids[7] ?? "", { deletedAt: "2026-01-01T00:00:00Z" });
    const reading = await documenso.templates().listTemplates(signal());
    if (reading.how !== "read") return expect.fail(reading.why);
    expect(reading.value.isWhole).toBe(true);
    expect(reading.value.templates.map((one) => one.templateId)).toEqual(ids.filter((_, at) => at !== 7));
    expect(documenso.received.map(({ query }) => query)).toEqual(
      ["1", "2", "3"].map((page) => ({ type: "TEMPLATE", page, perPage: "100" })),
    );
    expect(JSON.stringify(reading)).not.toContain(SIGNING_SECRET);
  });

  it("M12 are read up to two thousand, and it is said that there are more", async () => {
    for (let count = 0; count < 2_050; count += 1) documenso.has(["Broker"]);
    const reading = await documenso.templates().listTemplates(signal());
    if (reading.how !== "read") return expect.fail(reading.why);
    expect([reading.value.templates.length, reading.value.isWhole]).toEqual([2_000, false]);
    expect(documenso.received).toHaveLength(20);
  });
});
