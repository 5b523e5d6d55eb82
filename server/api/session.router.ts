import { listPeople } from "../domain/tenancy/list-people.ts";
import { procedure, router } from "./trpc.ts";

/** Who is signed in, for the shell. */
export const sessionRouter = router({
  me: procedure.query(async ({ ctx }) => {
    const { name, role, slug, email, userName, tenantName } = await ctx.person();
    return {
      email: email ?? name,
      name: userName ?? name,
      role,
      tenantName: tenantName ?? slug,
      tenantSlug: slug,
      timeZone: ctx.domain.tenant.timeZone,
    };
  }),
  people: procedure.query(({ ctx }) => listPeople(ctx.domain)),
});
