import type { Refusal } from "../errors.ts";
import { type Mode, SYSTEM_NAMES, type System } from "./input.ts";

/** Nobody sends to people what was meant for the sandbox, or the other way round (F7.4). */

/** As what each system was seen. */
export type SeenModes = { [S in System]?: Mode | undefined };

/**
 * Refuses what was decided while a system that it goes to was seen as the sandbox and is real now, or the other way round: one
 * reaches a person and the other nobody (F7.4).
 * @param fieldOf where the caller said as what it saw a system
 */
export function guardModes(
  seen: SeenModes,
  modes: SeenModes,
  systems: Iterable<System>,
  fieldOf: (system: System) => string,
): Refusal | null {
  const system = [...systems].find((one) => seen[one] !== undefined && seen[one] !== modes[one]);
  if (system === undefined) return null;
  const now = modes[system] === "live" ? "live now" : "the sandbox now";
  return {
    code: "MODE_CHANGED",
    message: `The connection with ${SYSTEM_NAMES[system]} is ${now}. Nothing was sent: look once more, then decide again.`,
    details: [
      {
        field: fieldOf(system),
        message: `was ${seen[system]} when you saw it and is ${modes[system]} now`,
      },
    ],
  };
}

/** Why an effect that was queued as one does not go out as the other. */
export function wordsOfOtherMode(system: System, queuedAs: Mode): string {
  const [was, is] = queuedAs === "live" ? ["live", "the sandbox"] : ["the sandbox", "live"];
  return `${SYSTEM_NAMES[system]} was ${was} when this was queued and is ${is} now: send it again if it is meant to go out so.`;
}
