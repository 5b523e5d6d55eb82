import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { JUDGED_AT } from "../funding/testing-files.ts";
import { fileOf, walked } from "../funding/testing-steps.ts";
import { updateCard } from "../funding/update-card.ts";
import { FUNDING_CHECKS } from "./audit-checks-funding.ts";
import { verifyAudit } from "./verify-audit.ts";

/** A step done on the file of both products, with its right number and everything else that the database asks for. */
function completedAnew(path: string, step: string): string {
  return `insert into funding_step_event (file_id, seq, kind, run_no, path, step, occurrence, data, recorded_at, recorded_by)
    select file_id, max(seq) + 1, 'completed', 1, '${path}', '${step}', 1, '{}', now(), 'x' from funding_step_event
    where file_id = (select file_id from funding_step_event where path = 'term_loan' limit 1) group by 1`;
}

/** Damage that only the owner of the database can do, with the rule that must notice it. */
const DAMAGE: [what: string, noticedBy: string[], sql: string][] = [
  ["an event cut out of the middle", ["Steps"], "delete from funding_step_event where seq = 3"],
  [
    "a column by which steps are replayed",
    ["I20"],
    "alter table funding_step_event drop column track cascade",
  ],
  [
    "a step done twice",
    ["Steps"],
    `insert into funding_step_event (file_id, seq, kind, run_no, path, step, occurrence, data, recorded_at, recorded_by)
     select file_id, 8, kind, run_no, path, step, 2, data, recorded_at, recorded_by from funding_step_event
     where seq = 2 and path = 'card_funding'`,
  ],
  [
    "an effect of another step",
    ["I21"],
    "update funding_effect set step = 'close_file' where step = 'deliver_funding_plan'",
  ],
  [
    "an effect of a time that never was",
    ["I21"],
    "update funding_effect set occurrence = 2 where step = 'deliver_funding_plan'",
  ],
  [
    "a stage of a change that never was",
    ["I21"],
    "update funding_effect set file_version = 900 where effect = 'crm_stage'",
  ],
  [
    "two stages that are both still to be shown",
    ["I21"],
    `insert into funding_effect (file_id, file_version, effect, payload, state, attempts, next_attempt_at, created_at)
     select file_id, n, 'crm_stage', payload, 'queued', 0, now(), created_at
     from funding_effect, generate_series(4, 5) n where effect = 'crm_stage'`,
  ],
  [
    "a file that waits for a report that has come",
    ["Next steps"],
    "update funding_file set next_steps = '{credit_report}', step_since = created_at",
  ],
  [
    "an invoice over another amount",
    ["I22"],
    `update funding_effect set payload = jsonb_set(payload, '{amount}', '"2700.01"') where effect = 'invoice'`,
  ],
  [
    "an invoice over another sum than its step recorded",
    ["I22"],
    `update funding_effect set payload = payload || '{"funded": "10000.00", "amount": "900.00"}' where effect = 'invoice'`,
  ],
  [
    "a card that was approved after the invoice",
    ["I22"],
    `insert into funding_card (file_id, plan_no, card_no, change_no, issuer, amount, status, recorded_at, recorded_by)
     select file_id, plan_no, card_no, 2, issuer, 5000, 'approved', recorded_at, recorded_by from funding_card where card_no = 4`,
  ],
  [
    "a loan that paid out another sum after its invoice",
    ["I22"],
    `insert into funding_step_event (file_id, seq, kind, run_no, path, step, occurrence, data, reason, recorded_at, recorded_by)
     select file_id, 20 + n, case n when 1 then 'reopened' else 'completed' end, run_no, path, step, n,
       '{"fundedAmount": "15000.00"}', 'x', recorded_at, recorded_by
     from funding_step_event, generate_series(1, 2) n where step = 'wait_for_funding'`,
  ],
  [
    "a second invoice",
    ["I22"],
    `drop index funding_effect_one_invoice;
     insert into funding_effect (file_id, event_seq, path, step, occurrence, effect, payload, state, attempts, next_attempt_at, created_at)
     select file_id, event_seq, path, step, 2, effect, payload, state, attempts, next_attempt_at, created_at
     from funding_effect where effect = 'invoice'`,
  ],
  [
    "a step done that an overlay blocked",
    ["I24"],
    `${completedAnew("term_loan", "send_next_steps")}; ${completedAnew("card_funding", "submit_processing")}`,
  ],
  [
    "an overlay of the cards begun before the loan had ended",
    ["I24"],
    completedAnew("card_funding", "email_paydown_requirements"),
  ],
  [
    "a step of a product that its run does not lead to",
    ["I24"],
    completedAnew("established_funding", "gather_documentation"),
  ],
  [
    "the removal of inquiries asked for twice",
    ["I24"],
    `update funding_run set workflow = jsonb_set(workflow, '{overlays}',
       '[{"id": "inq_removal_required", "appliesTo": "term_loan"}, {"id": "inq_removal_required", "appliesTo": "card_funding"}]')
     where run_no = 1`,
  ],
  ...[
    ["a run that leads nowhere", "funding_run_paths_alone", `'{"primaryPaths": []}'`],
    [
      "parked beside another path",
      "funding_run_paths_alone",
      `'{"primaryPaths": ["parked", "term_loan"], "parkedReason": "x", "parkedCallbackDate": "2026-06-01"}'`,
    ],
    ["parked without a day", "funding_run_parked", `'{"primaryPaths": ["parked"], "parkedReason": "x"}'`],
    ["a decline without a reason", "funding_run_declined", `'{"primaryPaths": ["decline"]}'`],
    [
      "a decline for other reasons without words",
      "funding_run_declined",
      `'{"primaryPaths": ["decline"], "declineReason": "other", "declineReasonNotes": " "}'`,
    ],
  ].map(([what = "", constraint, workflow]): [string, string[], string] => [
    what,
    ["I23"],
    `alter table funding_run drop constraint ${constraint}; update funding_run set workflow = ${workflow}`,
  ]),
  ...[
    ["a route past a review", "reportStatus", "Manual Review - Incomplete Report"],
    ["a route for a client whom nobody found", "reportStatus", "Credit Not Found"],
    ["a route past a review of the loan", "tlDecision", "Manual Review - X"],
  ].map(([what = "", name, decision]): [string, string[], string] => [
    what,
    ["I25"],
    `alter table funding_run drop constraint funding_run_review;
     update funding_run set underwriting = jsonb_set(underwriting, '{decisions,${name}}', '"${decision}"')`,
  ]),
  ["a card's change cut out", ["Cards"], "delete from funding_card where card_no = 3 and change_no = 1"],
  ["a plan from nowhere", ["Cards"], "update funding_card set plan_no = 2"],
];

