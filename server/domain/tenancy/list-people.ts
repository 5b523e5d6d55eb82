import { eq } from "drizzle-orm";
import { controlDatabase } from "../../../db/control/client.ts";
import { membership, user } from "../../../db/control/schema.ts";
import { authorise, type Context } from "../context.ts";

export interface Person {
  email: string;
  name: string;
}

/** Everybody who ever had access to the tenant, so that its history can name them (P7.3). */
export async function listPeople(ctx: Context): Promise<Person[]> {
  authorise(ctx, "pipeline:read");
  return controlDatabase()
    .select({ email: user.email, name: user.name })
    .from(user)
    .innerJoin(membership, eq(membership.userId, user.userId))
    .where(eq(membership.tenantId, ctx.tenant.id));
}
