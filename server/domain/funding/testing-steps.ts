import type { TestTenant } from "../../../db/testing.ts";
import type { Context } from "../context.ts";
import type { ChangedProgress } from "./change-workflow.ts";
import { completeStep } from "./complete-step.ts";
import { endPath } from "./end-path.ts";
import { type FileProgress, getProgress } from "./get-progress.ts";
import type { PrimaryPath } from "./model/paths.ts";
import { asksOf } from "./model/step-asks.ts";
import { inquiries, scores, threeCards } from "./model/testing-reports.ts";
import { reopenStep } from "./reopen-step.ts";
import { startTrack } from "./start-track.ts";
import { judged, OLD_REPORT } from "./testing-files.ts";

type Raw = Record<string, unknown>;

/** Clients by what they qualify for: the report, and what is known of them. */
export const CLIENTS = {
  cards: [{}, { statedIncome: "26000.00", monthlyRevenue: null, businessStartedOn: null }],
  cardsWithPaydowns: [
    { tradelines: threeCards({ unpaidBalance: "6000.00" }) },
    { statedIncome: "26000.00", monthlyRevenue: null, businessStartedOn: null },
  ],
  combined: [
    { tradelines: threeCards({ unpaidBalance: "6000.00" }) },
    { monthlyRevenue: null, businessStartedOn: null },
  ],
  everything: [{}, {}],
  established: [{ scores: scores(660, 660, 660), inquiries: inquiries(13) }, { statedIncome: "20000.00" }],
  thin: [
    { tradelines: threeCards().slice(0, 2), inquiries: inquiries(7) },
    { monthlyRevenue: null, businessStartedOn: null, statedIncome: "26000.00" },
  ],
  referral: [{ scores: scores(500, 500, 500) }, { monthlyRevenue: null, businessStartedOn: null }],
  review: [OLD_REPORT, {}],
} satisfies Record<string, [report: Raw, who: Raw]>;

/** A file of such a client, underwritten. */
export async function fileOf(ctx: Context, kind: keyof typeof CLIENTS, who: Raw = {}): Promise<number> {
  const [report, facts] = CLIENTS[kind];
  return (await judged(ctx, report, { ...facts, ...who })).fileId;
}

export const progressFor = (ctx: Context, fileId: number): Promise<FileProgress> =>
  getProgress(ctx, { fileId });

/** Names the version that is there now, as somebody would who has just looked; who confirms something has seen it. */
export async function done(
  ctx: Context,
  fileId: number,
  path: PrimaryPath,
  step: string,
  data: Raw = asksOf(path, step) === "verification" ? { notes: "Seen on a statement" } : {},
): Promise<ChangedProgress> {
  const { version } = await progressFor(ctx, fileId);
  return completeStep(ctx, { fileId, version, path, step, data });
}

export async function started(ctx: Context, fileId: number, track: string): Promise<ChangedProgress> {
  const { version } = await progressFor(ctx, fileId);
  return startTrack(ctx, { fileId, version, track });
}

export const offer = (changes: Raw = {}): Raw => ({
  offerId: "O-1",
  lender: "Best Lender",
  amount: "20000.00",
  apr: "11.9",
  termMonths: 60,
  link: "https://offers.engine.test/ref/1",
  ...changes,
});

export const FOUR_CARDS: Raw[] = [
  { issuer: "Chase", amount: "12000.00", status: "approved" },
  { issuer: "Amex", amount: "18000.00", status: "approved" },
  { issuer: "Citi", amount: "0", status: "pending" },
  { issuer: "US Bank", amount: "0", status: "declined" },
];

type Walk = [path: PrimaryPath, step: string, data?: Raw][];

