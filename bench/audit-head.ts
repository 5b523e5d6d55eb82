import type pg from "pg";
import { openPool } from "../db/connect.ts";
import { deploymentFrom } from "../db/deployment.ts";
import { takeHead } from "../server/domain/tenancy/take-head.ts";
import { requireTenant } from "../server/domain/tenancy/tenant-rows.ts";
import { verifyHead } from "../server/domain/tenancy/verify-head.ts";
import { memoryOf } from "./process-memory.ts";
import type { Finding } from "./report.ts";

const EVERY_MS = 50;
const VERIFYING = "pssaas-bench";

/** How long the head of a tenant's logs takes, and how long it takes to hold the logs against it again (I18). */
export async function measureHead(pool: pg.Pool, slug: string): Promise<Finding[]> {
  const tenant = await requireTenant(slug);
  const [head, taking] = await watched(pool, "pssaas-admin", () =>
    takeHead(deploymentFrom(process.env), tenant, new Date()),
  );
  // A connection that has done nothing else: one that wrote the loans has kept memory from that.
  const fresh = openPool(deploymentFrom(process.env).appUrl(tenant.databaseName), {
    max: 1,
    applicationName: VERIFYING,
  });
  const [violations, verifying] = await watched(pool, VERIFYING, () => verifyHead(fresh, head)).finally(() =>
    fresh.end(),
  );
  const rows = head.logs.reduce((sum, { count }) => sum + count, 0).toLocaleString("en-US");
  const bytes = Buffer.byteLength(JSON.stringify(head)).toLocaleString("en-US");
  return [
    { what: `audit head of ${rows} rows, ${bytes} bytes`, value: taking },
    {
      what: `audit head of ${rows} rows held against the logs again`,
      value: `${verifying}, ${violations.length} logs begin otherwise`,
      wanted: "0",
      ok: violations.length === 0,
    },
  ];
}

/** How long it takes, and the most memory of their own that this process and the database's, on this machine, have meanwhile. */
async function watched<T>(pool: pg.Pool, application: string, work: () => Promise<T>): Promise<[T, string]> {
  const before = ownMemory(process.pid);
  let [ours, theirs] = [before, 0];
  let isLooking = false;
  const look = async () => {
    ours = Math.max(ours, ownMemory(process.pid));
    const { rows } = await pool.query<{ pid: number }>(
      "select pid from pg_stat_activity where datname = current_database() and application_name = $1",
      [application],
    );
    for (const { pid } of rows) theirs = Math.max(theirs, ownMemory(pid));
  };
  const timer = setInterval(() => {
    if (isLooking) return;
    isLooking = true;
    void look()
      .catch(() => undefined)
      .finally(() => {
        isLooking = false;
      });
  }, EVERY_MS);
  const began = performance.now();
  try {
    const result = await work();
    const seconds = ((performance.now() - began) / 1_000).toFixed(1);
    return [
      result,
      `${seconds} s, ${(ours - before).toFixed(0)} MB more here, ${theirs.toFixed(0)} MB in the database`,
    ];
  } finally {
    clearInterval(timer);
  }
}

const ownMemory = (pid: number) => memoryOf(pid, "RssAnon") ?? 0;
