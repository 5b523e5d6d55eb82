import type { Context } from "./context.ts";
import type { EffectKind, SendOutcome } from "./funding/model/effects.ts";
import type { System } from "./integrations/input.ts";
import type { Integration } from "./integrations/integration-rows.ts";

/** What the domain asks of the systems outside. The adapters are in `server/integrations/`, chosen where the app is composed. */

/** An effect of the outbox on its way. */
export interface EffectToSend {
  effectId: number;
  fileId: number;
  effect: EffectKind;
  /** The same for every attempt: to be given to the other system wherever it has a place for it. */
  key: string;
  /** From 1. */
  attempt: number;
  payload: Record<string, unknown>;
}

/**
 * Carries an effect out. It says `refused` only of what was certainly not carried out; where it cannot tell, it says `unknown`
 * or throws.
 */
export interface EffectSender {
  send(effect: EffectToSend, signal: AbortSignal): Promise<SendOutcome>;
}

/** A letter of the outbox. */
export interface Letter {
  to: string;
  subject: string;
  paragraphs: string[];
  /** The effect's: the same for every attempt. */
  key: string;
}

export interface Mailer {
  send(letter: Letter, signal: AbortSignal): Promise<SendOutcome>;
  check(signal: AbortSignal): Promise<ProbeAnswer>;
}

/** What a system outside said when it was tried: in words for an administrator. */
export interface ProbeAnswer {
  isWorking: boolean;
  /** One sentence. */
  says: string;
  /** What would not work although the system answers: a stage that is missing, a template that nobody can sign. */
  problems: string[];
}

/** Tries each system, by a call that changes nothing there. */
export type ConnectionProbes = {
  [S in System]: (ctx: Context, integration: Integration) => Promise<ProbeAnswer>;
};
