import { and, desc, eq, ilike, like, notLike, or, type SQL } from "drizzle-orm";
import { sql } from "drizzle-orm/sql";
import { controlDatabase } from "../../../db/control/client.ts";
import { accessLog } from "../../../db/control/schema.ts";
import { authorise, type Context } from "../context.ts";
import { parseInput } from "../parse.ts";
import { ListAccessInput } from "./input.ts";

export type AccessLogEntry = Omit<typeof accessLog.$inferSelect, "tenantId">;

/** Who came in, and who changed who or what may come in, newest first (P6.3). Administrators only. */
export async function listAccess(
  ctx: Context,
  raw: unknown,
): Promise<{ page: number; pageSize: number; totalRows: number; entries: AccessLogEntry[] }> {
  authorise(ctx, "tenant:administer");
  const { page = 1, pageSize = 50, ...wanted } = parseInput(ListAccessInput, raw ?? {});
  const where = and(eq(accessLog.tenantId, ctx.tenant.id), ...conditionsOf(wanted, ctx.tenant.timeZone));
  const db = controlDatabase();
  const [count] = await db.select({ total: sql<number>`count(*)::int` }).from(accessLog).where(where);
  const { entryId, at, actor, action, subject, details } = accessLog;
  const entries = await db
    .select({ entryId, at, actor, action, subject, details })
    .from(accessLog)
    .where(where)
    .orderBy(desc(at), desc(entryId))
    .limit(pageSize)
    .offset((page - 1) * pageSize);
  return { page, pageSize, totalRows: count?.total ?? 0, entries };
}

type Wanted = Pick<(typeof ListAccessInput)["_output"], "search" | "kind" | "from" | "to">;

function conditionsOf({ search = "", kind, from, to }: Wanted, timeZone: string): (SQL | undefined)[] {
  const { at, actor, action, subject } = accessLog;
  const midnight = (day: SQL) => sql`((${day})::timestamp at time zone ${timeZone})`;
  const part = `%${search.trim().replace(/[\\%_]/g, "\\$&")}%`;
  return [
    search.trim() === "" ? undefined : or(ilike(actor, part), ilike(subject, part)),
    kind === undefined ? undefined : kind === "sign-ins" ? like(action, "sign-%") : notLike(action, "sign-%"),
    from === undefined ? undefined : sql`${at} >= ${midnight(sql`${from}::date`)}`,
    to === undefined ? undefined : sql`${at} < ${midnight(sql`${to}::date + 1`)}`,
  ];
}
