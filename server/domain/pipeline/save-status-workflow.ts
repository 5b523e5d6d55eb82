import { sql } from "drizzle-orm";
import { z } from "zod";
import { type Database, rowsOf } from "../../../db/connect.ts";
import { authorise, type Context, inTransaction } from "../context.ts";
import { DomainError } from "../errors.ts";
import { text } from "../fields.ts";
import { parseInput } from "../parse.ts";
import { type StatusConfig, type StatusWorkflow, workflowProblems } from "./model/status-workflow.ts";
import { insertWorkflow, readWorkflow } from "./status-workflow-rows.ts";

export const SaveStatusWorkflowInput = z.strictObject({
  /** The version that was edited; another one in force meanwhile is a conflict. */
  version: z.number().int().optional(),
  statuses: z
    .array(
      z.strictObject({
        statusCode: z.string().max(40),
        displayName: text(60),
        allowedTransitions: z.array(z.string().max(40)).max(50),
        isTerminal: z.boolean(),
        isException: z.boolean(),
        sequenceOrder: z.number().int().min(0).max(1_000),
        agingThresholdDays: z.number().int().min(0).max(365).nullable(),
      }),
    )
    .min(1)
    .max(50),
});

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
    if (version !== undefined && version !== present.version)
      throw new DomainError(staleVersion(version, present.version));
    refuseBroken(statuses, await occupiedStatuses(tx));
    const next = present.version + 1;
    await insertWorkflow(tx, next, statuses, {
      createdBy: ctx.actor.name,
      createdAt: ctx.now().toISOString(),
    });
    await recountTrades(tx);
    return readWorkflow(tx);
  });
}

function refuseBroken(statuses: StatusConfig[], occupied: string[]): void {
  const problems = workflowProblems(statuses, occupied);
  if (problems.length === 0) return;
  throw new DomainError({
    code: "INVALID_WORKFLOW",
    message: `The workflow was not changed. ${problems[0]}`,
    details: problems.map((message) => ({ field: "statuses", message })),
  });
}

function staleVersion(edited: number, present: number) {
  return {
    code: "CONFLICT" as const,
    message:
      "Another version of the workflow came into force meanwhile. Reload it and make your changes again.",
    details: [{ field: "version", message: `was ${edited} when you read it and is ${present} now` }],
  };
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
