import { z } from "zod";
import { AGREEMENT_ANSWERS } from "../domain/funding/model/agreement.ts";
import { EFFECT_KINDS, EFFECT_STATES } from "../domain/funding/model/effects.ts";
import { CARD_STATUSES_IN_PLAN } from "../domain/funding/model/emails.ts";
import { PRIMARY_PATHS, SUB_VARIANTS, TRACKS } from "../domain/funding/model/paths.ts";
import { PARKED_REASONS } from "../domain/funding/model/workflow.ts";
import { MODES, STAGE_KEYS } from "../domain/integrations/input.ts";
import { keysOf } from "./funding.wire.ts";
import { Count, DayText, Instant, Money, Rate } from "./wire.ts";

/** How far a file's workflow has come, as it stands on the wire. */

const Path = z.enum(PRIMARY_PATHS);

const Step = z.object({
  id: z.string(),
  title: z.string(),
  kind: z.string(),
  overlay: z.string().nullable(),
  isShared: z.boolean(),
  expected: z.string().nullable().meta({ description: "How long what is waited for usually takes" }),
  state: z.enum(["done", "open", "blocked", "passed"]),
  why: z.string().nullable().meta({ description: "Why it is blocked, and what comes first" }),
});

const CardChange = z.object({
  changeNo: Count,
  issuer: z.string(),
  amount: Money,
  status: z.enum(CARD_STATUSES_IN_PLAN),
  notes: z.string().nullable(),
  recordedAt: Instant,
  recordedBy: z.string(),
});

const Card = CardChange.extend({
  cardNo: Count,
  history: z.array(CardChange).meta({ description: "Newest first, at most 100 of `changeNo` in all" }),
});

const Offer = z.object({
  offerId: z.string(),
  lender: z.string(),
  amount: Money,
  apr: Rate.nullable(),
  termMonths: Count.nullable(),
  monthlyPayment: Money.nullable(),
  link: z.string().nullable(),
  expiresOn: DayText.nullable(),
  isSelected: z.boolean(),
});

const TimelineEvent = z.object({
  seq: Count,
  kind: z.enum([
    "started",
    "completed",
    "waited",
    "reopened",
    "not_funded",
    "superseded",
    "resumed",
    "rerouted",
    "effect_decided",
    "agreement_answered",
  ]),
  runNo: Count,
  track: keysOf(TRACKS).nullable(),
  path: Path.nullable(),
  step: z.string().nullable(),
  occurrence: Count.nullable(),
  data: z
    .record(z.string(), z.unknown())
    .meta({ description: "What it was done with; amounts as decimal text" }),
  reason: z.string().nullable(),
  recordedAt: Instant,
  recordedBy: z.string(),
});

const Effect = z.object({
  effectId: Count,
  path: Path.nullable().meta({ description: "Null for what shows where the whole file stands" }),
  step: z.string().nullable(),
  occurrence: Count.nullable(),
  effect: z.enum(EFFECT_KINDS),
  stage: z
    .enum(STAGE_KEYS)
    .nullable()
    .meta({ description: "What the CRM is to show, by its key in the settings" }),
  recipient: z.string().nullable().meta({ description: "To whom it goes; null for what goes to nobody" }),
  correctedRecipient: z
    .string()
    .nullable()
    .meta({ description: "Where it would go if it were sent again, since its address was corrected" }),
  isRedirected: z.boolean().meta({ description: "Another one, to a corrected address, has taken its place" }),
  state: z.enum(EFFECT_STATES),
  attempts: Count.meta({ description: "In all" }),
  isTakenBack: z.boolean().meta({
    description: "Its step was taken back while it was on its way: it does not set out again",
  }),
  nextAttemptAt: Instant.nullable(),
  lastError: z.string().nullable(),
  sentAt: Instant.nullable(),
  mode: z
    .enum(MODES)
    .nullable()
    .meta({ description: "Whether it goes, or went, to the sandbox, which reaches nobody" }),
  receipt: z.string().nullable(),
  agreement: z
    .enum(["open", ...AGREEMENT_ANSWERS])
    .nullable()
    .meta({ description: "What the client did with an agreement that is out" }),
  createdAt: Instant,
});

export const FileProgressWire = z.object({
  fileId: Count,
  version: Count,
  runNo: Count,
  waitsFor: z
    .enum(["report", "review"])
    .nullable()
    .meta({ description: "Why there is no workflow at present" }),
  tracks: z.array(z.object({ track: keysOf(TRACKS), title: z.string(), isStarted: z.boolean() })),
  paths: z.array(
    z.object({
      path: Path,
      title: z.string(),
      track: keysOf(TRACKS).nullable(),
      state: z.enum(["active", "completed", "not_funded", "superseded"]),
      steps: z.array(Step),
      next: Step.nullable().meta({ description: "The first step that can be done now" }),
    }),
  ),
  establishedSubVariant: z.enum(SUB_VARIANTS).nullable(),
  runChanges: z
    .array(z.object({ kind: z.string(), says: z.string() }))
    .meta({ description: "What the newest run changed of the workflow that was under way" }),
  offers: z.array(Offer),
  plan: z.object({ planNo: Count, cards: z.array(Card), approvedAmount: Money }).nullable(),
  closeOut: z
    .object({
      deliveredAt: Instant,
      asksFrom: Instant,
      isAsked: z.boolean(),
      waitedAt: Instant.nullable(),
    })
    .nullable()
    .meta({
      description:
        "From the seventh day after the funding plan was delivered it is asked whether to close out; who goes on waiting is " +
        "asked again a day later (`asksFrom`)",
    }),
  parking: z
    .object({
      parkedReason: keysOf(PARKED_REASONS),
      parkedCallbackDate: Count.meta({ description: "Unix milliseconds" }),
    })
    .nullable(),
  timeline: z.array(TimelineEvent).meta({ description: "Newest first, at most 100" }),
  earlierEvents: Count.meta({ description: "How many events there are before those of the timeline" }),
  effects: z.array(Effect).meta({
    description: "The outbox, newest first, at most 100; what waits, failed or is unclear is among them",
  }),
  earlierEffects: Count.meta({ description: "How many effects there are beside those" }),
});

export const ChangedProgressWire = FileProgressWire.extend({
  isNew: z.boolean().meta({ description: "False when this very request had been carried out before" }),
});
