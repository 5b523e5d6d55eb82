import { getOffers } from "../domain/funding/get-offers.ts";
import { notePostback } from "../domain/funding/note-postback.ts";
import { RequestOffersInput } from "../domain/funding/offer-input.ts";
import { requestOffers } from "../domain/funding/request-offers.ts";
import { engineOf } from "../integrations/engine/engine.ts";
import { contextFromPostback } from "./context.ts";
import { bodyForFile } from "./file-address.ts";
import { FileOffersWire, PostbackWire } from "./funding-offers.wire.ts";
import { type Call, type Endpoint, readBytes } from "./rest.ts";

/** The REST API of lenders' offers (F7.2), one entry an operation. */

export const getFileOffers: Endpoint = {
  method: "GET",
  path: "/api/funding/files/{id}/offers",
  summary: "What came of asking lenders for offers, and what was reported since",
  access: "user",
  status: 200,
  response: FileOffersWire,
  refusals: ["FILE_NOT_FOUND"],
  handle: async (call) => {
    const ctx = await call.context();
    return getOffers(ctx, { fileId: call.params.id }, await engineOf(ctx));
  },
};

export const postOfferRequest: Endpoint = {
  method: "POST",
  path: "/api/funding/files/{id}/offer-requests",
  summary: "Ask lenders for offers",
  description:
    "While it is the turn of `generate_term_loan_offers`. `ssn` and `dateOfBirth` are passed on to Engine and kept nowhere. " +
    "`consentsShown` is that of the texts which the client agreed to, as `GET …/offers` gives them. Lenders answer one after " +
    "the other: read the offers until `state` is `complete`. `mode` is that which `GET …/offers` gave: so nobody asks real lenders who meant the sandbox. Where it is `unclear`, nobody knows whether Engine has the " +
    "application; `again` says that a person decided to ask once more. With a `requestId` of your own you may send the same " +
    "request again: it is carried out once.",
  access: "user",
  body: RequestOffersInput.omit({ fileId: true }),
  status: 200,
  response: FileOffersWire,
  refusals: [
    "FILE_NOT_FOUND",
    "CONFLICT",
    "STEP_OUT_OF_TURN",
    "STEP_DONE_ALREADY",
    "OFFERS_ASKED_ALREADY",
    "MODE_CHANGED",
    "INTEGRATION_OFF",
  ],
  handle: async (call) => {
    const ctx = await call.context();
    return requestOffers(ctx, await bodyForFile(call), await engineOf(ctx));
  },
};

const MOST_POSTBACK_BYTES = 64_000;

/** What is said is looked through for references of ours and not read any further: how Engine words it is not documented. */
async function received({ request, url, params }: Call): Promise<{ received: true }> {
  const ctx = await contextFromPostback(request, params.secret ?? "");
  const body = await readBytes(request, MOST_POSTBACK_BYTES);
  await notePostback(ctx, `${url.search} ${new TextDecoder().decode(body)}`);
  return { received: true };
}

const POSTBACK = {
  path: "/api/integrations/engine/postback/{secret}",
  access: "open",
  status: 200,
  response: PostbackWire,
  refusals: ["NOT_FOUND", "TOO_MANY_ATTEMPTS"],
  handle: received,
} as const satisfies Partial<Endpoint>;

const SAYS =
  "The address is the tenant's own, and administrators find it in the settings. Whatever a call says is believed of nobody: " +
  "it has the leads whose reference it names looked at again.";

export const getPostback: Endpoint = {
  ...POSTBACK,
  refusals: [...POSTBACK.refusals],
  method: "GET",
  summary: "Engine reports that something happened to a lead",
  description: SAYS,
};

export const postPostback: Endpoint = {
  ...POSTBACK,
  refusals: [...POSTBACK.refusals],
  method: "POST",
  summary: "Engine reports that something happened to a lead, with a body",
  description: `${SAYS} The body may be of any form.`,
};

export const FUNDING_OFFER_ENDPOINTS: Endpoint[] = [
  getFileOffers,
  postOfferRequest,
  getPostback,
  postPostback,
];
