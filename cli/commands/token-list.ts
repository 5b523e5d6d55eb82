import { listClientTokens } from "../../server/auth/client-tokens.ts";
import { requireTenant } from "../../server/domain/tenancy/tenant-rows.ts";
import { type Command, columns } from "../command.ts";
import { withDeployment } from "../environment.ts";

export const command: Command = {
  summary: "Lists the Bearer tokens of a tenant.",
  options: { tenant: { value: "slug", description: "the tenant", required: true } },
  async run(args) {
    const tokens = await withDeployment(async () =>
      listClientTokens((await requireTenant(args.text("tenant"))).tenantId),
    );
    const rows = tokens.map((token) => [
      token.tokenId,
      token.name,
      token.role,
      token.revokedAt ? `revoked ${token.revokedAt}` : `until ${token.expiresAt}`,
    ]);
    return { result: { tokens }, text: tokens.length > 0 ? columns(rows) : "This tenant has no token." };
  },
};
