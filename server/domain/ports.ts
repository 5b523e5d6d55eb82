import type { Context } from "./context.ts";
import type { EffectKind, SendOutcome } from "./funding/model/effects.ts";
import type { StageKey, System } from "./integrations/input.ts";
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

/** A client as the CRM knows them. */
export interface CrmClient {
  name: string;
  email: string;
  phone?: string | null | undefined;
}

/** The CRM: it shows what the workflow says, and is never asked where a file is (F7.1). */
export interface Crm {
  park(
    client: CrmClient,
    parking: { parkedReason: string; parkedCallbackDate: number },
    signal: AbortSignal,
  ): Promise<SendOutcome>;
  tag(client: CrmClient, tag: string, signal: AbortSignal): Promise<SendOutcome>;
  close(client: CrmClient, closing: { declineReason: string }, signal: AbortSignal): Promise<SendOutcome>;
  showStage(client: CrmClient, stage: StageKey, signal: AbortSignal): Promise<SendOutcome>;
  /** Amounts are US dollars as decimal text. */
  invoice(
    client: CrmClient,
    invoice: { title: string; funded: string; feePercent: string; amount: string; key: string },
    signal: AbortSignal,
  ): Promise<SendOutcome>;
  recordPayment(
    client: CrmClient,
    payment: { amount: string; receivedOn: string; lender: string; reference: string; key: string },
    signal: AbortSignal,
  ): Promise<SendOutcome>;
  check(signal: AbortSignal): Promise<ProbeAnswer>;
}

/** An agreement as the signing service knows it. */
export interface Agreement {
  envelopeId: string;
  /** The effect's. */
  key: string | null;
  status: string;
  signedAt: string | null;
}

export interface Signing {
  sendAgreement(
    client: { name: string; email: string; key: string },
    signal: AbortSignal,
  ): Promise<SendOutcome>;
  /** Null: it cannot be read. */
  readAgreement(envelopeId: string, signal: AbortSignal): Promise<Agreement | null>;
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
  [S in System]: (ctx: Context, integration: Integration<S>) => Promise<ProbeAnswer>;
};
