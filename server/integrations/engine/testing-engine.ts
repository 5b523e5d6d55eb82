import { randomUUID } from "node:crypto";
import { DEFAULT_CONSENTS } from "../../domain/funding/model/loan-application.ts";
import { PassedThrough } from "../../domain/passed-through.ts";
import type { LoanApplication } from "../../domain/ports.ts";
import { type Received, type Reply, type TestServer, testServer } from "../testing-server.ts";
import { engineClient } from "./client.ts";

/** A server on this machine that speaks Engine's protocol, as its public document has it. */

type Raw = Record<string, unknown>;

export const LEAD_TOKEN = "11111111-1111-4111-8111-111111111111_22222222-2222-4222-8222-222222222222";
export const CONFIDENTIAL_TOKEN = "33333333-3333-4333-8333-333333333333_44444444-4444-4444-8444-444444444444";

/** One that can have been issued. */
export const NUMBER = "512-47-9083";

export const application = (changes: Partial<LoanApplication> = {}): LoanApplication => ({
  reference: "pf-0123456789abcdef01234567",
  loanAmount: 20_000,
  purpose: "debt_consolidation",
  firstName: "Ann",
  lastName: "Client",
  email: "ann@mail.test",
  phone: "2125550100",
  address1: "175 5th Ave",
  address2: null,
  city: "New York",
  state: "NY",
  zipcode: "10010",
  housing: "rent",
  monthlyHousingPayment: "1500.50",
  employment: "employed_full_time",
  payFrequency: "biweekly",
  employerName: null,
  annualIncome: "80000.99",
  creditScore: 722,
  dateOfBirth: "1985-10-09",
  ssn: new PassedThrough(NUMBER),
  consents: { ...DEFAULT_CONSENTS, agreedToTcpa: true },
  ...changes,
});

export const engineOffer = (changes: Raw = {}): Raw => ({
  uuid: randomUUID(),
  originator: { key: "alpha", name: "Alpha, Inc.", description: "x", images: [], disclaimer: "Terms apply." },
  productType: "loan",
  productSubType: "personal_loan",
  url: `https://offers.engine.tech/ref/${randomUUID()}`,
  preQualified: true,
  preApproved: true,
  secured: false,
  sponsored: false,
  coApplicant: false,
  maxAmount: 7500,
  minAmount: null,
  termLength: 36,
  termUnit: "month",
  minApr: null,
  meanApr: 29.99,
  maxApr: 29.99,
  aprType: "fixed",
  monthlyPayment: 296.06,
  meanMonthlyPayment: 296.06,
  maxMonthlyPayment: 296.06,
  maxFeeFixed: 526,
  payout: 987_654,
  conversionProbability: 0.13022707252777743,
  recommendationScore: 1330,
  terms: null,
  ...changes,
});

const partner = (name: string): Raw => ({
  partner: { uuid: randomUUID(), name, description: "x", disclaimer: "x", imageUrl: "https://x.test/y.png" },
  productTypes: ["loan"],
});

export function rateTable(offers: Raw[], pending: string[] = [], changes: Raw = {}): Raw {
  return {
    uuid: randomUUID(),
    leadUuid: randomUUID(),
    loanAmount: 20_000,
    createdAt: "2026-04-27T12:00:00Z",
    loanOffers: offers,
    specialOffers: [],
    creditCardOffers: [],
    mortgageOffers: [],
    savingsOffers: [],
    pendingOriginators: [],
    pendingResponses: pending.map(partner),
    ...changes,
  };
}

export const engineEvent = (leadUuid: string, eventType: string, changes: Raw = {}): Raw => ({
  id: randomUUID(),
  isTest: true,
  leadUuid,
  leadCreatedAt: "2026-04-27T12:00:00Z",
  eventType,
  eventCreatedAt: "2026-04-28T09:00:00Z",
  paginationTimestamp: "2026-04-28T09:05:00Z",
  supplySubAccountUuid: randomUUID(),
  supplySubAccountName: "desk",
  financialInstitutionName: "Alpha, Inc.",
  ...changes,
});

export const eventPage = (data: Raw[], paginationToken = "t-1", shouldContinuePolling = false): Raw => ({
  data,
  paginationToken,
  shouldContinuePolling,
  nextUrl: `https://api.engine.tech/supplyAnalytics/leadEvents?paginationToken=${paginationToken}`,
});

/** Engine's form of a refusal. */
export const refusal = (status: number, message: string): Reply => ({ status, json: [{ message }] });

/** What it answers by `method path`; a list is answered one by one, its last for ever. */
export type Protocol = Record<string, Reply | Reply[] | ((request: Received) => Reply)>;

export async function engineServer(protocol: Protocol): Promise<TestServer> {
  return testServer((request) => {
    const known = Object.keys(protocol).find((key) => `${request.method} ${request.path}`.startsWith(key));
    const reply = known === undefined ? undefined : protocol[known];
    if (reply === undefined) return refusal(404, "Lead UUID is invalid");
    if (typeof reply === "function") return reply(request);
    if (!Array.isArray(reply)) return reply;
    return (reply.length > 1 ? reply.shift() : reply[0]) ?? refusal(500, "nothing left");
  });
}

/** The real client, pointed at such a server. */
export function clientAt(
  server: TestServer,
  now = () => new Date("2026-04-27T12:00:00Z"),
  timeoutMs = 1_000,
) {
  return engineClient({
    baseUrl: server.base,
    isTest: true,
    leadToken: LEAD_TOKEN,
    confidentialToken: CONFIDENTIAL_TOKEN,
    consents: DEFAULT_CONSENTS,
    now,
    timeoutMs,
    privateHosts: [server.host],
  });
}
