import { and, desc, eq, getTableColumns, ilike, type SQL, sql } from "drizzle-orm";
import { mortgageAudit } from "../../../db/tenant/schema/mortgage-records.ts";
import { mortgage } from "../../../db/tenant/schema/mortgages.ts";
import { authorise, type Context } from "../context.ts";
import { parseInput } from "../parse.ts";
import { escapeLike } from "../search-text.ts";
import { ListAuditInput } from "./input.ts";
import type { AuditAction } from "./model/audit.ts";
import type { FieldChange } from "./model/mortgage-changes.ts";

export interface AuditEntry {
  entryId: number;
  at: string;
  actor: string;
  action: AuditAction;
  mortgageId: number | null;
  /** Whether that mortgage is still there. */
  isThere: boolean;
  version: number | null;
  changes: FieldChange[];
  details: Record<string, unknown>;
}

export interface AuditPage {
  totalRows: number;
  page: number;
  pageSize: number;
  entries: AuditEntry[];
}

/**
 * What was done with mortgages and what was refused, newest first, also of mortgages that are gone (M11). Administrators only.
 * Two statements.
 * @throws DomainError FORBIDDEN; PAYLOAD_VALIDATION
 */
export async function listAudit(ctx: Context, raw: unknown): Promise<AuditPage> {
  authorise(ctx, "mortgages:administer");
  const { page = 1, pageSize = 50, ...asked } = parseInput(ListAuditInput, raw ?? {});
  const where = conditionsOf(asked, ctx.tenant.timeZone);
  const [count] = await ctx.db.select({ total: sql<number>`count(*)::int` }).from(mortgageAudit).where(where);
  const entries = await ctx.db
    .select({
      ...getTableColumns(mortgageAudit),
      isThere: sql<boolean>`${mortgage.mortgageId} is not null`,
    })
    .from(mortgageAudit)
    .leftJoin(mortgage, eq(mortgage.mortgageId, mortgageAudit.mortgageId))
    .where(where)
    .orderBy(desc(mortgageAudit.entryId))
    .limit(pageSize)
    .offset((page - 1) * pageSize);
  return { totalRows: count?.total ?? 0, page, pageSize, entries };
}

type Asked = Omit<ReturnType<typeof ListAuditInput.parse>, "page" | "pageSize">;

function conditionsOf({ mortgageId, actor, action, from, to }: Asked, timeZone: string): SQL | undefined {
  const midnight = (day: SQL) => sql`((${day})::timestamp at time zone ${timeZone})`;
  return and(
    mortgageId === undefined ? undefined : eq(mortgageAudit.mortgageId, mortgageId),
    actor === undefined ? undefined : ilike(mortgageAudit.actor, `%${escapeLike(actor)}%`),
    action === undefined ? undefined : eq(mortgageAudit.action, action),
    from === undefined ? undefined : sql`${mortgageAudit.at} >= ${midnight(sql`${from}::date`)}`,
    to === undefined ? undefined : sql`${mortgageAudit.at} < ${midnight(sql`${to}::date + 1`)}`,
  );
}
