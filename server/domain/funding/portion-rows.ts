import { sql } from "drizzle-orm";
import { type Database, rowsOf } from "../../../db/connect.ts";
import type { EffectState } from "./model/effects.ts";
import type { PrimaryPath } from "./model/paths.ts";
import { type Portion, processorOf } from "./model/reconciliation.ts";

/** A compensation with the file that it came from. */
export interface CompensationLine extends Portion {
  fileId: number;
  client: string;
  /** How far its invoice, or its record in the CRM, has come. */
  effectState: EffectState | null;
}

interface Row {
  operator: string;
  path: PrimaryPath;
  receivedOn: string;
  compensation: string;
  processedByUs: boolean | null;
  fileId: number;
  client: string;
  effectState: EffectState | null;
}

/** Of the event `e`: that it recorded a compensation and was not reopened since. */
export const RECORDED_COMPENSATION = sql`e.kind = 'completed' and (e.step = 'record_payment_received'
    or (e.step = 'collect_invoice' and e.data #>> '{invoice,amount}' is not null))
  and not exists (select from funding_step_event r where r.file_id = e.file_id and r.path = e.path
    and r.step = e.step and r.kind = 'reopened' and r.seq > e.seq)`;

/**
 * The invoices and commissions of a period that stand: what was reopened since does not. Each is of the operator who had the
 * file when it was recorded, as its event says; earlier releases did not keep that, and then it is who has the file now. One
 * statement.
 */
export async function readCompensations(
  db: Database,
  timeZone: string,
  { from, to, operator }: { from: string; to: string; operator: string | null },
): Promise<CompensationLine[]> {
  const day = sql`case e.step when 'collect_invoice' then (e.recorded_at at time zone ${timeZone})::date
    else (e.data ->> 'receivedOn')::date end`;
  const by = sql`coalesce(e.data ->> 'operator', f.operator)`;
  const rows = await rowsOf<Row>(
    db,
    sql`select ${by} as operator, e.path, to_char(${day}, 'YYYY-MM-DD') as "receivedOn", e.file_id as "fileId", f.name as client,
        coalesce(e.data #>> '{invoice,amount}', e.data ->> 'amount') as compensation,
        (e.data ->> 'processedByUs')::boolean as "processedByUs",
        (select o.state from funding_effect o where o.file_id = e.file_id and o.event_seq = e.seq
          and o.effect in ('invoice', 'payment') order by o.effect_id desc limit 1) as "effectState"
      from funding_step_event e join funding_file f using (file_id)
      where ${RECORDED_COMPENSATION}
        and ${day} between ${from} and ${to} and (${operator}::text is null or ${by} = ${operator})`,
  );
  return rows.map(({ processedByUs, ...row }) => ({
    ...row,
    processor: processorOf(row.path, processedByUs ?? false),
  }));
}
