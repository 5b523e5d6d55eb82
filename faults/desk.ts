import { randomBytes, randomUUID } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type pg from "pg";
import { type OpenDeployment, openDeployment } from "../cli/environment.ts";
import { tenantContext } from "../cli/tenant-context.ts";
import { openPool } from "../db/connect.ts";
import { issueClientToken } from "../server/auth/client-tokens.ts";
import type { Actor, Context, Role } from "../server/domain/context.ts";
import { provisionTenant } from "../server/domain/tenancy/provision-tenant.ts";
import { requireTenant } from "../server/domain/tenancy/tenant-rows.ts";
import { verifyAudit } from "../server/domain/tenancy/verify-audit.ts";
import { App } from "./app.ts";
import { type Answer, Caller } from "./calls.ts";
import type { Run } from "./suite.ts";

/** A tenant on a data folder of its own, with the app in front of it. */
export interface Desk {
  app: App;
  dataDir: string;
  slug: string;
  tenantId: string;
  databaseName: string;
  /** The one person there is, who may own files. */
  adminEmail: string;
  adminPassword: string;
  calls: Caller;
  webhook: Record<string, string>;
  /** The owner's connections, past the app: what is really there. */
  owner: pg.Pool;
  api(role: Role, method: string, path: string, body?: unknown): Promise<Answer>;
  postTrade(trade: unknown): Promise<Answer>;
  /** For calling verbs past the app. */
  as(who: Role | "exchange", name?: string): Promise<Context>;
  /** `audit verify`, and whatever it finds as a failure of the run. @param now has the outbox looked at as well */
  audit(run: Run, when: string, now?: Date): Promise<void>;
  bearer(role: Role): Record<string, string>;
  close(): Promise<void>;
}

export interface DeskOptions {
  /** How the app reaches the database, given the owner's address of it; by itself through the data folder, as `npm start` does. */
  reach?(databaseUrl: string): Promise<string>;
  /** Has another place under the data folder, before there is anything in it; gives what takes it away at the end. */
  place?(dataDir: string): () => void;
  /** What the app is started with beside that. */
  env?: Record<string, string>;
  /** Without the app: for what calls verbs itself. */
  isVerbsOnly?: true;
  /** What callers talk to instead of an app of the desk's own; gives its address. */
  front?(): Promise<string>;
}

/** The suites run one after another: a process works on one deployment at a time. */
export async function openDesk(options: DeskOptions = {}): Promise<Desk> {
  const dataDir = mkdtempSync(path.join(tmpdir(), "pssaas-faults-"));
  // The database runs as another user when we are root.
  chmodSync(dataDir, 0o711);
  const displace = options.place?.(dataDir);
  for (const name of ["DATABASE_URL", "DATABASE_URL_UNPOOLED", "AUTH_SECRET"]) delete process.env[name];
  process.env.PSSAAS_DATA_DIR = dataDir;
  const clear = () => {
    displace?.();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  };
  let open: OpenDeployment | undefined;
  try {
    open = await openDeployment();
    return await furnish(open, dataDir, { ...options, clear });
  } catch (error) {
    await open?.close();
    clear();
    throw error;
  }
}

async function furnish(
  open: OpenDeployment,
  dataDir: string,
  options: DeskOptions & { clear(): void },
): Promise<Desk> {
  const tenant = await newTenant();
  const { databaseName } = await requireTenant(tenant.slug);
  const owner = openPool(open.deployment.ownerUrl(databaseName), { max: 4 });
  const front = await options.front?.();
  const app = options.isVerbsOnly || front ? undefined : await startApp(dataDir, options);
  const calls = new Caller(front ?? app?.url ?? "");
  const bearer = (role: Role) => ({ Authorization: `Bearer ${tenant.tokens[role]}` });
  const webhook = { "X-Exchange-Api-Key": tenant.webhookKey };
  return {
    get app() {
      if (!app) throw new Error("This desk has no app.");
      return app;
    },
    ...{ dataDir, slug: tenant.slug, tenantId: tenant.tenantId, databaseName, calls, owner, bearer, webhook },
    adminEmail: tenant.adminEmail,
    adminPassword: tenant.adminPassword,
    api: (role, method, at, body) => calls.send({ method, path: at, headers: bearer(role), body }),
    postTrade: (body) => calls.send({ method: "POST", path: "/api/pipeline/trades", headers: webhook, body }),
    as: async (who, name) => ({ ...(await tenantContext(tenant.slug)), actor: actorOf(who, name) }),
    async audit(run, when, now) {
      const { violations } = await verifyAudit(owner, {
        ...{ tenantId: tenant.tenantId, appRole: open.deployment.appRole },
        ...(now ? { now } : {}),
      });
      for (const { invariant, rule, count, examples } of violations)
        run.check(
          false,
          `${when}: ${invariant} is broken ${count} times (${rule}): ${JSON.stringify(examples[0])}`,
        );
    },
    async close() {
      calls.close();
      await app?.stop();
      await owner.end();
      await open.close();
      options.clear();
    },
  };
}

async function startApp(dataDir: string, { reach, env }: DeskOptions): Promise<App> {
  if (!reach) return App.on({ PSSAAS_DATA_DIR: dataDir, ...env });
  const { DATABASE_URL = "", AUTH_SECRET = "" } = process.env;
  return App.on({ PSSAAS_DATA_DIR: dataDir, DATABASE_URL: await reach(DATABASE_URL), AUTH_SECRET, ...env });
}

/** Makes one on the deployment that this process works on, with somebody to administer it. */
export async function newTenant() {
  const slug = `desk-${randomBytes(4).toString("hex")}`;
  const now = new Date();
  const [adminEmail, adminPassword] = [`admin@${slug}.test`, randomUUID()];
  const { tenantId, webhookKey } = await provisionTenant(
    { slug, name: slug, principals: ["WTPO"], adminEmail, adminPassword },
    now,
  );
  const issued = async (role: Role) =>
    (await issueClientToken({ tenantId, slug, role, name: role }, now)).token;
  const tokens = { operator: await issued("operator"), admin: await issued("admin") };
  return { slug, tenantId, adminEmail, adminPassword, webhookKey: webhookKey ?? "", tokens };
}

function actorOf(who: Role | "exchange", name = `${who}@desk.test`): Actor {
  if (who === "exchange") return { kind: "exchange", name: "system/exchange-webhook", role: null };
  return { kind: "user", name, role: who };
}
