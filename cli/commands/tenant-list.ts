import { listTenants } from "../../server/domain/tenancy/tenant-rows.ts";
import { type Command, columns } from "../command.ts";
import { withDeployment } from "../environment.ts";

export const command: Command = {
  summary: "Lists the tenants.",
  options: {},
  async run() {
    const tenants = await withDeployment(() => listTenants());
    const rows = tenants.map((t) => [
      t.slug,
      t.name,
      t.databaseName,
      t.tenantId,
      t.isReady ? "" : "not finished",
    ]);
    return { result: { tenants }, text: tenants.length > 0 ? columns(rows) : "There is no tenant yet." };
  },
};
