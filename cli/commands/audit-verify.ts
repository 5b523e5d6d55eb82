import { readFileSync } from "node:fs";
import { openTenant } from "../../db/tenant/client.ts";
import { readHead } from "../../server/domain/tenancy/audit-head.ts";
import { requireTenant } from "../../server/domain/tenancy/tenant-rows.ts";
import { verifyAudit } from "../../server/domain/tenancy/verify-audit.ts";
import { verifyHead } from "../../server/domain/tenancy/verify-head.ts";
import type { Arguments, Command } from "../command.ts";
import { withDeployment } from "../environment.ts";
import { explain, Failure, UsageError } from "../failure.ts";

const COULD_NOT_CHECK = 2;

export const command: Command = {
  summary:
    "Checks every rule that a tenant's data keeps, hash chains included. Exit code: 0 clean, 1 broken, 2 unknown.",
  options: {
    tenant: { value: "slug", description: "the tenant", required: true },
    head: {
      value: "path",
      description: "a file of `audit head`: each log must still begin as it did then",
    },
    "restored-from": {
      value: "slug",
      description: "whose head it is, when the tenant came back from that one's backup",
    },
  },
  async run(args) {
    const slug = args.text("tenant");
    const { checked, violations, head } = await verify(slug, args);
    const lines = violations.flatMap(({ invariant, rule, count, examples }) => [
      `${invariant}: ${rule} ${count === 1 ? "Broken in 1 place:" : `Broken in ${count} places:`}`,
      ...examples.map((example) => `  ${JSON.stringify(example)}`),
    ]);
    const total = `${slug}: ${checked} rules checked, ${violations.length === 0 ? "all kept" : `${violations.length} broken`}.`;
    if (head) lines.push(`Held against the head of ${head.takenAt}, ${head.sha256}.`);
    return {
      result: { tenant: slug, clean: violations.length === 0, checked, violations, ...(head && { head }) },
      text: [...lines, total].join("\n"),
      exitCode: violations.length === 0 ? 0 : 1,
    };
  },
};

async function verify(slug: string, args: Arguments) {
  const file = args.optionalText("head");
  const restoredFrom = args.optionalText("restored-from");
  if (restoredFrom !== undefined && file === undefined)
    throw new UsageError("--restored-from needs --head <path>.");
  try {
    return await withDeployment(async ({ deployment }) => {
      const { tenantId, databaseName, settingsVersion } = await requireTenant(slug);
      const of = restoredFrom === undefined ? { id: tenantId, slug } : { restoredFrom };
      const head = file === undefined ? undefined : readHead(readFileSync(file, "utf8"), file, of);
      // Whoever only reads does not have the outbox looked at, so that it is seen as it is.
      const { pool } = await openTenant(tenantId, databaseName, settingsVersion);
      const report = await verifyAudit(pool, { tenantId, appRole: deployment.appRole, now: new Date() });
      if (head === undefined) return { ...report, head };
      const violations = [...report.violations, ...(await verifyHead(pool, head))];
      const { takenAt, sha256, logs } = head;
      return { checked: report.checked + logs.length, violations, head: { takenAt, sha256 } };
    });
  } catch (error) {
    throw new Failure(`Nothing could be checked: ${explain(error)}`, COULD_NOT_CHECK);
  }
}
