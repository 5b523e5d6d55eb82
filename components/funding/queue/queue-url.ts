import { createLoader, type inferParserType, parseAsStringLiteral } from "nuqs/server";
import { PARKED_REASONS, type ParkedReason } from "@/server/domain/funding/model/workflow.ts";
import { QUEUE_PARTS } from "@/server/domain/funding/queue-input.ts";
import { asDay, asId, asPage, asText } from "../../shell/address.ts";
import type { Inputs } from "../../trpc/client.ts";

/** The queue is its address: a link shows what its sender saw. */

const REASONS = Object.keys(PARKED_REASONS) as ParkedReason[];

export const queueUrl = {
  part: parseAsStringLiteral(QUEUE_PARTS).withDefault("due"),
  reason: parseAsStringLiteral(REASONS),
  operator: asText,
  from: asDay,
  to: asDay,
  page: asPage.withDefault(1),
  /** The client whose sheet is open. */
  file: asId,
};
export type QueueState = inferParserType<typeof queueUrl>;

export const loadQueueState = createLoader(queueUrl);

export function queueRequest(state: QueueState): Inputs["funding"]["queue"]["list"] {
  const { part, reason, operator, from, to, page } = state;
  return {
    part,
    page,
    pageSize: 50,
    ...(reason ? { reason } : {}),
    ...(operator ? { operator } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
  };
}

export function isFiltered({ reason, operator, from, to }: QueueState): boolean {
  return [reason, operator, from, to].some((value) => value !== null);
}

export const NO_FILTERS = { reason: null, operator: null, from: null, to: null, page: null, file: null };
