/**
 * The products a client can be in flight for, with their steps (F3.1). All of it is data: a new step or primary is an
 * entry here, and the rules of progress read it (F3.2).
 */

/** The stages of the CRM, by the keys under which a tenant's settings name them (F7.1). */
export type CrmStage =
  | "manualReview"
  | "cardFunding"
  | "termLoan"
  | "establishedFunding"
  | "parked"
  | "declined"
  | "creditRepair";

export type Track = "creative" | "established";

/** What a step asks of the operator (F3.5). A trigger is one button; the server assembles what goes out. */
export type StepKind =
  | "approval"
  | "trigger"
  | "offers"
  | "offer_selection"
  | "wait"
  | "card_statuses"
  | "documents"
  | "shortlist"
  | "payment"
  | "verification"
  | "record";

/** The data that completing a step takes, where that is not what its kind takes. */
export type StepAsk = StepKind | "acceptance" | "funds" | "card_results";

export interface StepDefinition {
  id: string;
  title: string;
  kind: StepKind;
  /** As its kind, when left out. */
  asks?: StepAsk;
  /** How long what is waited for usually takes (F3.8). */
  expected?: string;
  /** Done once, done for every primary that has it. */
  isShared?: true;
  /** What is done here is about what came of that step, so reopening that one reopens this one too (F3.9). */
  restsOn?: string;
  /** Asks for money or records it, so what comes before it stays as it is while it is done (I22). */
  isMoney?: true;
  /** Only for these decline reasons; for all when left out. */
  onlyFor?: readonly string[];
}

export interface PathDefinition {
  title: string;
  /** null: no funding is under way, so there is no track to start. */
  track: Track | null;
  /** Its own steps begin when this one has ended, if it is active too. */
  startsAfter?: string;
  /** Who pays the operator: the client by an invoice, the lender by a commission (F4.1, F4.2); null where nobody does. */
  paidBy: "client" | "lender" | null;
  /** Where the CRM shows a file that is on it: a product while it is under way, the others once they are through (F7.1). */
  crmStage: CrmStage;
  /** How it can end without money (F3.11). */
  notFundedReasons: readonly string[];
  steps: readonly StepDefinition[];
}

const approve: StepDefinition = {
  id: "approve_underwriting",
  title: "Review and approve underwriting",
  kind: "approval",
  isShared: true,
};
const agreement: StepDefinition = {
  id: "send_agreement",
  title: "Send the consultancy agreement",
  kind: "trigger",
  isShared: true,
};
const invoice: StepDefinition = {
  id: "collect_invoice",
  title: "Send the invoice",
  kind: "trigger",
  isMoney: true,
};

/** In the order in which the primaries of a workflow stand (F2.2). */
export const PATHS = {
  term_loan: {
    title: "Term loan",
    track: "creative",
    paidBy: "client",
    crmStage: "termLoan",
    notFundedReasons: ["no_offers", "client_refused", "lender_declined"],
    steps: [
      approve,
      agreement,
      { id: "generate_term_loan_offers", title: "Generate term-loan offers", kind: "offers" },
      {
        id: "review_and_select_offer",
        title: "Review the offers with the client",
        kind: "offer_selection",
        restsOn: "generate_term_loan_offers",
      },
      {
        id: "send_offer_link",
        title: "Send the link to the selected offer",
        kind: "trigger",
        restsOn: "review_and_select_offer",
      },
      {
        id: "await_acceptance",
        title: "Wait for the client's acceptance",
        kind: "wait",
        asks: "acceptance",
        restsOn: "review_and_select_offer",
      },
      { id: "wait_for_funding", title: "Wait for the funds", kind: "wait", asks: "funds" },
      invoice,
      { id: "send_next_steps", title: "Send the next steps", kind: "trigger" },
    ],
  },
  card_funding: {
    title: "Card funding",
    track: "creative",
    paidBy: "client",
    startsAfter: "term_loan",
    crmStage: "cardFunding",
    notFundedReasons: ["no_card_approved", "client_refused"],
    steps: [
      approve,
      agreement,
      { id: "submit_processing", title: "Submit the file to 7 Figures", kind: "record" },
      {
        id: "wait_card_stacking_results",
        title: "Wait for the card stacking results",
        kind: "wait",
        asks: "card_results",
        expected: "24–72 hours",
      },
      {
        id: "deliver_funding_plan",
        title: "Email the funding plan",
        kind: "trigger",
        restsOn: "wait_card_stacking_results",
      },
      {
        id: "track_card_statuses",
        title: "Follow up on each card",
        kind: "card_statuses",
        restsOn: "wait_card_stacking_results",
      },
      invoice,
    ],
  },
  established_funding: {
    title: "Established funding",
    track: "established",
    paidBy: "lender",
    crmStage: "establishedFunding",
    notFundedReasons: ["lender_declined", "client_refused"],
    steps: [
      approve,
      agreement,
      { id: "gather_documentation", title: "Gather the documents", kind: "documents" },
      { id: "submit_to_partner", title: "Submit to a partner", kind: "shortlist" },
      {
        id: "handoff_to_lender",
        title: "Hand off to the lender",
        kind: "record",
        restsOn: "submit_to_partner",
      },
      {
        id: "record_payment_received",
        title: "Record the commission received",
        kind: "payment",
        isMoney: true,
      },
    ],
  },
  parked: {
    title: "Parked",
    track: null,
    paidBy: null,
    crmStage: "parked",
    notFundedReasons: [],
    steps: [
      { id: "send_parked_email", title: "Tell the client when we call back", kind: "trigger" },
      { id: "mark_parked", title: "Park the file in the Funding Queue", kind: "record" },
    ],
  },
  decline: {
    title: "Declined",
    track: null,
    paidBy: null,
    crmStage: "declined",
    notFundedReasons: [],
    steps: [
      {
        id: "send_repair_referral",
        title: "Send the credit repair referral",
        kind: "trigger",
        onlyFor: ["repair_referral"],
      },
      { id: "send_decline_email", title: "Send the decline email", kind: "trigger" },
      {
        id: "mark_in_credit_repair",
        title: "Mark the file as in credit repair",
        kind: "record",
        onlyFor: ["repair_referral"],
      },
      { id: "close_file", title: "Close the file", kind: "record" },
    ],
  },
} as const satisfies Record<string, PathDefinition>;

export type PrimaryPath = keyof typeof PATHS;

export const PRIMARY_PATHS = Object.keys(PATHS) as [PrimaryPath, ...PrimaryPath[]];

export const TRACKS: Record<Track, { title: string }> = {
  creative: { title: "Creative" },
  established: { title: "Established" },
};

export type NotFundedReason = (typeof PATHS)[PrimaryPath]["notFundedReasons"][number];

export const SUB_VARIANTS = ["mca", "sba", "both"] as const;
export type EstablishedSubVariant = (typeof SUB_VARIANTS)[number];
