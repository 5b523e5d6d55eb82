import { COMMAND_LINE } from "../../server/auth/access-log.ts";
import { requireTenant } from "../../server/domain/tenancy/tenant-rows.ts";
import { createUser, type UserAccess } from "../../server/domain/tenancy/users.ts";
import type { Command } from "../command.ts";
import { withDeployment } from "../environment.ts";

export const command: Command = {
  summary: "Lets a person into a tenant.",
  options: {
    tenant: { value: "slug", description: "the tenant", required: true },
    email: { value: "address", description: "address to sign in with", required: true },
    password: { value: "password", description: "at least 12 characters", required: true },
    role: { value: "role", description: "operator or admin", required: true },
    name: { value: "name", description: "name on the screen (default: the address)" },
  },
  async run(args) {
    const role = args.oneOf("role", ["operator", "admin"] as const);
    const name = args.optionalText("name");
    const user = await withDeployment(async () => {
      const { tenantId } = await requireTenant(args.text("tenant"));
      const input = { tenantId, email: args.text("email"), password: args.text("password"), role };
      return createUser(
        { ...input, ...(name === undefined ? {} : { name }) },
        { by: COMMAND_LINE, now: new Date() },
      );
    });
    const known = user.created ? "" : " They were known already and keep the present password.";
    const text = `${user.email} is an ${user.role} of ${args.text("tenant")}.${known}${shutOutText(user)}`;
    return { result: { ...user }, text };
  },
};

function shutOutText({ email, shutOut }: UserAccess): string {
  if (shutOut === null) return "";
  return shutOut === "everywhere"
    ? ` They are shut out of every tenant and cannot sign in: \`user enable --email ${email}\` changes that.`
    : " They are shut out of this tenant and cannot sign in: an administrator lets them in again on its page Users.";
}
