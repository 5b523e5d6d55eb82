import type { TestTenant } from "../../db/testing.ts";
import { JUDGED_AT } from "../domain/funding/testing-files.ts";
import { fileOf } from "../domain/funding/testing-steps.ts";
import { answered, type Expected, reads, writes } from "./testing-callers.ts";

/** The doors of the Funding Queue and of what goes to partners, for the tests that go through every door. */

type Raw = Record<string, unknown>;

export const PARTNER_ROUTES: Record<string, { expected: Expected }> = {
  "GET /api/funding/queue": { expected: reads(200) },
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
};

/** Good inputs of what is asked of one client; `callNo` is nobody's yet. */
const ON_CLIENT: Record<string, (fileId: number) => Raw> = {
  "funding.queue.sheet": (fileId) => ({ fileId }),
  "funding.queue.claim": (fileId) => ({ fileId, version: 1 }),
  "funding.queue.release": (fileId) => ({ fileId }),
  "funding.queue.logCall": (fileId) => ({
    fileId,
    version: 1,
    outcome: "call_later",
    callOn: "2027-05-01",
    notes: "After the holidays",
    requestId: "press-1",
  }),
  "funding.queue.takeBackCall": (fileId) => ({ fileId, callNo: 1 }),
};

const EXPECTED: Record<string, Expected> = {
  "funding.queue.sheet": reads(404),
  // None of the callers has logged a call.
  "funding.queue.takeBackCall": answered(409, writes(404)),
};

/** Every procedure with who is let in; each call has a client of its own, whom nobody has called yet. */
export function partnerProcedures(
  tenant: () => TestTenant,
): Record<string, { expected: Expected; input: () => unknown }> {
  const onClient = Object.entries(ON_CLIENT).map(([name, input]) => [
    name,
    { expected: EXPECTED[name] ?? writes(404), input: async () => input(await parkedFile(tenant())) },
  ]);
  return {
    ...Object.fromEntries(onClient),
    "funding.queue.list": { expected: reads(200), input: () => ({}) },
  };
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
