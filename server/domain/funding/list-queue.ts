import { rowsOf } from "../../../db/connect.ts";
import { authorise, type Context, today } from "../context.ts";
import { parseInput } from "../parse.ts";
import { ListQueueInput, type QueuePart } from "./queue-input.ts";
import { countParts, type QueueEntry, queuePage } from "./queue-rows.ts";

export interface QueuePage {
  /** In the tenant's zone: by it the parts are told apart. */
  today: string;
  /** With the same filters. */
  counts: Record<QueuePart, number>;
  totalRows: number;
  page: number;
  pageSize: number;
  entries: QueueEntry[];
}

/**
 * One page of the Funding Queue, whose call is due first at the top, with the number of clients in each part (F5.2). Whether a
 * call is overdue, of today or upcoming is by the tenant's day. Two statements, however many there are.
 * @throws DomainError PAYLOAD_VALIDATION naming what cannot be asked
 */
export async function listQueue(ctx: Context, raw: unknown): Promise<QueuePage> {
  authorise(ctx, "funding:read");
  const { part = "due", page = 1, pageSize = 50, ...filters } = parseInput(ListQueueInput, raw);
  const day = today(ctx);
  const counts = await countParts(ctx.db, day, filters);
  const entries = await rowsOf<QueueEntry>(
    ctx.db,
    queuePage(ctx.now(), { day, part, filters, limit: pageSize, offset: (page - 1) * pageSize }),
  );
  return { today: day, counts, totalRows: counts[part], page, pageSize, entries };
}
