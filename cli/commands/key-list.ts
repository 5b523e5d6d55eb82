import { listApiKeys } from "../../server/auth/api-keys.ts";
import { requireTenant } from "../../server/domain/tenancy/tenant-rows.ts";
import { type Command, columns } from "../command.ts";
import { withDeployment } from "../environment.ts";

export const command: Command = {
  summary: "Lists a tenant's webhook keys by their visible prefix.",
  options: { tenant: { value: "slug", description: "the tenant", required: true } },
  async run(args) {
    const keys = await withDeployment(async () =>
      listApiKeys((await requireTenant(args.text("tenant"))).tenantId),
    );
    const rows = keys.map((key) => [
      key.prefix,
      `made ${key.createdAt}`,
      key.lastUsedAt ? `used ${key.lastUsedAt}` : "never used",
      key.revokedAt ? `revoked ${key.revokedAt}` : key.expiresAt ? `expires ${key.expiresAt}` : "",
    ]);
    return { result: { keys }, text: keys.length > 0 ? columns(rows) : "This tenant has no key." };
  },
};
