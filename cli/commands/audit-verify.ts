import { verifyAudit } from "../../server/domain/tenancy/verify-audit.ts";
import type { Command } from "../command.ts";
import { withDeployment } from "../environment.ts";
import { explain, Failure } from "../failure.ts";
import { tenantContext } from "../tenant-context.ts";

const COULD_NOT_CHECK = 2;

export const command: Command = {
  summary:
    "Checks every rule that a tenant's data keeps, hash chains included. Exit code: 0 clean, 1 broken, 2 unknown.",
  options: { tenant: { value: "slug", description: "the tenant", required: true } },
  async run(args) {
    const slug = args.text("tenant");
    const { checked, violations } = await verify(slug);
    const lines = violations.flatMap(({ invariant, rule, count, examples }) => [
      `${invariant}: ${rule} ${count === 1 ? "1 row breaks" : `${count} rows break`} it:`,
      ...examples.map((example) => `  ${JSON.stringify(example)}`),
    ]);
    const total = `${slug}: ${checked} rules checked, ${violations.length === 0 ? "all kept" : `${violations.length} broken`}.`;
    return {
      result: { tenant: slug, clean: violations.length === 0, checked, violations },
      text: [...lines, total].join("\n"),
      exitCode: violations.length === 0 ? 0 : 1,
    };
  },
};

async function verify(slug: string) {
  try {
    return await withDeployment(async ({ deployment }) => {
      const ctx = await tenantContext(slug);
      return verifyAudit(ctx.pool, { tenantId: ctx.tenant.id, appRole: deployment.appRole });
    });
  } catch (error) {
    throw new Failure(`Nothing could be checked: ${explain(error)}`, COULD_NOT_CHECK);
  }
}
