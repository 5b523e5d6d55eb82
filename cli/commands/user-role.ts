import { COMMAND_LINE } from "../../server/auth/access-log.ts";
import { requireTenant } from "../../server/domain/tenancy/tenant-rows.ts";
import { setRole } from "../../server/domain/tenancy/users.ts";
import type { Command } from "../command.ts";
import { withDeployment } from "../environment.ts";

export const command: Command = {
  summary: "Changes the role of a person in a tenant; counts from their next request.",
  options: {
    tenant: { value: "slug", description: "the tenant", required: true },
    email: { value: "address", description: "whose role", required: true },
    role: { value: "role", description: "operator or admin", required: true },
  },
  async run(args) {
    const role = args.oneOf("role", ["operator", "admin"] as const);
    const email = args.text("email");
    await withDeployment(async () => {
      const { tenantId } = await requireTenant(args.text("tenant"));
      await setRole({ tenantId, email, role }, { by: COMMAND_LINE, now: new Date() });
    });
    return { result: { email, role }, text: `${email} is an ${role} of ${args.text("tenant")} now.` };
  },
};
