import { migrateTenants } from "../../server/domain/tenancy/migrate-tenants.ts";
import { type Command, columns } from "../command.ts";
import { withDeployment } from "../environment.ts";
import { UsageError } from "../failure.ts";

export const command: Command = {
  summary:
    "Brings the database of every tenant to the newest schema; goes on past one that fails (exit code 1 then).",
  options: { all: { description: "all tenants; must be given" } },
  async run(args) {
    if (!args.has("all")) throw new UsageError("Missing: --all.");
    const tenants = await withDeployment(() => migrateTenants());
    const failed = tenants.filter((t) => !t.ok).length;
    const rows = tenants.map((t) => [t.slug, t.ok ? "ok" : "FAILED", `${t.milliseconds} ms`, t.error ?? ""]);
    const total = `${tenants.length - failed} migrated, ${failed} failed`;
    return {
      result: { migrated: tenants.length - failed, failed, tenants },
      text: [...(rows.length > 0 ? [columns(rows)] : []), total].join("\n"),
      exitCode: failed > 0 ? 1 : 0,
    };
  },
};
