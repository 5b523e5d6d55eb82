/**
 * Every reason for which the product says no. A code is part of the API: never renamed, and its HTTP status lives in
 * one table (`server/api/error-codes.ts`).
 */
export type RefusalCode =
  | "PAYLOAD_VALIDATION"
  | "PAYLOAD_TOO_LARGE"
  | "UNSUPPORTED_CONTENT_TYPE"
  | "UNAUTHORIZED"
  | "FORBIDDEN"
  | "CROSS_SITE_REQUEST"
  | "TOO_MANY_ATTEMPTS"
  | "LOAN_NOT_FOUND"
  | "TRADE_NOT_FOUND"
  | "DELIVERY_NOT_FOUND"
  | "NOT_FOUND"
  | "METHOD_NOT_ALLOWED"
  | "DUPLICATE_TRADE"
  | "INVALID_TRANSITION"
  | "INVALID_SETTLEMENT"
  | "INVALID_WORKFLOW"
  | "CONFLICT"
  | "UNAVAILABLE"
  | "INTERNAL";

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
