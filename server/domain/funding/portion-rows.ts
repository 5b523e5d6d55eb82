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

/** The invoices and commissions of a period that stand: what was reopened since does not. One statement. */
export async function readCompensations(
  db: Database,
  timeZone: string,
  { from, to, operator }: { from: string; to: string; operator: string | null },
): Promise<CompensationLine[]> {
  const day = sql`case e.step when 'collect_invoice' then (e.recorded_at at time zone ${timeZone})::date
    else (e.data ->> 'receivedOn')::date end`;
  const rows = await rowsOf<Row>(
    db,
    sql`select f.operator, e.path, to_char(${day}, 'YYYY-MM-DD') as "receivedOn", e.file_id as "fileId", f.name as client,
        coalesce(e.data #>> '{invoice,amount}', e.data ->> 'amount') as compensation,
        (e.data ->> 'processedByUs')::boolean as "processedByUs",
        (select o.state from funding_effect o where o.file_id = e.file_id and o.event_seq = e.seq
          and o.effect in ('invoice', 'payment')) as "effectState"
      from funding_step_event e join funding_file f using (file_id)
      where e.kind = 'completed' and (e.step = 'record_payment_received'
          or (e.step = 'collect_invoice' and e.data #>> '{invoice,amount}' is not null))
        and ${day} between ${from} and ${to} and (${operator}::text is null or f.operator = ${operator})
        and not exists (select from funding_step_event r where r.file_id = e.file_id and r.path = e.path
          and r.step = e.step and r.kind = 'reopened' and r.seq > e.seq)`,
  );
  return rows.map(({ processedByUs, ...row }) => ({
    ...row,
    processor: processorOf(row.path, processedByUs ?? false),
  }));
}
