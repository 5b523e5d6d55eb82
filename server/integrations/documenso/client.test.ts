import { afterEach, describe, expect, it } from "vitest";
import { CONFIGS } from "../../domain/integrations/input.ts";
import { type Received, type Reply, type TestServer, testServer } from "../testing-server.ts";
import { documensoSigning } from "./client.ts";

const open: TestServer[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

const TEMPLATE = "envelope_abcdefghijklmnop";
const KEY = "7/term_loan/send_agreement/1/agreement";
const CLIENT = { name: "Carla Client", email: "carla@home.test", key: KEY };
const signer = (id: number, more: object = {}) => ({
  id,
  role: "SIGNER",
  signingOrder: 1,
  token: "secret-token",
  ...more,
});
const template = (more: object = {}) => ({
  id: TEMPLATE,
  type: "TEMPLATE",
  status: "DRAFT",
  title: "Consultancy agreement",
  recipients: [signer(7), { id: 8, role: "CC", signingOrder: 2 }],
  ...more,
});
const MADE = {
  id: "envelope_qrstuvwxyzabcdef",
  recipients: [{ id: 9, token: "secret-token", signingUrl: "https://sign.test/secret" }],
};

/** Documenso as its v2 API is documented. */
async function documenso(answers: { read?: Reply; use?: Reply } = {}, config: object = {}) {
  const { read = { json: template() }, use = { json: MADE } } = answers;
  const server = await testServer((request: Received) => {
    if (request.headers.authorization !== "api_token")
      return { status: 401, json: { message: "Unauthorized", code: "UNAUTHORIZED" } };
    if (request.method === "GET" && request.path.startsWith("/api/v2/envelope/envelope_")) return read;
    if (request.method === "POST" && request.path === "/api/v2/envelope/use") return use;
    return { status: 404, json: { message: "Not found", code: "NOT_FOUND" } };
  });
  open.push(server);
  const signing = (token = "api_token") =>
    documensoSigning({
      token,
      config: CONFIGS.documenso.parse({ baseUrl: `${server.base}/api/v2`, templateId: TEMPLATE, ...config }),
      http: { privateHosts: [server.host], timeoutMs: 1_000, pause: async () => undefined },
    });
  const uses = () => server.received.filter(({ path }) => path.endsWith("/use"));
  return { server, signing, uses };
}
const signal = () => AbortSignal.timeout(5_000);

describe("F7.3 an agreement over Documenso", () => {
  it("is made from the template, for the client, under the effect's key, and goes out at once", async () => {
    const { signing, uses } = await documenso();
    expect(await signing().sendAgreement(CLIENT, signal())).toEqual({ how: "sent", receipt: MADE.id });
    const [use] = uses();
    expect(use?.headers["content-type"]).toMatch(/^multipart\/form-data; boundary=/);
    const form = await new Response(new Uint8Array(use?.bytes ?? []), {
      headers: { "content-type": use?.headers["content-type"] ?? "" },
    }).formData();
    const payload = form.get("payload");
    expect(JSON.parse(typeof payload === "string" ? payload : await (payload as Blob).text())).toEqual({
      envelopeId: TEMPLATE,
      externalId: KEY,
      recipients: [{ id: 7, email: "carla@home.test", name: "Carla Client" }],
      distributeDocument: true,
    });
  });

  it.each<[string, object, object, string]>([
    ["is a document", { type: "DOCUMENT" }, {}, "no template"],
    ["was deleted", { deletedAt: "2026-01-01T00:00:00Z" }, {}, "has been deleted"],
    ["has no signer", { recipients: [{ id: 8, role: "CC" }] }, {}, "has no signer"],
    ["has two signers", { recipients: [signer(7), signer(9)] }, {}, "signing order"],
    ["has no signer of that order", {}, { signingOrder: 2 }, "no signer number 2"],
  ])("is not made from what %s", async (_, changes, config, words) => {
    const { signing, uses } = await documenso({ read: { json: template(changes) } }, config);
    expect(await signing().sendAgreement(CLIENT, signal())).toMatchObject({
      how: "refused",
      isFinal: true,
      why: expect.stringContaining(words),
    });
    expect(uses()).toEqual([]);
    const { problems } = await signing().check(signal());
    expect(problems).toEqual([expect.stringContaining(words)]);
  });

  it("is for the signer of the order that was set up", async () => {
    const read = { json: template({ recipients: [signer(7), signer(9, { signingOrder: 2 })] }) };
    const { signing, uses } = await documenso({ read }, { signingOrder: 2 });
    await signing().sendAgreement(CLIENT, signal());
    expect(uses()[0]?.bytes.toString()).toContain('"recipients":[{"id":9,');
  });

  it.each<[string, Reply, object]>([
    ["401", { status: 401, json: { message: "Invalid token" } }, { how: "refused", isFinal: true }],
    ["404", { status: 404, json: { message: "gone" } }, { how: "refused", isFinal: true }],
    ["409", { status: 409, json: { message: "no" } }, { how: "refused", isFinal: true }],
    [
      "429 with a time",
      { status: 429, headers: { "retry-after": "30" }, json: { error: "Too many" } },
      { how: "refused", isFinal: false },
    ],
    ["429 without one", { status: 429, json: { error: "Too many" } }, { how: "refused", isFinal: false }],
    [
      "429 of a month's quota",
      { status: 429, json: { message: "quota", code: "LIMIT_EXCEEDED" } },
      { how: "refused", isFinal: true },
    ],
    ["500", { status: 500 }, { how: "unknown" }],
    ["silence", "silence", { how: "unknown" }],
    ["a cut", "cut", { how: "unknown" }],
    ["half an answer", { cutAfter: '{"id":"envel' }, { how: "unknown" }],
    ["what is no JSON", { text: "<html>" }, { how: "unknown" }],
    ["another form", { json: { documentId: 4 } }, { how: "unknown" }],
    ["a redirect", { status: 302, headers: { location: "/login" } }, { how: "unknown" }],
    ["too much", { text: `"${"x".repeat(3_000_000)}"` }, { how: "unknown" }],
  ])("whose making ends with %s ends so, and is not made twice", async (_, use, end) => {
    const { signing, uses } = await documenso({ use });
    expect(await signing().sendAgreement(CLIENT, signal())).toMatchObject(end);
    expect(uses()).toHaveLength(1);
  });

  it.each<[string, Reply, boolean]>([
    ["404", { status: 404, json: { message: "Envelope not found" } }, true],
    ["500", { status: 500 }, false],
    ["silence", "silence", false],
  ])("whose template answers with %s was certainly not sent", async (_, read, isFinal) => {
    const { signing, uses } = await documenso({ read });
    expect(await signing().sendAgreement(CLIENT, signal())).toMatchObject({ how: "refused", isFinal });
    expect(uses()).toEqual([]);
  });

  it("is read again with when it was signed, and without what it is signed with", async () => {
    const signed = {
      id: MADE.id,
      type: "DOCUMENT",
      status: "COMPLETED",
      externalId: KEY,
      recipients: [signer(9, { signedAt: "2026-03-05T10:00:00Z" })],
    };
    const { signing } = await documenso({ read: { json: signed } });
    const agreement = await signing().readAgreement(MADE.id, signal());
    expect(agreement).toEqual({
      envelopeId: MADE.id,
      key: KEY,
      status: "COMPLETED",
      signedAt: "2026-03-05T10:00:00Z",
    });
    expect(JSON.stringify(agreement)).not.toContain("secret");
  });

  it("can be tried without sending anything", async () => {
    const { signing, server } = await documenso();
    expect(await signing().check(signal())).toEqual({
      isWorking: true,
      says: "Documenso answers, and has the template “Consultancy agreement”.",
      problems: [],
    });
    expect(await signing("wrong").check(signal())).toMatchObject({
      isWorking: false,
      says: expect.stringContaining("401"),
    });
    expect(server.received.every(({ method }) => method === "GET")).toBe(true);
  });
});