describe("audit verify", () => {
  const tenants: TestTenant[] = [];
  let tenant: TestTenant;
  beforeEach(async () => {
    tenant = await testTenant({ now: JUDGED_AT });
    tenants.push(tenant);
    const ctx = tenant.as("operator");
    const fileId = await fileOf(ctx, "cards");
    await walked(ctx, fileId, "card_funding", "deliver_funding_plan");
    await updateCard(ctx, { fileId, planNo: 1, cardNo: 3, seen: 1, status: "declined" });
    await walked(ctx, fileId, "card_funding");
    await walked(ctx, await fileOf(ctx, "combined"), "term_loan", "collect_invoice");
  });
  afterAll(() => Promise.all(tenants.map((one) => one.close())));

  it("F3.9 finds nothing wrong with what the verbs did", async () => {
    expect((await verifyAudit(tenant.owner, { tenantId: tenant.id })).violations).toEqual([]);
  });

  it.each(DAMAGE.map((damage) => [damage[1].join(" "), ...damage] as const))(
    "F3.9 F3.10 %s notices %s",
    async (_ids, _what, noticedBy, sql) => {
      const client = await tenant.owner.connect();
      await client
        .query(`set session_replication_role = replica; ${sql}`)
        .finally(() => client.release(true));
      const { violations } = await verifyAudit(tenant.owner, { tenantId: tenant.id });
      expect(violations.map(({ invariant }) => invariant)).toEqual(expect.arrayContaining(noticedBy));
    },
  );

  it("every check is shown to notice some damage", () => {
    const shown = new Set(DAMAGE.flatMap(([, noticedBy]) => noticedBy));
    expect(FUNDING_CHECKS.map(({ invariant }) => invariant).filter((name) => !shown.has(name))).toEqual([]);
  });
});
