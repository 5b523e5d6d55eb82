import { deploymentFrom } from "../../db/deployment.ts";
import { backupTenant } from "../../server/domain/tenancy/backup-tenant.ts";
import { requireTenant } from "../../server/domain/tenancy/tenant-rows.ts";
import type { Command } from "../command.ts";
import { withDeployment } from "../environment.ts";
import { Failure } from "../failure.ts";
import { standsAt } from "../output-file.ts";

export const command: Command = {
  summary: "Writes everything in a tenant's database, as of one moment, to a file. Works while the app runs.",
  options: {
    tenant: { value: "slug", description: "the tenant", required: true },
    file: {
      value: "path",
      description: "the file to write, which must not be there",
      required: true,
    },
    replace: { description: "a regular file that is there is replaced, when all is well" },
  },
  async run(args) {
    const file = args.text("file");
    refuseTaken(file, args.has("replace"));
    const manifest = await withDeployment(async () => {
      const tenant = await requireTenant(args.text("tenant"));
      return backupTenant(deploymentFrom(process.env), tenant, file, new Date());
    }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOSPC") throw error;
      throw new Failure(`There is no room left for ${file}, so nothing was written: choose another disk.`);
    });
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    return {
      result: { file, ...manifest },
      text: `Wrote ${rows.toLocaleString("en-US")} rows of ${manifest.tables.length} tables to ${file}.`,
    };
  },
};

/** An earlier backup may be the only one. @throws Failure */
function refuseTaken(file: string, mayReplace: boolean): void {
  const found = standsAt(file);
  if (found === "other")
    throw new Failure(
      `${file} is no regular file and was left as it is: write the backup under another name.`,
    );
  if (found === "file" && !mayReplace)
    throw new Failure(
      `${file} is there already and was left as it is: write the backup under another name, of its day for one, or add --replace.`,
    );
}
