import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { deploymentFrom } from "../../../db/deployment.ts";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { withOwner } from "../tenancy/owner.ts";
import { endPath } from "./end-path.ts";
import { lockFile } from "./file-rows.ts";
import { fillNextSteps } from "./fill-next-steps.ts";
import { nextStepsOf } from "./model/outward-standing.ts";
import { scores } from "./model/testing-reports.ts";
import { reopenStep } from "./reopen-step.ts";
import { retryEffect } from "./retry-effect.ts";
import { reviseUnderwriting } from "./revise-underwriting.ts";
import { sendDueEffects } from "./send-effects.ts";
import { readUnderWay } from "./step-rows.ts";
import { JUDGED_AT, opened, received } from "./testing-files.ts";
import { CLIENTS, done, fileOf, progressFor, started, walked } from "./testing-steps.ts";

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await testTenant({ now: JUDGED_AT });
});
afterAll(() => tenant.close());
beforeEach(() => {
  tenant.clock.now = new Date(JUDGED_AT);
});
const admin = () => tenant.as("admin", "ann@desk.test");

/** What the CRM is to show, each with what became of it, oldest first. */
async function stagesOf(fileId: number): Promise<string[]> {
  const { rows } = await tenant.owner.query<{ line: string }>(
    `select concat_ws(' ', payload ->> 'stage', state) as line from funding_effect
     where file_id = $1 and effect = 'crm_stage' order by effect_id`,
    [fileId],
  );
  return rows.map(({ line }) => line);
}

const fill = () => withOwner(deploymentFrom(process.env), tenant.databaseName, fillNextSteps);

async function rowOf(fileId: number) {
  const { rows } = await tenant.owner.query<{ steps: string[] | null; since: Date | null }>(
    "select next_steps as steps, step_since as since from funding_file where file_id = $1",
    [fileId],
  );
  return { steps: rows[0]?.steps ?? null, since: rows[0]?.since?.toISOString() ?? null };
}

/** What runs and events add up to, beside what is kept of it. */
async function bothOf(fileId: number) {
  const file = await lockFile(admin().db, fileId);
  const { run, workflow, progress } = await readUnderWay(admin().db, file);
  return [(await rowOf(fileId)).steps, nextStepsOf({ run, workflow, progress })];
}

const sent = { send: async () => ({ how: "sent" as const, receipt: null }) };
const refused = { send: async () => ({ how: "refused" as const, why: "No such stage.", isFinal: true }) };

describe("F7.1 the CRM shows where a file is", () => {
  it("F7.1 a stage goes out with each run, also where nothing has changed, and with each step that changes it", async () => {
    const fileId = await fileOf(admin(), "combined");
    expect(await stagesOf(fileId)).toEqual(["termLoan queued"]);
    await done(admin(), fileId, "term_loan", "approve_underwriting");
    expect(await stagesOf(fileId)).toHaveLength(1);
    await sendDueEffects(admin(), { crm_stage: sent });
    await reviseUnderwriting(admin(), { fileId, version: 3, reason: "Look again" });
    expect(await stagesOf(fileId)).toEqual(["termLoan sent", "termLoan queued"]);
    const { version } = await progressFor(admin(), fileId);
    await endPath(admin(), { fileId, version, path: "term_loan", reason: "client_refused", notes: "No" });
    expect(await stagesOf(fileId)).toEqual(["termLoan sent", "termLoan withdrawn", "cardFunding queued"]);
  });

  it("F7.1 who needs an operator's review is shown so, and back on the way afterwards", async () => {
    const fileId = await fileOf(admin(), "cards");
    await received(admin(), fileId, { scores: scores(620, 620, 620) });
    await received(admin(), fileId, { vendor: "another" });
    expect(await stagesOf(fileId)).toEqual([
      "cardFunding withdrawn",
      "manualReview withdrawn",
      "cardFunding queued",
    ]);
  });

  it("F5.1 parking tells the CRM by itself, and a run that parks again puts the stage back", async () => {
    const fileId = await fileOf(admin(), "thin");
    expect(await stagesOf(fileId)).toEqual([]);
    await walked(admin(), fileId, "parked");
    expect(await stagesOf(fileId)).toEqual([]);
    const { version } = await progressFor(admin(), fileId);
    await reviseUnderwriting(admin(), { fileId, version, reason: "Look again" });
    expect(await stagesOf(fileId)).toEqual(["parked queued"]);
  });

  it("F7.1 of two tracks the CRM shows the one that was started", async () => {
    const fileId = await fileOf(admin(), "everything");
    await started(admin(), fileId, "established");
    expect(await stagesOf(fileId)).toEqual(["termLoan withdrawn", "establishedFunding queued"]);
  });

  it("F7.1 a stage that is missing there is told, decided about and overtaken like whatever else goes out", async () => {
    await tenant.owner.query(
      "update funding_effect set state = 'withdrawn', next_attempt_at = null where state = 'queued'",
    );
    const fileId = await fileOf(admin(), "cards");
    await sendDueEffects(admin(), { crm_stage: refused });
    const { effects } = await progressFor(admin(), fileId);
    expect(effects).toMatchObject([
      {
        effect: "crm_stage",
        stage: "cardFunding",
        path: null,
        step: null,
        state: "failed",
        lastError: "No such stage.",
      },
    ]);
    const [failed] = effects;
    if (!failed) throw new Error("it failed");
    const seen = { state: failed.state, attempts: failed.attempts };
    const after = await retryEffect(admin(), {
      fileId,
      effectId: failed.effectId,
      decision: "send_again",
      seen,
    });
    expect(after.timeline[0]).toMatchObject({ kind: "effect_decided", path: null, step: null });
    await reviseUnderwriting(admin(), { fileId, version: after.version, reason: "Look again" });
    expect(await stagesOf(fileId)).toEqual(["cardFunding withdrawn", "cardFunding queued"]);
    const shown = (await progressFor(admin(), fileId)).effects;
    expect(shown.map(({ state }) => state)).toEqual(["queued"]);
  });
});

