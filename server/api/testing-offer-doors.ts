import { offerForm } from "../domain/funding/testing-offers.ts";
import {
  adminReads,
  adminWrites,
  always,
  answered,
  type Expected,
  reads,
  writes,
} from "./testing-callers.ts";

type Raw = Record<string, unknown>;

/** A good body for asking lenders, with something in each of its fields. */
export const offerRequest = (version: number): Raw => ({
  version,
  requestId: "r-6",
  again: true,
  ...offerForm(),
});

/** Of a file that waits for a person: who is let in is told that it is not the step's turn, or that there is nothing. */
export const OFFER_PROCEDURES: Record<string, { expected: Expected; input?: (version: number) => Raw }> = {
  "funding.offers.get": { expected: reads(404), input: () => ({}) },
  "funding.offers.request": { expected: answered(422, writes(404)), input: offerRequest },
  "funding.offers.confirm": {
    expected: answered(422, writes(404)),
    input: (version) => ({ version, requestId: "r-7", requestNo: 1 }),
  },
  "funding.offers.record": {
    expected: answered(404, writes(404)),
    input: (version) => ({ version, requestId: "r-8", eventId: "e-1", fundedAmount: "1.50" }),
  },
  "funding.offers.simulate": {
    expected: answered(422, adminWrites(404)),
    input: () => ({ event: "funded", amount: "1.50" }),
  },
};

type VersionOf = () => Promise<number>;

/** The addresses, for a file that waits for a person. */
export const offerRoutes = (file: () => number, version: VersionOf) => ({
  "GET /api/funding/files/[id]/offers": { expected: reads(404), id: file },
  "POST /api/funding/files/[id]/offer-requests": {
    expected: answered(422, writes(404)),
    id: file,
    body: async () => offerRequest(await version()),
  },
  // Whoever they are: it is the address that has to be the right one.
  "GET /api/integrations/engine/postback/[secret]": { expected: always(404) },
  "POST /api/integrations/engine/postback/[secret]": { expected: always(404), body: () => ({}) },
  "POST /api/integrations/documenso/webhook/[secret]": { expected: always(404), body: () => ({}) },
});

/** The procedures, for such a file. */
export const offerProcedures = (file: () => number, version: VersionOf) => ({
  ...Object.fromEntries(
    Object.entries(OFFER_PROCEDURES).map(([name, { expected, input }]) => [
      name,
      { expected, input: async () => ({ fileId: file(), ...input?.(await version()) }) },
    ]),
  ),
  "funding.offers.postback": { expected: adminReads(200) },
  "funding.offers.signingWebhook": { expected: adminReads(200) },
});

/** What each is asked about a file. */
export const offerInputs = (file: () => number) =>
  Object.entries(OFFER_PROCEDURES).map(([name, { input }]): [string, () => Raw] => [
    name,
    () => ({ fileId: file(), ...input?.(1) }),
  ]);
