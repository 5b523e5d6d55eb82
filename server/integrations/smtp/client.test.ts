import { afterEach, describe, expect, it } from "vitest";
import { CONFIGS } from "../../domain/integrations/input.ts";
import type { Letter } from "../../domain/ports.ts";
import { testCertificate } from "../testing-certificate.ts";
import { type SmtpSettings, smtpMailer } from "./client.ts";
import { isAddress, messageIdOf } from "./payload.ts";
import { type Behaviour, type MailServer, mailServer } from "./testing-server.ts";

const open: MailServer[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});
const certificate = testCertificate();

const LETTER: Letter = {
  to: "client@home.test",
  subject: "Your funding plan",
  paragraphs: [
    "Dear Ms Mäkelä,",
    "Read <this> & accept here: https://offers.test/a?b=1&c=2.",
    ".",
    "Kind regards,",
  ],
  key: "7/term_loan/send_offer_link/1/email",
};

async function sent(
  behaviour: Behaviour,
  changes: Partial<Letter> = {},
  options: Parameters<typeof mailServer>[1] = {},
  settings: Partial<SmtpSettings> = {},
  config: Record<string, unknown> = {},
) {
  const server = await mailServer(behaviour, options);
  open.push(server);
  const mailer = smtpMailer({
    tenantId: "t-1",
    password: undefined,
    privateHosts: ["localhost", "127.0.0.1"],
    patienceMs: 1_000,
    config: CONFIGS.smtp.parse({
      host: "127.0.0.1",
      port: server.port,
      tls: "none",
      fromAddress: "desk@lender.test",
      fromName: "The “Desk”, Lending",
      ...config,
    }),
    ...settings,
  });
  const signal = AbortSignal.timeout(5_000);
  const outcome = await mailer.send({ ...LETTER, ...changes }, signal);
  return { outcome, server, check: () => mailer.check(signal) };
}

