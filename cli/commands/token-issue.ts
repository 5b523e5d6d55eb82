import { issueClientToken } from "../../server/auth/client-tokens.ts";
import { requireTenant } from "../../server/domain/tenancy/tenant-rows.ts";
import type { Command } from "../command.ts";
import { withDeployment } from "../environment.ts";

export const command: Command = {
  summary: "Issues a Bearer token for the REST API to a named client.",
  options: {
    tenant: { value: "slug", description: "the tenant", required: true },
    role: { value: "role", description: "operator or admin", required: true },
    name: { value: "name", description: "the client's name, as the audit trail shows it", required: true },
    days: { value: "days", description: "how long it is valid" },
  },
  async run(args) {
    const role = args.oneOf("role", ["operator", "admin"] as const);
    const days = args.wholeNumber("days", [1, 3_650]);
    const name = args.text("name");
    const { token, tokenId } = await withDeployment(async () => {
      const { tenantId, slug } = await requireTenant(args.text("tenant"));
      return issueClientToken(
        { tenantId, slug, role, name, ...(days === undefined ? {} : { days }) },
        new Date(),
      );
    });
    return { result: { token, tokenId }, text: `Token ${tokenId}, shown only now:\n${token}` };
  },
};
