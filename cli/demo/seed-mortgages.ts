import { Readable } from "node:stream";
import { eq } from "drizzle-orm";
import type { Database } from "../../db/connect.ts";
import { mortgageTemplate } from "../../db/tenant/schema/mortgage-records.ts";
import {
  mortgage,
  mortgageComparable,
  mortgageListing,
  mortgagePayment,
} from "../../db/tenant/schema/mortgages.ts";
import { addDays } from "../../server/domain/business-days.ts";
import { type Context, inTransaction } from "../../server/domain/context.ts";
import { addDocument } from "../../server/domain/mortgages/add-document.ts";
import { addTemplate } from "../../server/domain/mortgages/add-template.ts";
import { createBorrower } from "../../server/domain/mortgages/create-borrower.ts";
import { createMortgage } from "../../server/domain/mortgages/create-mortgage.ts";
import { getRenewalChain } from "../../server/domain/mortgages/get-renewal-chain.ts";
import { listBorrowers } from "../../server/domain/mortgages/list-borrowers.ts";
import { DOCUMENT_TYPES } from "../../server/domain/mortgages/model/documents.ts";
import type { StatusByHand } from "../../server/domain/mortgages/model/mortgage.ts";
import { renewMortgage } from "../../server/domain/mortgages/renew-mortgage.ts";
import { updateMortgage } from "../../server/domain/mortgages/update-mortgage.ts";
import { templatesOf } from "../../server/integrations/adapters.ts";
import { dayOf, momentIn } from "./calendar.ts";
import { type DemoMortgage, inventBook } from "./mortgage-book.ts";
import { paper } from "./paper.ts";

const ENTERED_AT = 10 * 60;

interface Event {
  day: string;
  happen: (ctx: Context) => Promise<unknown>;
}

/**
 * Lives the work of a desk with its mortgages through the product's own verbs, day by day up to yesterday, so that the log is in
 * the order in which it happened. What is there already is not done again (M15).
 */
export async function seedMortgages(ctx: Context, count: number, now: Date): Promise<void> {
  const { timeZone, slug } = ctx.tenant;
  const yesterday = addDays(dayOf(timeZone, now), -1);
  const events = inventBook(slug, count, yesterday).flatMap((demo, at) =>
    eventsOf(demo).map(({ day, happen }) => ({
      moment: momentIn(timeZone, day, ENTERED_AT + (at % 400)),
      happen,
    })),
  );
  events.sort((a, b) => a.moment.getTime() - b.moment.getTime());
  for (const { moment, happen } of events) await happen({ ...ctx, now: () => moment });
}

function eventsOf(demo: DemoMortgage): Event[] {
  const { terms, payments, status } = demo;
  const began = terms.map(({ originationDate }) => originationDate);
  const newest = began.at(-1) ?? "";
  return [
    ...began.map((day, at) => ({
      day,
      happen: (ctx: Context) => (at === 0 ? create(ctx, demo) : renew(ctx, demo, at)),
    })),
    { day: newest, happen: (ctx) => hangOn(ctx, demo) },
    { day: payments.at(-1)?.paidOn ?? newest, happen: (ctx) => leaveAs(ctx, demo, status) },
  ];
}

async function create(ctx: Context, demo: DemoMortgage): Promise<void> {
  const { externalMortgageId, property, ownership, terms } = demo;
  await createMortgage(ctx, {
    ...terms[0],
    externalMortgageId,
    borrowerId: await borrowerOf(ctx, demo),
    property,
    ownership,
    status: "active",
  });
}

/** The renewal with this place in its chain. */
async function renew(ctx: Context, demo: DemoMortgage, place: number): Promise<void> {
  const { length, newest } = await chainOf(ctx, demo);
  if (length > place) return;
  const { mortgageId, version } = newest;
  await renewMortgage(ctx, { mortgageId, version, ...demo.terms[place] });
}

async function leaveAs(ctx: Context, demo: DemoMortgage, status: StatusByHand): Promise<void> {
  const { mortgageId, version } = (await chainOf(ctx, demo)).newest;
  await updateMortgage(ctx, { mortgageId, version, status });
}

/** The mortgage with its renewals so far. */
async function chainOf(ctx: Context, { externalMortgageId }: DemoMortgage) {
  const [first] = await ctx.db
    .select({ mortgageId: mortgage.mortgageId })
    .from(mortgage)
    .where(eq(mortgage.externalMortgageId, externalMortgageId));
  const chain = await getRenewalChain(ctx, { mortgageId: first?.mortgageId });
  const newest = chain.at(-1);
  if (!newest) throw new Error("unreachable: a mortgage is in its own chain");
  return { length: chain.length, newest };
}

async function borrowerOf(ctx: Context, { borrowerName: name, borrowerEmail: email }: DemoMortgage) {
  const { borrowers } = await listBorrowers(ctx, { search: email });
  return borrowers[0]?.borrowerId ?? (await createBorrower(ctx, { name, email })).borrowerId;
}

/** What other parts of the business would have written (M15). */
async function hangOn(ctx: Context, demo: DemoMortgage): Promise<void> {
  const { mortgageId } = (await chainOf(ctx, demo)).newest;
  const { db } = ctx;
  if (await db.$count(mortgageComparable, eq(mortgageComparable.mortgageId, mortgageId))) return;
  for (const type of demo.documents) {
    const { street, city } = demo.property;
    const title = DOCUMENT_TYPES[type];
    const bytes = paper([
      title,
      `${street}, ${city}`,
      `Borrower: ${demo.borrowerName}`,
      demo.externalMortgageId,
    ]);
    await addDocument(ctx, { mortgageId, type, name: `${title} ${street}.pdf` }, Readable.from([bytes]));
  }
  const templates = await templatesOf(ctx);
  const present = await db.$count(mortgageTemplate, eq(mortgageTemplate.mortgageId, mortgageId));
  for (const template of demo.templates.slice(present))
    await addTemplate(ctx, { mortgageId, ...template }, templates);
  await inTransaction(ctx, (tx) => insertRows(tx, ctx, mortgageId, demo));
}

async function insertRows(tx: Database, ctx: Context, mortgageId: number, demo: DemoMortgage): Promise<void> {
  const { comparables, payments, listing } = demo;
  if (payments.length > 0)
    await tx.insert(mortgagePayment).values(payments.map((payment) => ({ mortgageId, ...payment })));
  if (listing) {
    const { status, askingPrice, listedOn, lockedFor } = listing;
    const at = momentIn(ctx.tenant.timeZone, listedOn, ENTERED_AT).toISOString();
    const lock =
      lockedFor === null ? {} : { lockedAt: at, lockedBy: `operator@${ctx.tenant.slug}.test`, lockedFor };
    await tx.insert(mortgageListing).values({ mortgageId, status, askingPrice, listedAt: at, ...lock });
  }
  await tx.insert(mortgageComparable).values(comparables.map((one) => ({ mortgageId, ...one })));
}
