import { sql } from "drizzle-orm";
import type { Database } from "../../../db/connect.ts";
import { mortgageAudit } from "../../../db/tenant/schema/mortgage-records.ts";
import { log } from "../../log/log.ts";
import { authorise, type Context } from "../context.ts";
import { DomainError, statusCodeOf } from "../errors.ts";
import { RecordId } from "../fields.ts";
import { TemplateId } from "./input.ts";
import type { Attempt, AuditAction } from "./model/audit.ts";
import type { Mortgage } from "./model/mortgage.ts";
import type { FieldChange } from "./model/mortgage-changes.ts";

export interface NewEntry {
  action: AuditAction;
  mortgageId: number | null;
  /** The mortgage's version from then on, where it changed. */
  version?: number;
  changes?: FieldChange[];
  details?: Record<string, unknown>;
}

/** Tells what was done, within the transaction that does it (M11). */
export async function tell(tx: Database, ctx: Context, entry: NewEntry): Promise<void> {
  const { action, mortgageId, version = null, changes = [], details = {} } = entry;
  await tx.insert(mortgageAudit).values({
    at: ctx.now().toISOString(),
    actor: ctx.actor.name,
    action,
    mortgageId,
    version,
    changes,
    details,
  });
}

/** What the borrowers of an entry are called, by id: they may be gone when it is read. */
export function borrowersIn(...mortgages: Mortgage[]): { borrowerNames: Record<string, string> } {
  return {
    borrowerNames: Object.fromEntries(
      mortgages.map(({ borrowerId, borrowerName }) => [borrowerId, borrowerName]),
    ),
  };
}

/** Not what was mistyped, but what was not allowed or did not fit. */
const WORTH_TELLING = new Set([403, 409, 422]);

/**
 * Does what only administrators may do, and tells of every attempt that was refused (M8, M11). The entry is written apart, since
 * nothing else of the attempt stays.
 * @param raw the input as it was sent, for what it names
 * @throws DomainError FORBIDDEN, and whatever the work throws
 */
export async function attempt<T>(
  ctx: Context,
  attempted: Attempt,
  raw: unknown,
  work: () => Promise<T>,
): Promise<T> {
  try {
    authorise(ctx, "mortgages:administer");
    return await work();
  } catch (error) {
    if (error instanceof DomainError && WORTH_TELLING.has(statusCodeOf(error.refusal.code)))
      // Whoever was refused hears why, also where that cannot be told.
      await tellRefusal(ctx, attempted, raw, error.refusal.code).catch((fault: unknown) =>
        log.error(`That ${attempted} was refused could not be told`, fault),
      );
    throw error;
  }
}

/**
 * The same again, about the same thing, within a minute is told once: an attempt is a line of the log, a loop over one thing is
 * not a thousand.
 */
const SAME_WITHIN_S = 60;

async function tellRefusal({ db, actor, now }: Context, attempted: Attempt, raw: unknown, code: string) {
  const named = Object.fromEntries(
    Object.entries(NAMES)
      .map(([name, schema]) => [name, schema.safeParse(Object(raw)[name]).data] as const)
      .filter(([, value]) => value !== undefined),
  );
  const at = now().toISOString();
  const details = JSON.stringify({ attempted, code, ...named });
  // A number that is no mortgage's stays a part of what was said.
  const mortgageId = sql`(select mortgage_id from mortgage where mortgage_id = ${named.mortgageId ?? null}::integer)`;
  await db.execute(sql`
    insert into mortgage_audit (at, actor, action, mortgage_id, changes, details)
    select ${at}::timestamptz, ${actor.name}, 'refused', ${mortgageId}, '[]', ${details}::jsonb
    where not exists (select from mortgage_audit where actor = ${actor.name} and action = 'refused'
      and at > ${at}::timestamptz - make_interval(secs => ${SAME_WITHIN_S})
      and mortgage_id is not distinct from ${mortgageId} and details = ${details}::jsonb)`);
}

/** What an attempt may have been about. */
const NAMES = {
  mortgageId: RecordId,
  borrowerId: RecordId,
  documentId: RecordId,
  documensoTemplateId: TemplateId,
};
