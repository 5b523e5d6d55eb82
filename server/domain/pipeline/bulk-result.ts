import type { Refusal, RefusalCode } from "../errors.ts";

/** `BulkStatusResult` of the source, with the code and the sentence of a refusal also apart. */
export interface BulkResult {
  pipelineLoanId: number;
  success: boolean;
  previousStatus: string | null;
  newStatus: string | null;
  /** `CODE: sentence`; null on success. */
  error: string | null;
  code: RefusalCode | null;
  message: string | null;
  /** Facts of a refusal, by which a screen can word it in the desk's own names. */
  facts: Record<string, unknown> | null;
}

/** `BulkStatusUpdateResponse` of the source: one result per distinct loan, in the order asked. */
export interface BulkOutcome {
  totalRequested: number;
  successful: number;
  failed: number;
  results: BulkResult[];
}

export function outcomeOf(
  pipelineLoanId: number,
  before: { currentStatus: string } | undefined,
  newStatus: string | null,
  refusal: Refusal | null,
): BulkResult {
  return {
    pipelineLoanId,
    success: refusal === null,
    previousStatus: before?.currentStatus ?? null,
    newStatus: refusal ? null : newStatus,
    error: refusal && `${refusal.code}: ${refusal.message}`,
    code: refusal?.code ?? null,
    message: refusal?.message ?? null,
    facts: refusal?.facts ?? null,
  };
}
