import { type SQL, sql } from "drizzle-orm";
import { type Database, rowsOf } from "../../../db/connect.ts";
import { toCome } from "../wrong-clock-rows.ts";
import type { Call, Callback } from "./callback-rows.ts";
import { CLAIM_MS } from "./model/calls.ts";
import type { ListQueueInput, QueuePart } from "./queue-input.ts";

/** A client of the queue as a list shows them. */
export interface QueueEntry extends Callback {
  name: string;
  phone: string | null;
  operator: string;
  /** Whether somebody has them to call now. */
  isClaimed: boolean;
  lastCall: Pick<Call, "callNo" | "outcome" | "recordedAt" | "recordedBy"> | null;
}

const moment = (value: SQL) => sql`to_char(${value} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

type Filters = Pick<ListQueueInput, "reason" | "operator" | "from" | "to">;

/** A page of a part, in the order of the calls. */
export function queuePage(
  now: Date,
  asked: { day: string; part: QueuePart; filters: Filters; limit: number; offset: number },
): SQL {
  const { day, part, filters, limit, offset } = asked;
  return sql`select c.file_id as "fileId", c.run_no as "runNo", c.parked_reason as "parkedReason",
      c.planned_on as "plannedOn", c.due_on as "dueOn", c.version, c.unanswered, c.claimed_by as "claimedBy",
      ${moment(sql`c.claimed_at`)} as "claimedAt", ${moment(sql`c.claimed_until`)} as "claimedUntil",
      coalesce(${toCome(sql`c.claimed_until`, now, CLAIM_MS)}, false) as "isClaimed", f.name, f.phone, f.operator,
      (select jsonb_build_object('callNo', l.call_no, 'outcome', l.outcome, 'recordedBy', l.recorded_by,
          'recordedAt', ${moment(sql`l.recorded_at`)})
        from funding_call l where l.file_id = c.file_id order by l.call_no desc limit 1) as "lastCall"
    from funding_callback c join funding_file f using (file_id)
    where ${PARTS[part](day)} and ${whereQueue(filters)}
    order by c.due_on, c.file_id limit ${limit} offset ${offset}`;
}

const PARTS: Record<QueuePart, (day: string) => SQL> = {
  due: (day) => sql`c.due_on <= ${day}`,
  overdue: (day) => sql`c.due_on < ${day}`,
  today: (day) => sql`c.due_on = ${day}`,
  upcoming: (day) => sql`c.due_on > ${day}`,
};

function whereQueue({ reason, operator, from, to }: Filters): SQL {
  const conditions = [
    reason === undefined ? null : sql`c.parked_reason = ${reason}`,
    operator === undefined ? null : sql`f.operator = ${operator}`,
    from === undefined ? null : sql`c.due_on >= ${from}`,
    to === undefined ? null : sql`c.due_on <= ${to}`,
  ].filter((condition) => condition !== null);
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);
}

/** How many there are in each part, in one pass. */
export async function countParts(
  db: Database,
  day: string,
  filters: Filters,
): Promise<Record<QueuePart, number>> {
  const count = (part: QueuePart) =>
    sql`(count(*) filter (where ${PARTS[part](day)}))::int as ${sql.identifier(part)}`;
  const [row] = await rowsOf<Record<QueuePart, number>>(
    db,
    sql`select ${count("due")}, ${count("overdue")}, ${count("today")}, ${count("upcoming")}
      from funding_callback c ${filters.operator === undefined ? sql`` : sql`join funding_file f using (file_id)`}
      where ${whereQueue(filters)}`,
  );
  return row ?? { due: 0, overdue: 0, today: 0, upcoming: 0 };
}
