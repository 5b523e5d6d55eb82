import type { Context } from "../../server/domain/context.ts";
import { listLenders } from "../../server/domain/funding/list-lenders.ts";
import { saveLender } from "../../server/domain/funding/save-lender.ts";

/** Where the demo's files are submitted to, with some of what such lenders ask for. The others have no address yet. */
const CONTACTS = [
  { name: "Credibly", contactEmail: "submissions@credibly.example", minimumScore: 550, daysToFund: 2 },
  { name: "Kapitus", contactEmail: "partners@kapitus.example", minimumScore: 625, daysToFund: 3 },
  { name: "Cadence Bank", contactEmail: "sba@cadence.example", minimumMonthsInBusiness: 24 },
];

/** Completes the lenders that every tenant begins with; one that somebody has completed stays as it is. */
export async function giveContacts(ctx: Context): Promise<void> {
  const { lenders } = await listLenders(ctx, {});
  for (const { name, ...known } of CONTACTS) {
    const present = lenders.find((lender) => lender.name === name);
    if (!present || present.contactEmail !== null) continue;
    const { retiredAt: _r, createdAt: _c, createdBy: _b, updatedAt: _u, updatedBy: _w, ...lender } = present;
    await saveLender(ctx, { ...lender, ...known });
  }
}
