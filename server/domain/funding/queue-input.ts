import type { z } from "zod";
import { Day, known, Notes, oneOf, RecordId, record, text, wholeNumber, without } from "../fields.ts";
import { Email } from "../tenancy/input.ts";
import { OUTCOMES } from "./model/calls.ts";
import { PARKED_REASONS, type ParkedReason } from "./model/workflow.ts";

/** What the verbs of the Funding Queue take (F5.2). Safe for the browser: forms validate with the same schemas. */

/** `due` is what is to be called today: what is overdue and what falls on the day. */
export const QUEUE_PARTS = ["due", "overdue", "today", "upcoming"] as const;
export type QueuePart = (typeof QUEUE_PARTS)[number];

const Reason = oneOf(Object.keys(PARKED_REASONS) as [ParkedReason, ...ParkedReason[]]);

export const ListQueueInput = record({
  part: oneOf(QUEUE_PARTS).optional(),
  reason: Reason.optional(),
  operator: Email.optional(),
  /** First and last day of the call. */
  from: Day.optional(),
  to: Day.optional(),
  page: wholeNumber(1, 1_000_000).optional(),
  pageSize: wholeNumber(1, 200).optional(),
});
export type ListQueueInput = z.output<typeof ListQueueInput>;

const Version = wholeNumber(1, 2_147_483_647);

export const ClaimInput = record({
  fileId: RecordId,
  /** As it was read: after another call the client is not called again by mistake. */
  version: Version,
});

export const ReleaseInput = record({ fileId: RecordId });

export const LogCallInput = record({
  fileId: RecordId,
  version: Version,
  outcome: oneOf(OUTCOMES),
  /** The day that the client asked for; with `call_later`, and only then. */
  callOn: known(Day),
  notes: known(without(Notes)),
  /** A caller's own name for its request: the same one again is the same call. */
  requestId: without(text(100), "identifier").optional(),
});

export const TakeBackCallInput = record({ fileId: RecordId, callNo: wholeNumber(1, 2_147_483_647) });
