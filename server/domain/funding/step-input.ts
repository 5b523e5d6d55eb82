import { z } from "zod";
import {
  Day,
  known,
  listOf,
  NonNegativeMoney,
  Notes,
  oneOf,
  Percentage,
  PositiveMoney,
  RecordId,
  record,
  text,
  wholeNumber,
  without,
  YesOrNo,
} from "../fields.ts";
import { MODES, type System } from "../integrations/input.ts";
import { Email } from "../tenancy/input.ts";
import { reportText } from "./input.ts";
import { EFFECT_DECISIONS, EFFECT_STATES } from "./model/effects.ts";
import { CARD_STATUSES_IN_PLAN } from "./model/emails.ts";
import {
  type NotFundedReason,
  PATHS,
  PRIMARY_PATHS,
  type StepAsk,
  SUB_VARIANTS,
  TRACKS,
  type Track,
} from "./model/paths.ts";

/** What the verbs of a workflow take. Safe for the browser: forms validate with the same schemas. */

const FileVersion = wholeNumber(1, 2_147_483_647);

/** A caller's own name for its request: the same one again is the same request, and answers the same. */
const RequestId = without(text(100), "identifier").optional();

const OfFile = { fileId: RecordId, version: FileVersion, requestId: RequestId };
const Path = oneOf(PRIMARY_PATHS);
const StepId = without(text(60), "identifier");

export const StartTrackInput = record({
  ...OfFile,
  track: oneOf(Object.keys(TRACKS) as [Track, ...Track[]]),
});

/** As what the systems were seen to which something goes: another one by now is refused (F7.4). Left out, either is meant. */
const SeenMode = oneOf(MODES).optional();
const SeenModes = record({
  gohighlevel: SeenMode,
  engine: SeenMode,
  documenso: SeenMode,
  smtp: SeenMode,
} satisfies Record<System, typeof SeenMode>).optional();

export const CompleteStepInput = record({
  ...OfFile,
  seenModes: SeenModes,
  path: Path,
  step: StepId,
  /** Of the form that the step asks for; a trigger takes none. */
  data: z.unknown().optional(),
});

const reasons = Object.values(PATHS).flatMap(({ notFundedReasons }) => notFundedReasons);

export const EndPathInput = record({
  ...OfFile,
  path: Path,
  reason: oneOf([...new Set<NotFundedReason>(reasons)] as [NotFundedReason, ...NotFundedReason[]]),
  notes: without(Notes),
});

export const ReopenInput = record({
  ...OfFile,
  path: Path,
  /** Left out, it is the path's end as not funded that is taken back. */
  step: StepId.optional(),
  reason: without(Notes),
});

export const KeepWaitingInput = record(OfFile);

const CardStatus = oneOf(CARD_STATUSES_IN_PLAN);

export const UpdateCardInput = record({
  fileId: RecordId,
  /** Of the plan as it was seen: one that was recorded anew has other cards. */
  planNo: wholeNumber(1, 2_147_483_647),
  cardNo: wholeNumber(1, 99),
  /** The number of the card's last change, as it was seen: another one by now is a conflict. */
  seen: wholeNumber(1, 2_147_483_647),
  status: CardStatus,
  /** As it was, when left out. */
  amount: NonNegativeMoney.optional(),
  notes: without(Notes).nullable().optional(),
});

export const RetryEffectInput = record({
  fileId: RecordId,
  effectId: RecordId,
  /**
   * `was_sent` only where nobody knows: somebody looked in the other system and found it there. `was_not_sent` is the other
   * answer where the step has been taken back, so that it is not to be sent again.
   */
  decision: oneOf(EFFECT_DECISIONS),
  /** As the effect was seen: if it has moved on, that is a conflict. */
  seen: record({
    state: oneOf(EFFECT_STATES),
    attempts: wholeNumber(0, 2_147_483_647),
    /** As what its system was seen, for who sends it again; left out, either is meant. */
    mode: oneOf(MODES).optional(),
    /** Where it was said to go, since its address was corrected. */
    to: without(Email).optional(),
  }),
});

const Link = without(text(2_000), "identifier").refine(
  (value) => /^https:\/\/[^\s/]+\.[^\s]+$/.test(value),
  "must be an address that begins with https://",
);

/** The operator's own terms (F4.1, F6.3). */
export const OperatorInput = record({ operator: without(Email, "identifier") });
export const SaveOperatorInput = record({
  operator: without(Email, "identifier"),
  /** As it was read; 0 when there was none. */
  version: wholeNumber(0, 2_147_483_647),
  displayName: known(reportText(200)),
  feePercent: Percentage(4).refine((value) => Number(value) <= 100, "must be at most 100"),
  affiliateLink: known(Link),
});

const notes = known(without(Notes));
const Nothing = record({ notes });

const Offer = record({
  /** By what it is selected; the lender's own id of it. */
  offerId: without(text(100), "identifier"),
  lender: reportText(200),
  amount: PositiveMoney,
  apr: known(Percentage(3)),
  termMonths: known(wholeNumber(1, 600)),
  monthlyPayment: known(NonNegativeMoney),
  link: known(Link),
  expiresOn: known(Day),
});

const PlannedCard = record({ issuer: reportText(200), amount: NonNegativeMoney, status: CardStatus }).refine(
  ({ amount, status }) => status !== "approved" || /[1-9]/.test(amount),
  { path: ["amount"], message: "must be more than 0 for an approved card" },
);

/** What completing a step takes, by what it asks (F3.5): exactly this and nothing else. */
export const STEP_DATA = {
  approval: record({ establishedSubVariant: oneOf(SUB_VARIANTS).optional(), notes }),
  trigger: record({}),
  offers: record({
    offers: listOf(Offer, "offers", 100)
      .min(1, "must hold an offer; without any, end the term loan as not funded")
      .refine(
        (offers) => new Set(offers.map(({ offerId }) => offerId)).size === offers.length,
        "must not hold an offerId twice",
      ),
  }),
  offer_selection: record({ offerId: without(text(100), "identifier"), notes }),
  wait: Nothing,
  acceptance: record({ acceptedOn: Day, notes }),
  funds: record({ fundedAmount: PositiveMoney, fundedOn: Day, notes }),
  card_results: record({
    cards: listOf(PlannedCard, "card applications", 7).min(4, "must hold 4 to 7 card applications"),
  }),
  card_statuses: Nothing,
  documents: record({
    documents: listOf(record({ document: reportText(200), receivedOn: Day }), "documents", 100).min(
      1,
      "must name a document that was received",
    ),
    notes,
  }),
  shortlist: record({
    partners: listOf(reportText(200), "partners", 20).min(
      1,
      "must name the partner that it was submitted to",
    ),
    notes,
  }),
  payment: record({
    amount: PositiveMoney,
    receivedOn: Day,
    lender: reportText(200),
    reference: without(text(100), "identifier"),
    /** Whether the processing was ours, for the reconciliation (F4.3). */
    processedByUs: YesOrNo.optional(),
  }),
  /** A new report that shows it ends the overlay by itself (F3.12); who confirms without one says what shows it instead. */
  verification: record({ notes: without(Notes) }),
  record: Nothing,
} satisfies Record<StepAsk, z.ZodType>;
