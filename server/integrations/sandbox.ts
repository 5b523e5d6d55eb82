import { setTimeout as sleep } from "node:timers/promises";
import type { SendOutcome } from "../domain/funding/model/effects.ts";
import type { SANDBOX_DOMAINS } from "../domain/integrations/input.ts";
import { findRecord, keepRecord, type SandboxPlace } from "../domain/integrations/sandbox-rows.ts";

/** How every sandbox fails: by the domain of the client's address, as `SANDBOX_DOMAINS` says to whoever looks. */

const SLOW_MS = 3_000;

/**
 * Carries something out as a service would, failures included.
 * @param key the effect's: `busy.test` takes the second attempt of each
 * @param carryOut keeps it, and says what the service calls it
 */
export async function asService(
  place: SandboxPlace,
  { address, key, signal }: { address: string; key: string; signal: AbortSignal },
  carryOut: () => Promise<string | null>,
): Promise<SendOutcome> {
  const domain = address.slice(address.lastIndexOf("@") + 1).toLowerCase() as keyof typeof SANDBOX_DOMAINS;
  if (domain === "bounce.test")
    return { how: "refused", why: "The sandbox refuses everything for bounce.test.", isFinal: true };
  if (domain === "busy.test" && !(await findRecord(place, "refused for now", key))) {
    await keepRecord(place, "refused for now", key, { address });
    return { how: "refused", why: "The sandbox is busy for busy.test: come back later.", isFinal: false };
  }
  if (domain === "slow.test") await sleep(SLOW_MS, undefined, { signal });
  const receipt = await carryOut();
  if (domain === "cut.test")
    return { how: "unknown", why: "The sandbox cut the connection, as it does for cut.test." };
  return { how: "sent", receipt };
}
