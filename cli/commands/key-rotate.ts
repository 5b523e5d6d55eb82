import { rotateApiKey } from "../../server/auth/api-keys.ts";
import { requireTenant } from "../../server/domain/tenancy/tenant-rows.ts";
import type { Command } from "../command.ts";
import { withDeployment } from "../environment.ts";

export const command: Command = {
  summary: "Makes another webhook key; those there are stay valid until they are revoked.",
  options: { tenant: { value: "slug", description: "the tenant", required: true } },
  async run(args) {
    const { key, prefix } = await withDeployment(async () => {
      const { tenantId } = await requireTenant(args.text("tenant"));
      return rotateApiKey(tenantId, new Date());
    });
    return { result: { webhookKey: key, prefix }, text: `Webhook key, shown only now: ${key}` };
  },
};