describe("F7.3 a letter over SMTP", () => {
  it("arrives as text and simple HTML, under a name that its effect alone has", async () => {
    const { outcome, server } = await sent("takes");
    const messageId = messageIdOf("t-1", LETTER.key, "desk@lender.test");
    expect(outcome).toEqual({ how: "sent", receipt: messageId });
    const [letter] = server.letters;
    expect(letter).toMatchObject({ from: "desk@lender.test", to: ["client@home.test"] });
    expect(letter?.text).toContain(`Message-ID: ${messageId}`);
    expect(letter?.text).toContain("To: client@home.test");
    expect(letter?.text).toContain("Subject: Your funding plan");
    const plain = letter?.text.replace(/=\r\n/g, "").replaceAll("=3D", "=");
    expect(plain).toContain('<a href="https://offers.test/a?b=1&amp;c=2">');
    expect(plain).toContain("Read &lt;this&gt; &amp; accept here:");
    expect(plain).toContain("Read <this> & accept here: https://offers.test/a?b=1&c=2.");
    expect(messageIdOf("t-2", LETTER.key, "desk@lender.test")).not.toBe(messageId);
  });

  it.each<[Behaviour, { how: string; isFinal?: boolean }]>([
    ["refuses the recipient", { how: "refused", isFinal: true }],
    ["is busy", { how: "refused", isFinal: false }],
    ["refuses the letter", { how: "refused", isFinal: true }],
    ["is busy with the letter", { how: "refused", isFinal: false }],
    ["cuts before the letter", { how: "refused", isFinal: false }],
    ["goes silent", { how: "refused", isFinal: false }],
    ["cuts after the letter", { how: "unknown" }],
    ["goes silent after the letter", { how: "unknown" }],
  ])("to a server that %s ends so", async (behaviour, end) => {
    expect((await sent(behaviour)).outcome).toMatchObject(end);
  });

  it("to a server that is not there was certainly not sent", async () => {
    const { outcome } = await sent("takes", {}, {}, {}, { port: 1 });
    expect(outcome).toMatchObject({ how: "refused", isFinal: false });
  });

  it("ends when the caller gives up", async () => {
    const server = await mailServer("goes silent after the letter");
    open.push(server);
    const config = CONFIGS.smtp.parse({
      host: "localhost",
      port: server.port,
      tls: "none",
      fromAddress: "a@b.test",
    });
    const mailer = smtpMailer({ tenantId: "t", password: undefined, privateHosts: ["localhost"], config });
    const giveUp = new AbortController();
    const sending = mailer.send(LETTER, giveUp.signal);
    await expect.poll(() => server.letters.length).toBe(1);
    giveUp.abort();
    expect(await sending).toMatchObject({ how: "unknown" });
  });

  it.each(["starttls", "implicit"] as const)("goes over TLS (%s) with the password", async (tls) => {
    const { outcome, server, check } = await sent(
      "takes",
      {},
      { tls: certificate, isImplicit: tls === "implicit", needsLogin: true },
      { ca: certificate.cert, password: "right" },
      { host: "localhost", tls, username: "desk" },
    );
    expect(outcome.how).toBe("sent");
    expect(server.letters).toMatchObject([{ isSecure: true, user: "desk" }]);
    expect(await check()).toMatchObject({ isWorking: true });
  });

  it("does not go with a wrong password", async () => {
    const secured = { tls: certificate, needsLogin: true };
    const { outcome, server, check } = await sent(
      "takes",
      {},
      secured,
      { ca: certificate.cert, password: "wrong" },
      { host: "localhost", tls: "starttls", username: "desk" },
    );
    expect(outcome).toMatchObject({ how: "refused", isFinal: true, why: expect.stringContaining("535") });
    expect(JSON.stringify([outcome, await check()])).not.toContain("wrong");
    expect(server.letters).toEqual([]);
  });

  it.each<[string, Parameters<typeof mailServer>[1]]>([
    ["a certificate that nobody trusts", { tls: certificate }],
    ["no TLS", {}],
  ])("does not go to a server with %s, nor does the password", async (_, options) => {
    const settings = { password: "right" };
    const config = { host: "localhost", tls: "starttls", username: "desk" };
    const { outcome, server } = await sent("takes", {}, options, settings, config);
    expect(outcome).toMatchObject({ how: "refused" });
    expect(server.letters).toEqual([]);
  });

  it.each([
    ["127.0.0.1", []],
    ["localhost", []],
    ["localhost", ["localhost:1"]],
  ])("does not go to %s of the own network unless that is allowed", async (host, privateHosts) => {
    for (const tls of ["none", "starttls"]) {
      const { outcome, server } = await sent("takes", {}, {}, { privateHosts }, { host, tls });
      expect(outcome).toMatchObject({ how: "refused", isFinal: true });
      expect(server.letters).toEqual([]);
    }
  });

  it.each([
    "a@b.test, c@d.test",
    "a@b.test\r\nBcc: c@d.test",
    '"e@attacker.test"@victim.test',
    "a@b.test>",
    "<a@b.test",
    "nobody",
    "a@localhost",
    `${"a".repeat(250)}@b.test`,
  ])("does not go to %j", async (to) => {
    expect(isAddress(to)).toBe(false);
    const { outcome, server } = await sent("takes", { to });
    expect(outcome).toMatchObject({ how: "refused", isFinal: true });
    expect(server.letters).toEqual([]);
  });

  it("has no header that its subject or the sender's name brought in", async () => {
    const subject = "Hello\r\nBcc: evil@evil.test\r\n\r\nAnother body";
    const { server } = await sent("takes", { subject }, {}, {}, {});
    const [head = ""] = server.letters[0]?.text.split("\r\n\r\n") ?? [];
    expect(head).not.toMatch(/^bcc:/im);
    expect(server.letters[0]?.to).toEqual(["client@home.test"]);
    expect(head).toContain("Subject: Hello Bcc: evil@evil.test Another body");
  });
});
