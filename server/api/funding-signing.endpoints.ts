import { noteSigning } from "../domain/funding/note-signing.ts";
import { contextFromPostback } from "./context.ts";
import { PostbackWire } from "./funding-offers.wire.ts";
import { type Endpoint, readBytes } from "./rest.ts";

/** What Documenso tells of agreements (F7.3). */

const MOST_BYTES = 1_000_000;

export const postSigningWebhook: Endpoint = {
  method: "POST",
  path: "/api/integrations/documenso/webhook/{secret}",
  summary: "Documenso reports that something happened to an agreement",
  description:
    "The address is the tenant's own, and administrators find it in the settings. Whatever a call says is believed of nobody: " +
    "Documenso is asked about the agreements of ours that it names. The body may be of any form.",
  access: "open",
  status: 200,
  response: PostbackWire,
  refusals: ["NOT_FOUND", "TOO_MANY_ATTEMPTS"],
  handle: async ({ request, params }) => {
    const ctx = await contextFromPostback(request, params.secret ?? "", "documenso");
    await noteSigning(ctx, new TextDecoder().decode(await readBytes(request, MOST_BYTES)));
    return { received: true };
  },
};

export const FUNDING_SIGNING_ENDPOINTS: Endpoint[] = [postSigningWebhook];
