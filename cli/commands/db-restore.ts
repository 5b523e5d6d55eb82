import { deploymentFrom } from "../../db/deployment.ts";
import { restoreTenant } from "../../server/domain/tenancy/restore-tenant.ts";
import { requireTenant } from "../../server/domain/tenancy/tenant-rows.ts";
import type { Command } from "../command.ts";
import { withDeployment } from "../environment.ts";

export const command: Command = {
  summary:
    "Fills a new tenant (made with `tenant create`, nothing posted yet) from a file of `db backup`, all or nothing.",
  options: {
    tenant: { value: "slug", description: "the new tenant", required: true },
    file: { value: "path", description: "the file of `db backup`", required: true },
  },
  async run(args) {
    const file = args.text("file");
    const manifest = await withDeployment(async () => {
      const tenant = await requireTenant(args.text("tenant"));
      return restoreTenant(deploymentFrom(process.env), tenant, file);
    });
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    return {
      result: { file, ...manifest },
      text: `Restored ${rows.toLocaleString("en-US")} rows of ${manifest.tables.length} tables; every checksum matches.`,
    };
  },
};