/** Each step with what it asks for. */
export const WALKS = {
  term_loan: [
    ["term_loan", "approve_underwriting"],
    ["term_loan", "send_agreement"],
    [
      "term_loan",
      "generate_term_loan_offers",
      { offers: [offer(), offer({ offerId: "O-2", lender: "Other" })] },
    ],
    ["term_loan", "review_and_select_offer", { offerId: "O-1" }],
    ["term_loan", "send_offer_link"],
    ["term_loan", "await_acceptance", { acceptedOn: "2026-04-27" }],
    ["term_loan", "wait_for_funding", { fundedAmount: "20000.00", fundedOn: "2026-04-27" }],
    ["term_loan", "collect_invoice"],
    ["term_loan", "send_next_steps"],
  ],
  card_funding: [
    ["card_funding", "approve_underwriting"],
    ["card_funding", "send_agreement"],
    ["card_funding", "submit_processing"],
    ["card_funding", "wait_card_stacking_results", { cards: FOUR_CARDS }],
    ["card_funding", "deliver_funding_plan"],
    ["card_funding", "track_card_statuses"],
    ["card_funding", "collect_invoice"],
  ],
  established_funding: [
    ["established_funding", "approve_underwriting", { establishedSubVariant: "mca" }],
    ["established_funding", "send_agreement"],
    [
      "established_funding",
      "gather_documentation",
      { documents: [{ document: "Bank statements", receivedOn: "2026-04-26" }] },
    ],
    ["established_funding", "submit_to_partner", { partners: ["Credibly"] }],
    ["established_funding", "handoff_to_lender"],
    [
      "established_funding",
      "record_payment_received",
      {
        amount: "1500.00",
        receivedOn: "2026-04-27",
        lender: "Credibly",
        reference: "W-77",
        processedByUs: true,
      },
    ],
  ],
  parked: [
    ["parked", "send_parked_email"],
    ["parked", "mark_parked"],
  ],
  decline: [
    ["decline", "send_repair_referral"],
    ["decline", "send_decline_email"],
    ["decline", "mark_in_credit_repair"],
    ["decline", "close_file"],
  ],
} satisfies Record<PrimaryPath, Walk>;

/** Does the steps of a path, up to and with `last`, leaving out those that are done. */
export async function walked(
  ctx: Context,
  fileId: number,
  path: PrimaryPath,
  last?: string,
): Promise<FileProgress> {
  const steps: Walk = WALKS[path];
  for (const [own, step, data] of steps) {
    const { paths } = await progressFor(ctx, fileId);
    const present = paths.find((one) => one.path === own)?.steps.find(({ id }) => id === step);
    if (step === "submit_to_partner") await lenderWithEmail(ctx, "Credibly");
    if (present?.state !== "done") await done(ctx, fileId, own, step, data);
    if (step === last) break;
  }
  return progressFor(ctx, fileId);
}

/** The lenders of the source have no address to write to. */
export async function lenderWithEmail(ctx: Context, name: string): Promise<void> {
  const email = `deals@${name.toLowerCase().replaceAll(" ", "-")}.test`;
  await ctx.pool.query("update funding_lender set contact_email = $2 where name = $1", [name, email]);
}

export interface KeptEffect {
  effectId: number;
  step: string;
  effect: string;
  state: string;
  attempts: number;
  payload: Record<string, unknown>;
}

/** What a file's steps sent out, as the database has it, oldest first. */
export async function effectsOf({ owner }: Pick<TestTenant, "owner">, fileId: number): Promise<KeptEffect[]> {
  const { rows } = await owner.query<KeptEffect>(
    `select effect_id as "effectId", step, effect, state, attempts, payload from funding_effect
     where file_id = $1 and step is not null order by effect_id`,
    [fileId],
  );
  return rows;
}

/** The outbox in words, oldest first. */
export async function statesOf(tenant: Pick<TestTenant, "owner">, fileId: number): Promise<string[]> {
  return (await effectsOf(tenant, fileId)).map(({ step, effect, state }) => `${step} ${effect} ${state}`);
}

/** Puts every effect of a file's steps into a state, as a sender would have. */
export async function setEffects(
  { owner }: Pick<TestTenant, "owner">,
  fileId: number,
  state: string,
  more: string,
): Promise<void> {
  await owner.query(
    `update funding_effect set attempts = 1, state = $2, ${more} where file_id = $1 and step is not null`,
    [fileId, state],
  );
}

/** Takes back a step, or the end of the path, by the version that is there now. */
export async function reopened(
  ctx: Context,
  fileId: number,
  path: PrimaryPath,
  step?: string,
  reason = "A mistake",
) {
  const { version } = await progressFor(ctx, fileId);
  return reopenStep(ctx, { fileId, version, path, step, reason });
}

/** Ends a path as not funded, by the version that is there now. */
export async function ended(
  ctx: Context,
  fileId: number,
  path: PrimaryPath,
  reason: string,
  notes = "Nobody offered",
) {
  const { version } = await progressFor(ctx, fileId);
  return endPath(ctx, { fileId, version, path, reason, notes });
}
