import { sql } from "drizzle-orm";
import { type Database, rowsOf } from "../../../db/connect.ts";
import { authorise, type Context, inTransaction } from "../context.ts";
import { refuseIf } from "../errors.ts";
import { parseInput } from "../parse.ts";
import { SaveStatusWorkflowInput } from "./input.ts";
import { guardWorkflow, type StatusWorkflow } from "./model/status-workflow.ts";
import { insertWorkflow, readWorkflow } from "./status-workflow-rows.ts";

/**
 * Puts a new version of the status workflow in force (P2.7). Loans stay where they are; the counts of every trade are
 * made anew, since a status may have become, or ceased to be, an exception. Administrators only.
 * @throws DomainError INVALID_WORKFLOW with every broken rule; CONFLICT when another version came into force meanwhile
 */
export async function saveStatusWorkflow(ctx: Context, raw: unknown): Promise<StatusWorkflow> {
  authorise(ctx, "pipeline:configure");
  const { version, statuses } = parseInput(SaveStatusWorkflowInput, raw);
  return inTransaction(ctx, async (tx) => {
    // Waits for every move and intake under way, and holds new ones back until the version is in force.
    await tx.execute(sql`select hold_loans_still()`);
    const present = await readWorkflow(tx);
    refuseIf(guardWorkflow({ version, statuses }, present, await occupiedStatuses(tx)));
    const next = present.version + 1;
    await insertWorkflow(tx, next, statuses, {
      createdBy: ctx.actor.name,
      createdAt: ctx.now().toISOString(),
    });
    await recountTrades(tx);
    return readWorkflow(tx);
  });
}

async function occupiedStatuses(tx: Database): Promise<string[]> {
  const rows = await rowsOf<{ status: string }>(
    tx,
    sql`select current_status as status from pipeline_status_rollup group by 1 having sum(loan_count) > 0`,
  );
  return rows.map((row) => row.status);
}

/** Derives the counts of every trade from its loans under the newest version. */
async function recountTrades(tx: Database): Promise<void> {
  await tx.execute(sql`
    update pipeline_trade t set exception_count = c.exceptions, terminal_count = c.terminal
    from (
      select l.pipeline_trade_id, count(*) filter (where s.is_exception)::int as exceptions,
        count(*) filter (where s.is_terminal)::int as terminal
      from pipeline_loan l join pipeline_status_config s on s.status_code = l.current_status
        and s.version = (select max(version) from pipeline_status_config)
      group by 1
    ) c
    where c.pipeline_trade_id = t.pipeline_trade_id
      and (t.exception_count, t.terminal_count) is distinct from (c.exceptions, c.terminal)`);
}
