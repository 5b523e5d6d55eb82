import type { BulkResult } from "@/server/domain/pipeline/bulk-result.ts";
import type { BulkRun, KnownLoans } from "./bulk-run.ts";

/** What has been typed for an action on many loans; null is what stands there by itself. */
export interface BulkDraft {
  notes: string;
  actualDeliveryDate: string | null;
  deliveryMethod: string;
  settlementDate: string | null;
  settlementReference: string;
  /** By loan, as typed. */
  amounts: Record<number, string>;
}

export const NO_DRAFT: BulkDraft = {
  notes: "",
  actualDeliveryDate: null,
  deliveryMethod: "",
  settlementDate: null,
  settlementReference: "",
  amounts: {},
};

/**
 * Names the question that a draft belongs to: a reference typed for some loans must not stand in the final settlement of
 * others. The order in which they were selected makes no other question.
 */
export function draftKey(target: string | undefined, loanIds: number[]): string {
  return `${target ?? ""} ${loanIds.toSorted((a, b) => a - b)}`;
}

/** What both forms of an action on many loans are given. */
export interface BulkFormProps {
  loanIds: number[];
  loans: KnownLoans | undefined;
  draft: BulkDraft;
  change: (values: Partial<BulkDraft>) => void;
  isPending: boolean;
  /** @throws what the server refused the whole with */
  onSend: (run: BulkRun, leftOut: BulkResult[]) => Promise<void>;
}
