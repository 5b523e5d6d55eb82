import type { Context } from "./context.ts";
import type { EffectKind, SendOutcome } from "./funding/model/effects.ts";
import type { ConsentTexts, KeptApplication } from "./funding/model/loan-application.ts";
import type { MarketMode, OfferTable } from "./funding/model/loan-offers.ts";
import type { MarketEvent, MarketEvents } from "./funding/model/market-report.ts";
import type { Mode, StageKey, System, TemplateFate } from "./integrations/input.ts";
import type { Integration } from "./integrations/integration-rows.ts";
import type { PassedThrough } from "./passed-through.ts";

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
  /** It goes out as this or not at all; null: as whatever is set up (F7.4). */
  mode: Mode | null;
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

/** Whether it is the real service or the sandbox that stands in for it (F7.4). */
interface Adapter {
  mode: Mode;
}

export interface Mailer extends Adapter {
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
export interface Crm extends Adapter {
  park(
    client: CrmClient,
    parking: { parkedReason: string; parkedCallbackDate: number },
    signal: AbortSignal,
  ): Promise<SendOutcome>;
  tag(client: CrmClient, tag: string, signal: AbortSignal): Promise<SendOutcome>;
  close(client: CrmClient, closing: { declineReason: string }, signal: AbortSignal): Promise<SendOutcome>;
  showStage(client: CrmClient, stage: StageKey, signal: AbortSignal): Promise<SendOutcome>;
  /**
   * Amounts are US dollars as decimal text; `issuedOn` is missing where an older release queued it. `formerEmails`: where it was
   * to go before the address was corrected, and may have left something.
   */
  invoice(
    client: CrmClient,
    invoice: {
      title: string;
      funded: string;
      feePercent: string;
      amount: string;
      issuedOn?: string | undefined;
      formerEmails?: string[] | undefined;
      key: string;
    },
    signal: AbortSignal,
  ): Promise<SendOutcome>;
  recordPayment(
    client: CrmClient,
    payment: {
      amount: string;
      receivedOn: string;
      lender: string;
      reference: string;
      formerEmails?: string[] | undefined;
      key: string;
    },
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

export interface Signing extends Adapter {
  sendAgreement(
    client: { name: string; email: string; key: string },
    signal: AbortSignal,
  ): Promise<SendOutcome>;
  /** Null: it cannot be read. */
  readAgreement(envelopeId: string, signal: AbortSignal): Promise<Agreement | null>;
  check(signal: AbortSignal): Promise<ProbeAnswer>;
}

/** What can be signed, as the signing service keeps it. Who would sign is told by name, never with what they sign with. */
export interface SigningTemplate {
  /** `envelope_…`. */
  templateId: string;
  title: string;
  /** Whom it has sign or approve, in their order. */
  roles: string[];
}

/** The signing service's templates (M12). Of a reading that failed, `isGone` says that there is no such template. */
export interface SigningTemplates extends Adapter {
  readTemplate(templateId: string, signal: AbortSignal): Promise<Reading<SigningTemplate>>;
  /** `isWhole` is false where there are more than anybody picks from. */
  listTemplates(signal: AbortSignal): Promise<Reading<{ templates: SigningTemplate[]; isWhole: boolean }>>;
  /** Only the sandbox: what has happened to each of its templates. */
  readFates?(): Promise<SandboxTemplate[]>;
  /** Only the sandbox: lets something happen to a template, or takes that back. False: it has no such template. */
  simulate?(templateId: string, fate: TemplateFate): Promise<boolean>;
}

export interface SandboxTemplate {
  templateId: string;
  title: string;
  fate: TemplateFate;
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

/** An application on its way to lenders. The number and the date of birth are in it and nowhere else. */
export interface LoanApplication extends KeptApplication {
  /** Ours, opaque; comes back with what is reported. */
  reference: string;
  email: string;
  /** US dollars a year. */
  annualIncome: string;
  creditScore: number | null;
  dateOfBirth: string;
  ssn: PassedThrough;
  consents: ConsentTexts & { agreedToTcpa: boolean };
}

/** What became of asking. `refused` only where it was certainly not taken. */
export type OffersAnswer =
  | { how: "answered"; table: OfferTable }
  | { how: "refused"; why: string }
  | { how: "unknown"; why: string };

/** What was read, or why it could not be; `isGone` where asking again is of no use. */
export type Reading<T> = { how: "read"; value: T } | { how: "failed"; why: string; isGone: boolean };

/** A marketplace of lenders (F7.2). It throws nothing that it can say. */
export interface LoanMarketplace {
  mode: MarketMode;
  consents: ConsentTexts;
  /** No sooner than this may it be asked again what happened (ms). */
  eventsEveryMs: number;
  /** How old the first moment must be of which it is asked what happened since (ms). */
  eventsLagMs: number;
  requestOffers(application: LoanApplication, signal: AbortSignal): Promise<OffersAnswer>;
  readOffers(tableId: string, signal: AbortSignal): Promise<Reading<OfferTable>>;
  readEvents(
    from: { token: string } | { since: string },
    signal: AbortSignal,
  ): Promise<Reading<MarketEvents>>;
  readLead(leadId: string, signal: AbortSignal): Promise<Reading<MarketEvent[]>>;
  /** Only the sandbox: the clients' last names that make it fail, with what happens. */
  failingNames?: Record<string, string>;
  /** Only the sandbox: lets something happen to a lead. */
  simulate?(leadId: string, event: SimulatedEvent): Promise<void>;
}

/** What an administrator lets happen in the sandbox. */
export interface SimulatedEvent {
  event: "offerClicked" | "funded" | "takenBack";
  offerId: string;
  lender: string;
  /** US dollars. */
  amount: string;
}
