import type { TestTenant } from "../../db/testing.ts";
import { addLender } from "../domain/funding/add-lender.ts";
import { JUDGED_AT } from "../domain/funding/testing-files.ts";
import { fileOf } from "../domain/funding/testing-steps.ts";
import { adminReads, adminWrites, answered, type Expected, reads, writes } from "./testing-callers.ts";

/** The doors of the Funding Queue and of what goes to partners, for the tests that go through every door. */

type Raw = Record<string, unknown>;

const PERIOD = { from: "2026-01-01", to: "2026-12-31", operator: "ann@desk.test" };

export const PARTNER_ROUTES: Record<string, { expected: Expected }> = {
  "GET /api/funding/queue": { expected: reads(200) },
  "GET /api/funding/lenders": { expected: reads(200) },
  "GET /api/funding/reconciliation.csv": { expected: adminReads(200) },
};

export const PARTNER_QUERIES: Record<string, Raw> = {
  "GET /api/funding/queue": {
    part: "upcoming",
    reason: "thin_file",
    operator: "ann@desk.test",
    from: "2026-01-01",
    to: "2026-12-31",
    page: 1,
    pageSize: 10,
  },
  "GET /api/funding/lenders": { product: "mca", search: "cred", withRetired: "true" },
  "GET /api/funding/reconciliation.csv": PERIOD,
};

/** A day still to come, whenever this runs. */
const inAMonth = () => new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);

/** Good inputs of what is asked of one client; `callNo` is nobody's yet. */
const ON_CLIENT: Record<string, (fileId: number) => Raw> = {
  "funding.queue.sheet": (fileId) => ({ fileId }),
  "funding.queue.claim": (fileId) => ({ fileId, version: 1 }),
  "funding.queue.release": (fileId) => ({ fileId }),
  "funding.queue.logCall": (fileId) => ({
    fileId,
    version: 1,
    outcome: "call_later",
    callOn: inAMonth(),
    notes: "After the holidays",
    requestId: "press-1",
  }),
  "funding.queue.takeBackCall": (fileId) => ({ fileId, callNo: 1 }),
  "funding.lenders.shortlist": (fileId) => ({ fileId }),
};

let serial = 0;

/** All that may be known of a lender. */
const terms = (): Raw => ({
  name: `Lender ${++serial}`,
  products: ["mca", "term_loan"],
  minimumScore: 600,
  minimumMonthlyRevenue: "10000.50",
  minimumMonthsInBusiness: 12,
  minimumAmount: "5000.00",
  maximumAmount: "250000.00",
  daysToFund: 3,
  contactName: "Lee",
  contactEmail: "lee@lender.test",
  contactPhone: "+1 212 555 0100",
  notes: "Quick",
  toVerify: "The amounts",
});

/** What is asked of no client: good inputs, with the lender of that id. */
export const ON_PARTNERS: Record<string, (lenderId: number) => Raw | undefined> = {
  "funding.queue.list": () => PARTNER_QUERIES["GET /api/funding/queue"],
  "funding.lenders.list": () => ({ product: "mca", search: "cred", withRetired: true }),
  "funding.lenders.add": terms,
  "funding.lenders.save": (lenderId) => ({ lenderId, version: 1, ...terms() }),
  "funding.lenders.retire": (lenderId) => ({ lenderId, version: 1, isRetired: true }),
  "funding.lenders.delete": (lenderId) => ({ lenderId, version: 1 }),
  "funding.partners.operators": () => undefined,
  "funding.partners.reconciliation": () => PERIOD,
};

const ABOUT_LENDER = new Set(["funding.lenders.save", "funding.lenders.retire", "funding.lenders.delete"]);

const EXPECTED: Record<string, Expected> = {
  "funding.queue.sheet": reads(404),
  "funding.lenders.shortlist": reads(404),
  "funding.queue.list": reads(200),
  "funding.lenders.list": reads(200),
  "funding.lenders.add": adminWrites(200),
  "funding.lenders.save": adminWrites(404),
  "funding.lenders.retire": adminWrites(404),
  "funding.lenders.delete": adminWrites(404),
  "funding.partners.operators": reads(200),
  "funding.partners.reconciliation": adminReads(200),
  // None of the callers has logged a call.
  "funding.queue.takeBackCall": answered(409, writes(404)),
};

/** Every procedure with who is let in; each call has a client or a lender of its own, whom nobody has touched yet. */
export function partnerProcedures(
  tenant: () => TestTenant,
): Record<string, { expected: Expected; input: () => unknown }> {
  const onClient = Object.entries(ON_CLIENT).map(([name, input]) => [
    name,
    { expected: EXPECTED[name] ?? writes(404), input: async () => input(await parkedFile(tenant())) },
  ]);
  const others = Object.entries(ON_PARTNERS).map(([name, input]) => [
    name,
    {
      expected: EXPECTED[name],
      input: async () => input(ABOUT_LENDER.has(name) ? await newLender(tenant()) : 0),
    },
  ]);
  return Object.fromEntries([...onClient, ...others]);
}

/** With an id that no other tenant has. */
async function newLender({ owner, as }: TestTenant): Promise<number> {
  await owner.query(
    "select setval('funding_lender_lender_id_seq', greatest(1000, nextval('funding_lender_lender_id_seq')))",
  );
  return (await addLender(as("admin"), terms())).lenderId;
}

/** A client of the Funding Queue, whatever the tenant's clock says. */
export async function parkedFile({ clock, as }: TestTenant): Promise<number> {
  const { now } = clock;
  clock.now = new Date(JUDGED_AT);
  const fileId = await fileOf(as("admin"), "thin");
  clock.now = now;
  return fileId;
}

export const onClientsOf = (fileId: () => number): [string, () => Raw][] =>
  Object.entries(ON_CLIENT).map(([name, input]) => [name, () => input(fileId())]);
