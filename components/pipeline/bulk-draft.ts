import type { BulkResult } from "@/server/domain/pipeline/bulk-result.ts";
import type { BulkRun } from "./bulk-run.ts";
import type { LookedAt } from "./use-bulk-run.ts";

/**
 * Names the question that a draft belongs to: a reference typed for some loans must not stand in the final settlement of
 * others. The order in which they were selected makes no other question.
 */
export function draftKey(target: string | undefined, loanIds: number[]): string {
  return `bulk/${target ?? ""}/${loanIds.toSorted((a, b) => a - b)}`;
}

/** What both forms of an action on many loans are given. */
export interface BulkFormProps {
  loanIds: number[];
  lookedAt: LookedAt;
  /** Of `useDraft`. */
  draftKey: string;
  isPending: boolean;
  /** @throws what the server refused the whole with */
  onSend: (run: BulkRun, leftOut: BulkResult[]) => Promise<void>;
}
