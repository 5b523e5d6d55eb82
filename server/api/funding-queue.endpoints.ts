import { listQueue } from "../domain/funding/list-queue.ts";
import { ListQueueInput } from "../domain/funding/queue-input.ts";
import { QueueResponse } from "./funding-queue.wire.ts";
import { readListQuery } from "./list-query.ts";
import type { Endpoint } from "./rest.ts";

/** The Funding Queue's REST API: for a dialler, or a board that shows what is due. */

const { part, reason, operator, from, to, page, pageSize } = ListQueueInput.shape;

const PARAMETERS = {
  part: {
    description: "`due` unless said otherwise: what is overdue and what is of today, by the tenant's day.",
    schema: part,
  },
  reason: { description: "Why the file is parked.", schema: reason },
  operator: { description: "Whose files, by e-mail address.", schema: operator },
  from: { description: "The first day of the call.", schema: from },
  to: { description: "The last day of the call.", schema: to },
  page: { description: "From 1.", schema: page },
  pageSize: { description: "50 unless said otherwise.", schema: pageSize },
};

export const getQueue: Endpoint = {
  method: "GET",
  path: "/api/funding/queue",
  summary: "Parked clients to call, whose call is due first at the top",
  access: "user",
  query: PARAMETERS,
  status: 200,
  response: QueueResponse,
  refusals: [],
  handle: async (call) => listQueue(await call.context(), readListQuery(call.url, {}, PARAMETERS)),
};

export const FUNDING_QUEUE_ENDPOINTS: Endpoint[] = [getQueue];
