import { revokeApiKey } from "../../server/auth/api-keys.ts";
import { requireTenant } from "../../server/domain/tenancy/tenant-rows.ts";
import type { Command } from "../command.ts";
import { withDeployment } from "../environment.ts";
import { Failure } from "../failure.ts";

export const command: Command = {
  summary: "Ends a webhook key; the next delivery with it is refused.",
  options: {
    tenant: { value: "slug", description: "the tenant", required: true },
    prefix: {
      value: "prefix",
      description: "the key's visible prefix, as `key list` shows it",
      required: true,
    },
  },
  async run(args) {
    const prefix = args.text("prefix");
    const revoked = await withDeployment(async () => {
      const { tenantId } = await requireTenant(args.text("tenant"));
      return revokeApiKey(tenantId, prefix, new Date());
    });
    if (!revoked)
      throw new Failure(`The tenant ${args.text("tenant")} has no valid key with the prefix ${prefix}.`);
    return { result: { prefix, revoked }, text: `The key ${prefix} is revoked.` };
  },
};
