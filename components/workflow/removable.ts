import { isCore } from "@/server/domain/pipeline/model/status-workflow.ts";
import type { Designer } from "./designer-context.ts";

/** Core statuses stay, and so does one that loans are in (P2.7). */
export function mayRemove({ loansIn }: Pick<Designer, "loansIn">, code: string): boolean {
  return !isCore(code) && loansIn(code) === 0;
}
