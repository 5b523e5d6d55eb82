import { toast } from "sonner";
import type { Outputs } from "../../trpc/client.ts";

/** What the server answers to a credit report, whichever way it came. */
export type Received = Pick<Outputs["funding"]["receiveCreditReport"], "isNew" | "run">;

export function sayReceived({ isNew, run }: Received): void {
  toast.success(isNew ? `Report added, underwriting ${run.runNo} done` : "This very report was here already");
}
