import { revokeClientToken } from "../../server/auth/client-tokens.ts";
import { requireTenant } from "../../server/domain/tenancy/tenant-rows.ts";
import type { Command } from "../command.ts";
import { withDeployment } from "../environment.ts";
import { Failure } from "../failure.ts";

export const command: Command = {
  summary: "Ends a Bearer token; the next request with it is refused.",
  options: {
    tenant: { value: "slug", description: "the tenant", required: true },
    id: { value: "id", description: "the token's id, as `token list` shows it", required: true },
  },
  async run(args) {
    const tokenId = args.text("id");
    const revoked = await withDeployment(async () => {
      const { tenantId } = await requireTenant(args.text("tenant"));
      return revokeClientToken(tenantId, tokenId, new Date());
    });
    if (!revoked)
      throw new Failure(`The tenant ${args.text("tenant")} has no valid token with the id ${tokenId}.`);
    return { result: { tokenId, revoked }, text: `The token ${tokenId} is revoked.` };
  },
};
