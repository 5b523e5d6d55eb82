import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type TestTenant, testTenant } from "../../db/testing.ts";
import { completeStep } from "../domain/funding/complete-step.ts";
import { retryEffect } from "../domain/funding/retry-effect.ts";
import { sendDueEffects } from "../domain/funding/send-effects.ts";
import { JUDGED_AT } from "../domain/funding/testing-files.ts";
import { done, fileOf, progressFor, statesOf } from "../domain/funding/testing-steps.ts";
import type { Mode } from "../domain/integrations/input.ts";
import { listIntegrations } from "../domain/integrations/list-integrations.ts";
import { saveIntegration } from "../domain/integrations/save-integration.ts";
import { refusalOf } from "../domain/testing.ts";
import { sendersOf } from "./senders.ts";
import { type MailServer, mailServer } from "./smtp/testing-server.ts";

/** A real mail server stands for the real service: what reaches it would have reached a person. */
let tenant: TestTenant;
let server: MailServer;
beforeAll(async () => {
  [tenant, server] = await Promise.all([testTenant({ now: JUDGED_AT }), mailServer("takes")]);
  process.env.PSSAAS_PRIVATE_HOSTS = `127.0.0.1:${server.port}`;
});
beforeEach(async () => {
  await mailIs("sandbox");
  // Whatever the test before left queued ends here.
  await sent();
  server.letters.length = 0;
});
afterAll(async () => {
  delete process.env.PSSAAS_PRIVATE_HOSTS;
  await Promise.all([tenant.close(), server.close()]);
});
const ann = () => tenant.as("operator", "ann@desk.test");
const boss = () => tenant.as("admin", "boss@desk.test");

async function mailIs(mode: Mode): Promise<void> {
  const { version = 0 } = (await listIntegrations(boss())).find(({ system }) => system === "smtp") ?? {};
  const config = { host: "127.0.0.1", port: server.port, tls: "none", fromAddress: "desk@lender.test" };
  await saveIntegration(boss(), { system: "smtp", version, mode, config });
}
const sent = () => {
  const { pool, db } = tenant.as("operator");
  const now = () => tenant.clock.now;
  return sendDueEffects({ pool, now }, sendersOf({ tenantId: tenant.id, db, now }));
};
const approved = async () => {
  const fileId = await fileOf(ann(), "cards");
  await done(ann(), fileId, "card_funding", "approve_underwriting");
  return fileId;
};
const agreementOf = async (fileId: number, seenModes?: object) => {
  const { version } = await progressFor(ann(), fileId);
  return completeStep(ann(), { fileId, version, path: "card_funding", step: "send_agreement", seenModes });
};
const letterOf = async (fileId: number) => {
  const { effects } = await progressFor(ann(), fileId);
  return effects.find(({ effect }) => effect === "email") ?? expect.fail("there is no letter");
};

describe("F7.4 what goes out", () => {
  it("F7.4 keeps whether it went to the sandbox or to the real service", async () => {
    const toSandbox = await approved();
    await agreementOf(toSandbox);
    await sent();
    expect(await letterOf(toSandbox)).toMatchObject({ state: "sent", mode: "sandbox" });
    expect(server.letters).toEqual([]);
    await mailIs("live");
    const toPerson = await approved();
    await agreementOf(toPerson);
    await sent();
    expect(await letterOf(toPerson)).toMatchObject({ state: "sent", mode: "live" });
    expect(server.letters).toHaveLength(1);
    // What was said of the first stays true.
    expect(await letterOf(toSandbox)).toMatchObject({ mode: "sandbox" });
  });

  it.each<[seen: Mode, now: Mode]>([
    ["sandbox", "live"],
    ["live", "sandbox"],
  ])(
    "F7.4 F3.10 a step that was seen to send to %s is refused once it is %s, and nothing is half done",
    async (seen, now) => {
      const fileId = await approved();
      await mailIs(now);
      const before = await progressFor(ann(), fileId);
      const refusal = await refusalOf(agreementOf(fileId, { smtp: seen, documenso: "sandbox" }));
      expect([refusal.code, refusal.details?.[0]?.field]).toEqual(["MODE_CHANGED", "seenModes.smtp"]);
      expect(refusal.message).toContain(
        `The connection with E-mail is ${now === "live" ? "live" : "the sandbox"} now.`,
      );
      expect(await progressFor(ann(), fileId)).toEqual(before);
      await agreementOf(fileId, { smtp: now, documenso: "sandbox" });
      expect((await letterOf(fileId)).state).toBe("queued");
    },
  );

  it("F7.4 what a step does not send to does not keep it from being done", async () => {
    const fileId = await approved();
    await agreementOf(fileId, { gohighlevel: "live", engine: "live" });
    expect((await letterOf(fileId)).state).toBe("queued");
  });

  it("F7.4 what waits for the sandbox does not go to people once it is live, until somebody who sees that says so", async () => {
    const fileId = await approved();
    await agreementOf(fileId);
    await mailIs("live");
    await sent();
    expect(server.letters).toEqual([]);
    const failed = await letterOf(fileId);
    expect(failed).toMatchObject({ state: "failed", mode: "sandbox" });
    expect(failed.lastError).toContain("E-mail was the sandbox when this was queued and is live now");
    const again = (mode: Mode) =>
      retryEffect(ann(), {
        fileId,
        effectId: failed.effectId,
        decision: "send_again",
        seen: { state: "failed", attempts: failed.attempts, mode },
      });
    const refusal = await refusalOf(again("sandbox"));
    expect([refusal.code, refusal.details?.[0]?.field]).toEqual(["MODE_CHANGED", "seen.mode"]);
    expect(await statesOf(tenant, fileId)).toContain("send_agreement email failed");
    await again("live");
    await sent();
    expect(await letterOf(fileId)).toMatchObject({ state: "sent", mode: "live" });
    expect(server.letters).toHaveLength(1);
  });

  it("F7.4 what is meant for people does not vanish in the sandbox", async () => {
    await mailIs("live");
    const fileId = await approved();
    await agreementOf(fileId);
    await mailIs("sandbox");
    await sent();
    expect(await letterOf(fileId)).toMatchObject({ state: "failed", mode: "live" });
  });
});
