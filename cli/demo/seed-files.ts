import { eq } from "drizzle-orm";
import { fundingFile } from "../../db/tenant/schema/funding.ts";
import { addDays } from "../../server/domain/business-days.ts";
import type { Actor, Context } from "../../server/domain/context.ts";
import { completeStep } from "../../server/domain/funding/complete-step.ts";
import { getFile } from "../../server/domain/funding/get-file.ts";
import { getOperator } from "../../server/domain/funding/get-operator.ts";
import { getProgress } from "../../server/domain/funding/get-progress.ts";
import { lookAfterAgreements } from "../../server/domain/funding/look-after-agreements.ts";
import { openFile } from "../../server/domain/funding/open-file.ts";
import { receiveCreditReport } from "../../server/domain/funding/receive-credit-report.ts";
import { reviseUnderwriting } from "../../server/domain/funding/revise-underwriting.ts";
import { saveOperator } from "../../server/domain/funding/save-operator.ts";
import { sendDueEffects } from "../../server/domain/funding/send-effects.ts";
import { startTrack } from "../../server/domain/funding/start-track.ts";
import { updateCard } from "../../server/domain/funding/update-card.ts";
import { signingOf } from "../../server/integrations/adapters.ts";
import { sendersOf } from "../../server/integrations/senders.ts";
import { dayOf, momentIn } from "./calendar.ts";
import type { DemoClient, TakenStep } from "./clients.ts";
import { creditReport } from "./credit-report.ts";
import { giveContacts } from "./lender-contacts.ts";
import { dollars } from "./loan-tape.ts";
import { Random } from "./random.ts";

const OPENED_AT = 9 * 60 + 12;
const SIGNED_AFTER_MS = 30_000;

/** Lives each client's story through the product's own verbs, each step on its day. What is there already is not done again. */
export async function seedFiles(
  ctx: Context,
  clients: DemoClient[],
  now: Date,
  displayName: string,
): Promise<number> {
  const operator = `operator@${ctx.tenant.slug}.test`;
  const admin = as(ctx, { kind: "user", name: `admin@${ctx.tenant.slug}.test`, role: "admin" }, now);
  await giveTerms(admin, operator, displayName);
  await giveContacts(admin);
  for (const [place, client] of clients.entries()) {
    // A client is worked on at an own minute, so that the list has an order.
    await liveThrough(ctx, client, {
      now,
      place,
      operator: { kind: "user", name: operator, role: "operator" },
    });
  }
  return clients.length;
}

const as = (ctx: Context, actor: Actor, moment: Date): Context => ({ ...ctx, actor, now: () => moment });

async function giveTerms(ctx: Context, operator: string, displayName: string): Promise<void> {
  const { version } = await getOperator(ctx, { operator });
  if (version > 0) return;
  const affiliateLink = `https://asap-credit-repair.example/partner/${ctx.tenant.slug}`;
  await saveOperator(ctx, { operator, version, displayName, feePercent: "9", affiliateLink });
}

interface Life {
  now: Date;
  place: number;
  operator: Actor;
}

async function liveThrough(ctx: Context, client: DemoClient, life: Life): Promise<void> {
  const { timeZone } = ctx.tenant;
  const today = dayOf(timeZone, life.now);
  const at = (daysAgo: number, minute: number): Context => {
    const moment = momentIn(timeZone, addDays(today, -daysAgo), OPENED_AT + life.place * 7 + minute);
    return as(ctx, life.operator, moment < life.now ? moment : life.now);
  };
  const opened = at(client.openedDaysAgo, 0);
  const fileId = await open(opened, client);
  const judged = at(client.openedDaysAgo, 4);
  await judge(judged, client, fileId, addDays(today, -client.openedDaysAgo));
  await sendAll(judged);
  const begun = at(client.openedDaysAgo - 1, 1);
  await revise(begun, client, fileId);
  for (const track of client.tracks ?? []) await start(begun, fileId, track);
  await sendAll(begun);
  for (const [index, step] of (client.steps ?? []).entries()) {
    const moment = at(step[0], 5 + index);
    await take(moment, fileId, step, today);
    await sendAll(moment);
  }
}

/** The sandboxes have it on that day, and not when the app starts; the client signs half a minute later, and that is told then. */
async function sendAll(moment: Context): Promise<void> {
  const { db, pool, now, tenant } = moment;
  const place = { tenantId: tenant.id, db, pool, now };
  await sendDueEffects(moment, sendersOf(place));
  const soon = { ...place, now: () => new Date(now().getTime() + SIGNED_AFTER_MS) };
  await lookAfterAgreements(soon, await signingOf(soon));
}

async function open(ctx: Context, client: DemoClient): Promise<number> {
  const email = addressOf(client.name);
  const [present] = await ctx.db
    .select({ fileId: fundingFile.fileId })
    .from(fundingFile)
    .where(eq(fundingFile.email, email));
  if (present) return present.fileId;
  const { business } = client;
  const random = new Random(client.name);
  const made = await openFile(ctx, {
    name: client.name,
    email,
    phone: `+1 (${random.pick([212, 305, 404, 512, 602, 720, 813, 917])}) 555-01${random.between(10, 99)}`,
    statedIncome: dollars(client.statedIncome * 100),
    monthlyRevenue: business ? dollars(business.revenue * 100) : null,
    businessStartedOn: business
      ? addDays(dayOf(ctx.tenant.timeZone, ctx.now()), -Math.ceil(business.monthsOld * 30.5))
      : null,
  });
  return made.fileId;
}

function addressOf(name: string): string {
  const plain = name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return `${plain.replace(/[^a-z]+/g, ".")}@mail.example`;
}

async function judge(ctx: Context, client: DemoClient, fileId: number, issuedOn: string): Promise<void> {
  if ((await getFile(ctx, { fileId })).reports.length > 0) return;
  const reference = `MCS-${issuedOn.replaceAll("-", "")}-${fileId}`;
  const report = creditReport(new Random(client.name), client.credit, { reference, issuedOn });
  await receiveCreditReport(ctx, { fileId, body: Buffer.from(JSON.stringify({ report })) });
}

async function revise(ctx: Context, { revision }: DemoClient, fileId: number): Promise<void> {
  const { version, runs } = await getFile(ctx, { fileId });
  if (revision && runs.length < 2) await reviseUnderwriting(ctx, { fileId, version, ...revision });
}

async function start(ctx: Context, fileId: number, track: string): Promise<void> {
  const { version, tracks } = await getProgress(ctx, { fileId });
  if (tracks.some((one) => one.track === track && !one.isStarted))
    await startTrack(ctx, { fileId, version, track });
}

/** Of paths with a step of the same name it is the one that has it in turn. */
async function take(ctx: Context, fileId: number, [, step, data]: TakenStep, today: string): Promise<void> {
  const { version, paths, plan } = await getProgress(ctx, { fileId });
  if (step === "card") {
    const card = plan?.cards.find(({ cardNo }) => cardNo === data?.cardNo);
    if (plan && card?.changeNo === 1)
      await updateCard(ctx, { fileId, planNo: plan.planNo, seen: 1, ...data });
    return;
  }
  const own = paths.find(({ steps }) => steps.some(({ id, state }) => id === step && state === "open"));
  if (own) await completeStep(ctx, { fileId, version, path: own.path, step, data: dated(data ?? {}, today) });
}

/** `@n` is the day n days ago. */
function dated(data: Record<string, unknown>, today: string): unknown {
  return JSON.parse(JSON.stringify(data), (_, value) =>
    typeof value === "string" && /^@-?\d+$/.test(value) ? addDays(today, -Number(value.slice(1))) : value,
  );
}
