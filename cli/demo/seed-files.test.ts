import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestTenant, testTenant } from "../../db/testing.ts";
import { getProgress } from "../../server/domain/funding/get-progress.ts";
import { listFiles } from "../../server/domain/funding/list-files.ts";
import { verifyAudit } from "../../server/domain/tenancy/verify-audit.ts";
import { DEMO_CLIENTS } from "./clients.ts";
import { seedFiles } from "./seed-files.ts";

const NOW = new Date("2026-03-07T15:00:00Z");

/** What each client's newest run leads to: paths, overlays, and what decides them. */
const ROUTES: Record<string, [paths: string[] | null, overlays?: string[], reason?: string]> = {
  "Renata Villaseñor": [["term_loan", "card_funding"]],
  "Marcus Odell": [null],
  "Wilhelmina Achterberg": [null],
  "Terrence Blakely": [["card_funding"], ["paydowns_required"]],
  "Solveig Marchetti": [["term_loan", "card_funding"], ["inq_removal_required"]],
  "Obinna Castellanos": [["card_funding", "established_funding"]],
  "Dolores Whitcombe": [["established_funding"]],
  "Kofi Brandvold": [["parked"], [], "pending_seasoning"],
  "Yesenia Thornquist": [["parked"], [], "thin_file"],
  "Gideon Palmarès": [["parked"], [], "recent_credit_activity"],
  "Lucille Drummond": [["decline"], [], "repair_referral"],
  "Bartholomew Nkemelu": [["decline"], [], "no_fit"],
  "Philippa Szymanski": [["decline"], [], "insufficient_income"],
  "Jerome Kristoffersen": [["term_loan"]],
  "Amara Lindholm": [["term_loan", "card_funding"]],
  "Hiroko Vandermeer": [["card_funding"]],
  "Cornelius Abioye": [["term_loan", "card_funding", "established_funding"]],
};

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await testTenant({ now: NOW.toISOString() });
  await seedFiles(tenant.as("admin"), DEMO_CLIENTS, NOW, "Daniel Okoro");
});
afterAll(() => tenant.close());

const files = async () => (await listFiles(tenant.as("admin"), { pageSize: 100 })).files;

test("F2.2 F2.7 F2.8 the demo has a client for every way that the routing leads", async () => {
  const led = Object.fromEntries(
    (await files()).map(({ name, newestRun }) => [
      name,
      newestRun?.primaryPaths == null
        ? [null]
        : [
            newestRun.primaryPaths,
            newestRun.overlays,
            newestRun.declineReason ?? newestRun.parkedReason ?? undefined,
          ],
    ]),
  );
  const expected = Object.entries(ROUTES).map(([name, [paths, overlays = [], reason]]) => [
    name,
    paths === null ? [null] : [paths, overlays, reason],
  ]);
  expect(led).toEqual(Object.fromEntries(expected));
});

test("F3.1 every step that a client's story tells was taken, and a second seeding changes nothing", async () => {
  const before = await files();
  for (const { name, steps = [] } of DEMO_CLIENTS) {
    const { fileId } = before.find((one) => one.name === name) ?? { fileId: 0 };
    const { paths, plan } = await getProgress(tenant.as("admin"), { fileId });
    const done = paths.flatMap((path) =>
      path.steps.filter(({ state }) => state === "done").map(({ id }) => id),
    );
    const heard = (plan?.cards ?? []).filter(({ changeNo }) => changeNo > 1).map(() => "card");
    for (const [, step] of steps) expect([...done, ...heard], `${name}: ${step}`).toContain(step);
  }
  await seedFiles(tenant.as("admin"), DEMO_CLIENTS, NOW, "Daniel Okoro");
  expect(await files()).toEqual(before);
});

test("F7.3 what the demo's clients signed they signed when it was sent to them, and nothing of it is news of today", async () => {
  const { rows } = await tenant.pool.query<{ answer: string; secondsLater: number; isAskedAgain: boolean }>(`
    select answer, extract(epoch from told.recorded_at - sent_at)::int as "secondsLater", next_look_at is not null as "isAskedAgain"
    from funding_agreement a left join funding_step_event told
      on told.file_id = a.file_id and told.kind = 'agreement_answered'`);
  expect(rows).toHaveLength(
    DEMO_CLIENTS.filter(({ steps = [] }) => steps.some(([, step]) => step === "send_agreement")).length,
  );
  for (const row of rows) {
    expect(row).toMatchObject({ answer: "signed", isAskedAgain: false });
    expect(row.secondsLater).toBeLessThan(60);
  }
});

test("I24 I29 the stories of the demo keep every rule of the data", async () => {
  expect((await verifyAudit(tenant.owner, { tenantId: tenant.id })).violations).toEqual([]);
});
