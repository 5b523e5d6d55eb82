import { and, eq } from "drizzle-orm";
import { controlDatabase } from "../../../db/control/client.ts";
import { membership, user } from "../../../db/control/schema.ts";
import { authorise, type Context, may, type Permission } from "../context.ts";

export interface Person {
  email: string;
  name: string;
  /** Whether files can be given to them: not shut out, and with a role that operates (F1.1). */
  mayOperate: boolean;
  /** Whether they are asked for what an operator may not do. */
  mayConfigure: boolean;
}

/** Everybody who ever had access to the tenant, so that its history can name them (P7.3). */
export async function listPeople(ctx: Context): Promise<Person[]> {
  authorise(ctx, "pipeline:read");
  const rows = await controlDatabase()
    .select(PERSON)
    .from(user)
    .innerJoin(membership, eq(membership.userId, user.userId))
    .where(eq(membership.tenantId, ctx.tenant.id));
  return rows.map((row) => ({
    email: row.email,
    name: row.name,
    mayOperate: canDo(row, "funding:operate"),
    mayConfigure: canDo(row, "funding:configure"),
  }));
}

/** Whether somebody of that address can have files of the tenant: who is shut out keeps theirs and gets no others. */
export async function mayOperate(ctx: Context, email: string): Promise<boolean> {
  authorise(ctx, "funding:operate");
  const [row] = await controlDatabase()
    .select(PERSON)
    .from(user)
    .innerJoin(membership, eq(membership.userId, user.userId))
    .where(and(eq(membership.tenantId, ctx.tenant.id), eq(user.email, email)));
  return row !== undefined && canDo(row, "funding:operate");
}

const PERSON = {
  email: user.email,
  name: user.name,
  role: membership.role,
  shutOut: user.disabledAt,
  shutOutHere: membership.disabledAt,
};

type Member = Pick<typeof user.$inferSelect, "email" | "name"> & {
  role: (typeof membership.$inferSelect)["role"];
  shutOut: string | null;
  shutOutHere: string | null;
};

function canDo({ role, shutOut, shutOutHere }: Member, permission: Permission): boolean {
  return shutOut === null && shutOutHere === null && may(role, permission);
}
