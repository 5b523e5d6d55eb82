import { sql } from "drizzle-orm";
import { type Database, rowsOf, sqlState } from "../../../db/connect.ts";
import { log } from "../../log/log.ts";
import { type Context, inTransaction } from "../context.ts";
import { DomainError, refuse, refuseIf } from "../errors.ts";
import { deleteFiles } from "../files/delete-files.ts";
import { parseInput } from "../parse.ts";
import { attempt, tell } from "./audit-rows.ts";
import { DeleteMortgageInput } from "./input.ts";
import { type DeletionCounts, type DeletionPlan, guardDeletion } from "./model/deletion-plan.ts";
import { changeMortgage } from "./mortgage-rows.ts";
import { readPlan } from "./preview-deletion.ts";

export interface DeletedMortgage {
  mortgageId: number;
  counts: DeletionCounts;
  /** The mortgage that is again what it was before its renewal. */
  reinstated: { mortgageId: number; status: string } | null;
}

type Step = (tx: Database, plan: DeletionPlan) => Promise<number>;
type What = keyof DeletionCounts | "locks" | "mortgage";

/** What goes, in an order that the keys between the tables allow; what is counted is what really went. */
const STEPS: [what: What, step: Step][] = [
  ["locks", clearLocks],
  ["listings", rowsIn("mortgage_listing")],
  ["comparables", rowsIn("mortgage_comparable")],
  ["ownership", rowsIn("mortgage_ownership")],
  ["payments", rowsIn("mortgage_payment")],
  ["documents", rowsIn("mortgage_document")],
  [
    "files",
    (tx, { documents }) =>
      deleteFiles(
        tx,
        documents.map(({ storageId }) => storageId),
      ),
  ],
  ["templates", rowsIn("mortgage_template")],
  ["mortgage", rowsIn("mortgage")],
];

const NOTHING_GONE: Record<What, number> = {
  locks: 0,
  listings: 0,
  comparables: 0,
  ownership: 0,
  payments: 0,
  documents: 0,
  files: 0,
  templates: 0,
  mortgage: 0,
};

function rowsIn(table: string): Step {
  return async (tx, { mortgage: { mortgageId } }) => {
    const gone = sql`delete from ${sql.identifier(table)} where mortgage_id = ${mortgageId} returning 1`;
    return (await rowsOf(tx, gone)).length;
  };
}

async function clearLocks(tx: Database, { mortgage: { mortgageId } }: DeletionPlan): Promise<number> {
  const cleared = sql`update mortgage_listing set locked_at = null, locked_by = null, locked_for = null
    where mortgage_id = ${mortgageId} and locked_at is not null returning 1`;
  return (await rowsOf(tx, cleared)).length;
}

/**
 * Deletes a mortgage and everything that hangs on it, as the plan said that was shown, in one transaction; the borrower stays
 * (M9, M10). The newest of a chain gives its predecessor back the status that it had. What went is told in an entry that stays.
 * Administrators only.
 * @throws DomainError FORBIDDEN; MORTGAGE_NOT_FOUND; DELETION_PLAN_CHANGED; HAS_RENEWAL; HAS_ACTIVE_LISTING; HAS_LOCKED_LISTING;
 * DELETION_FAILED naming the step, after which everything is as before
 */
export async function deleteMortgage(ctx: Context, raw: unknown): Promise<DeletedMortgage> {
  return attempt(ctx, "delete", raw, async () => {
    const { mortgageId, planToken, ...choice } = parseInput(DeleteMortgageInput, raw);
    return inTransaction(ctx, async (tx) => {
      const { planToken: present, ...plan } = await readPlan(tx, mortgageId);
      refuseIf(guardDeletion(plan, choice));
      if (planToken !== present) refusePlan();
      const counts = await carryOut(tx, plan);
      // What came or went while the steps were under way was in no plan.
      if (JSON.stringify(counts) !== JSON.stringify(plan.counts)) refusePlan();
      await tell(tx, ctx, {
        action: "deleted",
        mortgageId,
        details: { counts, forced: choice.force && plan.lockedListings.length > 0, ...manifestOf(plan) },
      });
      const { predecessor } = plan;
      if (predecessor) await reinstate(tx, ctx, mortgageId, predecessor);
      return {
        mortgageId,
        counts,
        reinstated: predecessor && {
          mortgageId: predecessor.mortgageId,
          status: predecessor.statusBefore,
        },
      };
    });
  });
}

function refusePlan(): never {
  refuse(
    "DELETION_PLAN_CHANGED",
    "What hangs on this mortgage has changed since you looked. Nothing was deleted: look once more, then decide again.",
  );
}

async function carryOut(tx: Database, plan: DeletionPlan): Promise<DeletionCounts> {
  const gone = { ...NOTHING_GONE };
  for (const [what, step] of STEPS) {
    try {
      gone[what] = await step(tx, plan);
    } catch (error) {
      // A deadlock is run again from the beginning, and a lost connection is told as such.
      if (sqlState(error)?.startsWith("23") || sqlState(error)?.startsWith("P0")) throw failedAt(what, error);
      throw error;
    }
  }
  const { locks: _, mortgage: __, ...counts } = gone;
  return counts;
}

function failedAt(what: string, error: unknown): DomainError {
  log.error(`Deleting a mortgage failed at its ${what}`, error);
  return new DomainError({
    code: "DELETION_FAILED",
    message: `The ${what} could not be deleted, so nothing was: everything is as before. Try again; if it goes on, tell whoever runs this system.`,
    details: [{ field: what, message: "could not be deleted" }],
  });
}

/** All that is left of a mortgage: what it was, and what went with it. */
function manifestOf({ mortgage, listings, ownership, documents, paid, templates }: DeletionPlan) {
  return { mortgage, listings, ownership, documents, paid, templates };
}

async function reinstate(
  tx: Database,
  ctx: Context,
  deleted: number,
  { mortgageId, statusBefore }: NonNullable<DeletionPlan["predecessor"]>,
): Promise<void> {
  const { version } = await changeMortgage(tx, ctx, mortgageId, {
    status: statusBefore,
    statusBeforeRenewal: null,
  });
  await tell(tx, ctx, {
    action: "reinstated",
    mortgageId,
    version,
    changes: [{ field: "status", from: "renewed", to: statusBefore }],
    details: { deletedRenewal: deleted },
  });
}
