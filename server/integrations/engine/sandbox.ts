import { randomUUID } from "node:crypto";
import { and, eq, type SQL, sql } from "drizzle-orm";
import type { Database } from "../../../db/connect.ts";
import { integrationSandbox } from "../../../db/tenant/schema/integrations.ts";
import type { World } from "../../domain/context.ts";
import { type ConsentTexts, creditRatingOf } from "../../domain/funding/model/loan-application.ts";
import type { MarketEvent } from "../../domain/funding/model/market-report.ts";
import type { LoanApplication, LoanMarketplace, OffersAnswer, SimulatedEvent } from "../../domain/ports.ts";
import {
  FAILING_NAMES,
  isScenario,
  lendersOf,
  type SandboxLead,
  type Scenario,
  sandboxTable,
} from "./sandbox-offers.ts";

/** What the sandbox keeps of an event, in the order in which it was told. */
interface KeptEvent extends MarketEvent {
  toldAt: string;
}

type Place = Pick<World, "db" | "now">;

interface Lead extends SandboxLead {
  reference: string;
  events: KeptEvent[];
}

/**
 * Engine as it behaves, inside the app (F7.4): lenders answer one after the other, some decline, and what an administrator
 * lets happen is reported as Engine reports it. It asks nobody and keeps nothing of the client but how much was asked for.
 * Last names that make it fail are in `sandbox-offers.ts`.
 */
export function engineSandbox(world: Place, consents: ConsentTexts): LoanMarketplace {
  const { db } = world;
  const now = () => world.now().getTime();
  return {
    mode: "sandbox",
    consents,
    // What is simulated is read at once; this is for what a process did not come to.
    eventsEveryMs: 600_000,
    eventsLagMs: 0,
    requestOffers: (application) => requestOffers(world, application),
    readOffers: async (tableId) => {
      const [lead] = await leadsWhere(db, sql`${DATA} ->> 'tableId' = ${tableId}`);
      if (!lead) return { how: "failed", why: "The sandbox has no such rate table.", isGone: true };
      return { how: "read", value: tableOf(lead, now()) };
    },
    readEvents: async (from) => {
      const since = "token" in from ? from.token : from.since;
      const leads = await leadsWhere(db, sql`${DATA} #>> '{events,-1,toldAt}' >= ${since}`);
      const told = leads.flatMap(({ events }) => events).filter(({ toldAt }) => toldAt >= since);
      const token =
        told
          .map(({ toldAt }) => toldAt)
          .sort()
          .at(-1) ?? since;
      return { how: "read", value: { events: told.map(withoutTime), token, hasMore: false } };
    },
    readLead: async (leadId) => {
      const [lead] = await leadsWhere(db, eq(integrationSandbox.key, leadId));
      if (!lead) return { how: "failed", why: "The sandbox has no such lead.", isGone: true };
      return { how: "read", value: lead.events.map(withoutTime) };
    },
    failingNames: FAILING_NAMES,
    simulate: (leadId, event) => simulate(world, leadId, event),
  };
}

async function requestOffers(world: Place, application: LoanApplication): Promise<OffersAnswer> {
  const name = application.lastName.toLowerCase();
  const scenario: Scenario = isScenario(name)
    ? name
    : creditRatingOf(application.creditScore) === "poor"
      ? "nooffers"
      : "usual";
  switch (scenario) {
    case "duplicate":
      return { how: "refused", why: "Engine (sandbox) answered 409: Lead duplicates an existing lead." };
    case "invalid":
      // Engine repeats what it was sent, the number included.
      return {
        how: "refused",
        why: `Engine (sandbox) answered 400: Invalid fields present: ${application.ssn.reveal()} is not a valid ssn.`,
      };
    case "busy":
      return {
        how: "refused",
        why: "Engine (sandbox) answered 429 (too many requests). Try again in a minute.",
      };
    case "broken":
      return { how: "unknown", why: "Engine (sandbox) answered 500 (a fault of its own)." };
  }
  const { reference, loanAmount } = application;
  const createdAt = world.now().toISOString();
  const lead: Lead = {
    leadId: randomUUID(),
    tableId: randomUUID(),
    reference,
    scenario,
    loanAmount,
    createdAt,
    events: [],
  };
  await world.db
    .insert(integrationSandbox)
    .values({ ...LEAD, key: lead.leadId, data: { ...lead }, createdAt, updatedAt: createdAt });
  return { how: "answered", table: tableOf(lead, world.now().getTime()) };
}

const LEAD = { system: "engine", kind: "lead" } as const;
const DATA = integrationSandbox.data;

const tableOf = (lead: Lead, now: number) => sandboxTable(lead, lendersOf(lead.scenario), now);
const withoutTime = ({ toldAt: _, ...event }: KeptEvent): MarketEvent => event;

async function leadsWhere(db: Database, isMeant: SQL): Promise<Lead[]> {
  const { system, kind, data } = integrationSandbox;
  const rows = await db
    .select({ data })
    .from(integrationSandbox)
    .where(and(eq(system, LEAD.system), eq(kind, LEAD.kind), isMeant));
  return rows.map((row) => row.data as unknown as Lead);
}

/** What happens is added at the end; what is taken back is told again with the moment at which it was. */
async function simulate(world: Place, leadId: string, simulated: SimulatedEvent): Promise<void> {
  const [lead] = await leadsWhere(world.db, eq(integrationSandbox.key, leadId));
  if (!lead) throw new Error("the sandbox has no such lead");
  const at = world.now().toISOString();
  const told = toldOf(lead, at, simulated);
  if (told === null) return;
  const events = [...lead.events.filter(({ eventId }) => eventId !== told.eventId), told];
  await world.db
    .update(integrationSandbox)
    .set({ data: { ...lead, events }, updatedAt: at })
    .where(and(eq(integrationSandbox.system, LEAD.system), eq(integrationSandbox.key, leadId)));
}

function toldOf({ leadId, events }: Lead, at: string, simulated: SimulatedEvent): KeptEvent | null {
  const { event, offerId, lender, amount } = simulated;
  if (event === "takenBack") {
    const last = events.findLast(
      ({ eventType, takenBackAt }) => eventType === "funded" && takenBackAt === null,
    );
    return last ? { ...last, takenBackAt: at, toldAt: at } : null;
  }
  return {
    eventId: randomUUID(),
    leadId,
    eventType: event,
    happenedAt: at,
    takenBackAt: null,
    amount: event === "funded" ? amount : null,
    lender,
    offerId,
    toldAt: at,
  };
}