describe("F8.1 what can be done now is kept with the file", () => {
  it("F8.1 follows reports, steps, ends and what is reopened, and says since when", async () => {
    const { fileId } = await opened(admin(), { monthlyRevenue: null, statedIncome: "26000.00" });
    expect(await rowOf(fileId)).toEqual({
      steps: ["credit_report"],
      since: new Date(JUDGED_AT).toISOString(),
    });
    const later = () => {
      tenant.clock.now = new Date(tenant.clock.now.getTime() + 3_600_000);
      return tenant.clock.now.toISOString();
    };
    const judged = later();
    await received(admin(), fileId, {});
    expect(await rowOf(fileId)).toEqual({ steps: ["approve_underwriting"], since: judged });
    later();
    await reviseUnderwriting(admin(), { fileId, version: 2, reason: "Look again" });
    expect((await rowOf(fileId)).since).toBe(judged);
    for (const step of ["approve_underwriting", "send_agreement"]) {
      const at = later();
      await done(admin(), fileId, "card_funding", step);
      expect((await rowOf(fileId)).since).toBe(at);
      expect((await bothOf(fileId))[0]).toEqual((await bothOf(fileId))[1]);
    }
    const { version } = await progressFor(admin(), fileId);
    await reopenStep(admin(), { fileId, version, path: "card_funding", step: "send_agreement", reason: "x" });
    expect(await bothOf(fileId)).toEqual([["send_agreement"], ["send_agreement"]]);
    await walked(admin(), fileId, "card_funding");
    expect(await rowOf(fileId)).toEqual({ steps: [], since: null });
  });

  it.each(Object.keys(CLIENTS) as (keyof typeof CLIENTS)[])(
    "F8.1 is what runs and events add up to, for a client of the kind %s",
    async (kind) => {
      const [kept, derived] = await bothOf(await fileOf(admin(), kind));
      expect(kept).toEqual(derived);
    },
  );

  it("F8.1 a file of an older release is gone through once, as of its last change", async () => {
    const fileId = await fileOf(admin(), "cards");
    const before = await rowOf(fileId);
    await tenant.owner.query(
      "update funding_file set next_steps = null, step_since = null where file_id = $1",
      [fileId],
    );
    expect([await fill(), await fill()]).toEqual([1, 0]);
    expect(await rowOf(fileId)).toEqual(before);
  });

  it("F8.1 a file of an older release that cannot be gone through is named, and keeps no other from it", async () => {
    const [broken, sound] = [await fileOf(admin(), "cards"), await fileOf(admin(), "cards")];
    const before = await rowOf(sound);
    await tenant.owner.query(
      "update funding_file set next_steps = null, step_since = null where file_id = any($1)",
      [[broken, sound]],
    );
    await tenant.owner.query(
      `alter table funding_file add constraint damaged check (file_id <> ${broken} or next_steps is null) not valid`,
    );
    await expect(fill()).rejects.toThrow(`file ${broken}: `);
    expect(await rowOf(sound)).toEqual(before);
    await tenant.owner.query("alter table funding_file drop constraint damaged");
    expect([await fill(), await fill()]).toEqual([1, 0]);
  });
});
