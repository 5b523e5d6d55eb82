/**
 * Every reason for which the product says no, with its HTTP status: the one table for REST and tRPC alike. A code is
 * part of the API and is never renamed.
 */
export const REFUSALS = {
  PAYLOAD_VALIDATION: 400,
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  CROSS_SITE_REQUEST: 403,
  LOAN_NOT_FOUND: 404,
  TRADE_NOT_FOUND: 404,
  DELIVERY_NOT_FOUND: 404,
  VIEW_NOT_FOUND: 404,
  FILE_NOT_FOUND: 404,
  NOT_IN_QUEUE: 404,
  LENDER_NOT_FOUND: 404,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  REQUEST_TIMEOUT: 408,
  DUPLICATE_TRADE: 409,
  CONFLICT: 409,
  SESSION_CHANGED: 409,
  OWN_ACCESS: 409,
  LAST_ADMINISTRATOR: 409,
  PAYLOAD_TOO_LARGE: 413,
  UNSUPPORTED_CONTENT_TYPE: 415,
  INVALID_TRANSITION: 422,
  INVALID_SETTLEMENT: 422,
  INVALID_WORKFLOW: 422,
  INVALID_POLICY: 422,
  NO_CREDIT_REPORT: 422,
  INVALID_INVOICE: 422,
  STEP_OUT_OF_TURN: 422,
  STEP_DONE_ALREADY: 409,
  CARD_CHANGED: 409,
  EFFECT_CHANGED: 409,
  TERMS_CHANGED: 409,
  MODE_CHANGED: 409,
  CALL_TAKEN: 409,
  CALL_CHANGED: 409,
  LENDER_CHANGED: 409,
  LENDER_IN_USE: 409,
  CARD_NOT_FOUND: 404,
  EFFECT_NOT_FOUND: 404,
  DOCUMENT_NOT_FOUND: 404,
  UNREADABLE_DOCUMENT: 422,
  EMAIL_INCOMPLETE: 422,
  MORTGAGE_NOT_FOUND: 404,
  BORROWER_NOT_FOUND: 404,
  TEMPLATE_NOT_FOUND: 404,
  MORTGAGE_CHANGED: 409,
  TEMPLATE_CHANGED: 409,
  ALREADY_RENEWED: 409,
  NOT_RENEWABLE: 422,
  HAS_RENEWAL: 409,
  HAS_ACTIVE_LISTING: 409,
  HAS_LOCKED_LISTING: 409,
  DELETION_PLAN_CHANGED: 409,
  DELETION_FAILED: 500,
  BORROWER_IN_USE: 409,
  STORE_FULL: 422,
  MORTGAGE_FULL: 422,
  SIGNING_UNREACHABLE: 503,
  OFFERS_ASKED_ALREADY: 409,
  OFFERS_INCOMPLETE: 422,
  REPORT_NOT_FOUND: 404,
  REPORT_TAKEN_BACK: 409,
  SANDBOX_ONLY: 422,
  INTEGRATION_OFF: 422,
  TOO_MANY_ATTEMPTS: 429,
  TOO_MANY_EXPORTS: 429,
  TOO_MANY_STREAMS: 429,
  HEADERS_TOO_LARGE: 431,
  INTERNAL: 500,
  UNAVAILABLE: 503,
} as const;

export type RefusalCode = keyof typeof REFUSALS;

export function statusCodeOf(code: RefusalCode): number {
  return REFUSALS[code];
}

export interface RefusalDetail {
  /** Path of the input field, e.g. `loans[3].propertyState`. */
  field: string;
  message: string;
  [more: string]: string;
}

/** Why something may not be done. Rules in `model/` return one; verbs throw it as a `DomainError`. */
export interface Refusal {
  code: RefusalCode;
  /** A sentence for the person: what is wrong and what to do. */
  message: string;
  details?: RefusalDetail[];
  /** Facts that the answer carries beside the error, e.g. the trade that exists already (P1.6). */
  facts?: Record<string, unknown>;
}

export class DomainError extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.message);
    this.name = "DomainError";
    this.refusal = refusal;
  }
}

/** Throws what a rule returned, if it refused. */
export function refuseIf(refusal: Refusal | null): void {
  if (refusal) throw new DomainError(refusal);
}

export function refuse(code: RefusalCode, message: string, details?: RefusalDetail[]): never {
  throw new DomainError({ code, message, ...(details ? { details } : {}) });
}
