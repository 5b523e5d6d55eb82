import { FUNDING_ENDPOINTS } from "./funding.endpoints.ts";
import { FUNDING_DOCUMENT_ENDPOINTS } from "./funding-documents.endpoints.ts";
import { FUNDING_INTAKE_ENDPOINTS } from "./funding-intake.endpoints.ts";
import { FUNDING_OFFER_ENDPOINTS } from "./funding-offers.endpoints.ts";
import { FUNDING_PARTNER_ENDPOINTS } from "./funding-partners.endpoints.ts";
import { FUNDING_QUEUE_ENDPOINTS } from "./funding-queue.endpoints.ts";
import { FUNDING_SIGNING_ENDPOINTS } from "./funding-signing.endpoints.ts";
import { FUNDING_STEP_ENDPOINTS } from "./funding-steps.endpoints.ts";
import { LIVE_ENDPOINTS } from "./live.endpoints.ts";
import { MORTGAGE_PAPER_ENDPOINTS } from "./mortgage-papers.endpoints.ts";
import { MORTGAGE_TEMPLATE_ENDPOINTS } from "./mortgage-templates.endpoints.ts";
import { MORTGAGE_ENDPOINTS } from "./mortgages.endpoints.ts";
import { getCronOutbox } from "./outbox.endpoints.ts";
import { PIPELINE_ENDPOINTS } from "./pipeline.endpoints.ts";
import { PLATFORM_ENDPOINTS } from "./platform.endpoints.ts";
import type { Endpoint } from "./rest.ts";

/** Every operation of the REST API. A function, since the document that lists them is itself one of them. */
export function allEndpoints(): Endpoint[] {
  return [
    ...PIPELINE_ENDPOINTS,
    ...FUNDING_ENDPOINTS,
    ...FUNDING_DOCUMENT_ENDPOINTS,
    ...FUNDING_INTAKE_ENDPOINTS,
    ...FUNDING_STEP_ENDPOINTS,
    ...FUNDING_QUEUE_ENDPOINTS,
    ...FUNDING_PARTNER_ENDPOINTS,
    ...FUNDING_OFFER_ENDPOINTS,
    ...FUNDING_SIGNING_ENDPOINTS,
    ...MORTGAGE_ENDPOINTS,
    ...MORTGAGE_PAPER_ENDPOINTS,
    ...MORTGAGE_TEMPLATE_ENDPOINTS,
    ...LIVE_ENDPOINTS,
    ...PLATFORM_ENDPOINTS,
    getCronOutbox,
  ];
}
