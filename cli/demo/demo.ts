import { randomInt } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { rotateApiKey } from "../../server/auth/api-keys.ts";
import { saveStatusWorkflow } from "../../server/domain/pipeline/save-status-workflow.ts";
import { readWorkflow } from "../../server/domain/pipeline/status-workflow-rows.ts";
import { provisionTenant } from "../../server/domain/tenancy/provision-tenant.ts";
import { listTenants } from "../../server/domain/tenancy/tenant-rows.ts";
import { createUser } from "../../server/domain/tenancy/users.ts";
import { canKeepFiles, type OpenDeployment } from "../environment.ts";
import { tenantContext } from "../tenant-context.ts";
import { DEMO_TENANTS, type DemoTenant } from "./demo-tenants.ts";
import { seedFiles } from "./seed-files.ts";
import { beginningOfHistory, seedLoans } from "./seed-loans.ts";
import { seedMortgages } from "./seed-mortgages.ts";

/** What the start prints about the demo, kept in the data folder for later starts. */
export interface Demo {
  users: string[];
  password: string;
  /** Of the first demo tenant. */
  webhookKey: string;
}

interface DemoRecord {
  password: string;
  webhookKey: string | null;
  finished: boolean;
}

/**
 * Makes the demo tenants when the deployment has no tenant yet, or completes them when an earlier start was killed
 * half-way; afterwards only reads what to print. Null: this deployment has no demo.
 */
export async function ensureDemo(open: OpenDeployment, log: (line: string) => void): Promise<Demo | null> {
  const file = path.join(open.dataDir, "demo.json");
  const record = readRecord(file) ?? (await newRecord(open, file));
  if (record === null) return null;
  if (!record.finished) {
    const began = performance.now();
    log("Making the demo tenants …");
    for (const tenant of DEMO_TENANTS) await makeTenant(tenant, record, file);
    record.finished = true;
    writeRecord(file, record);
    log(`Made the demo tenants in ${((performance.now() - began) / 1000).toFixed(1)} s.`);
  }
  const users = DEMO_TENANTS.flatMap(({ slug }) => [`admin@${slug}.test`, `operator@${slug}.test`]);
  return { users, password: record.password, webhookKey: record.webhookKey ?? "" };
}

async function newRecord(open: OpenDeployment, file: string): Promise<DemoRecord | null> {
  if ((await listTenants()).length > 0 || !canKeepFiles(open.dataDir)) return null;
  const record = {
    password: process.env.PSSAAS_DEMO_PASSWORD || memorablePassword(),
    webhookKey: null,
    finished: false,
  };
  writeRecord(file, record);
  return record;
}

async function makeTenant(tenant: DemoTenant, record: DemoRecord, file: string): Promise<void> {
  const now = new Date();
  const founded = beginningOfHistory(now);
  const { slug, name, principals, timeZone, people } = tenant;
  const { password } = record;
  const admin = { adminEmail: `admin@${slug}.test`, adminName: people.admin, adminPassword: password };
  const { tenantId, webhookKey } = await provisionTenant(
    { slug, name, principals, timeZone, ...admin },
    founded,
  );
  await createUser(
    { tenantId, email: `operator@${slug}.test`, name: people.operator, password, role: "operator" },
    { by: "system/demo", now: founded },
  );
  if (tenant === DEMO_TENANTS[0] && record.webhookKey === null) {
    record.webhookKey = webhookKey ?? (await rotateApiKey(tenantId, now)).key;
    writeRecord(file, record);
  }
  const admins = { kind: "user", name: `admin@${slug}.test`, role: "admin" } as const;
  const ctx = await tenantContext(slug, admins);
  if (tenant.workflow && (await readWorkflow(ctx.db)).version === 1) {
    const nextHour = new Date(founded.getTime() + 3_600_000);
    await saveStatusWorkflow({ ...ctx, now: () => nextHour }, { statuses: tenant.workflow });
  }
  await seedLoans(ctx, { loans: tenant.loans, firstTrade: tenant.firstTrade, now });
  await seedFiles(ctx, tenant.clients, now, tenant.people.operator);
  await seedMortgages(ctx, tenant.mortgages, now);
}

function readRecord(file: string): DemoRecord | null {
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as DemoRecord) : null;
}

function writeRecord(file: string, record: DemoRecord): void {
  writeFileSync(`${file}.new`, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
}

const WORDS =
  "amber aspen basin birch bluff brook canyon cedar cliff clover cobalt copper coral delta dune ember fern fjord flint forest garnet glacier granite grove harvest hazel heron indigo island ivory juniper lagoon laurel linen maple marble meadow mesa mint nectar oak ocean olive onyx opal orchard otter pearl pebble pine prairie quartz quill raven reed ridge river sage sierra slate spruce summit thistle timber topaz tulip valley velvet violet walnut willow".split(
    " ",
  );

/** Different for each installation, since a server may be reachable by others; easy to copy by hand. */
function memorablePassword(): string {
  const words = Array.from({ length: 3 }, () => WORDS[randomInt(WORDS.length)]);
  return [...words, randomInt(1_000, 10_000)].join("-");
}
