import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeControlDatabase } from "../db/control/client.ts";
import { deploymentFrom } from "../db/deployment.ts";
import { type TestTenant, testTenant } from "../db/testing.ts";
import { addDocument as addPaper } from "../server/domain/funding/add-document.ts";
import { openDocument as openPaper } from "../server/domain/funding/open-document.ts";
import { addDocument } from "../server/domain/mortgages/add-document.ts";
import { openDocument } from "../server/domain/mortgages/open-document.ts";
import { PDF } from "../server/domain/mortgages/testing-mortgages.ts";
import { buyLoans } from "../server/domain/pipeline/testing-trades.ts";
import { backupTenant } from "../server/domain/tenancy/backup-tenant.ts";
import { restoreTenant } from "../server/domain/tenancy/restore-tenant.ts";
import { requireTenant } from "../server/domain/tenancy/tenant-rows.ts";
import { verifyAudit } from "../server/domain/tenancy/verify-audit.ts";
import { DEMO_CLIENTS } from "./demo/clients.ts";
import { seedFiles } from "./demo/seed-files.ts";
import { seedLoans } from "./demo/seed-loans.ts";
import { seedMortgages } from "./demo/seed-mortgages.ts";

/**
 * A14: a backup is one that has been restored. Each drill adds to a tenant with data of every module, backs it up, restores it
 * into a new tenant and compares both table by table. `PSSAAS_TEST_DRILLS=20` makes twenty and prints what they took.
 */
const DRILLS = Number(process.env.PSSAAS_TEST_DRILLS ?? 2);
const NOW = new Date("2026-03-07T15:00:00Z");
const folder = mkdtempSync(path.join(tmpdir(), "pssaas-drills-"));
const told: string[] = [];
let source: TestTenant;

beforeAll(async () => {
  source = await testTenant({ now: NOW.toISOString(), principalId: "WTPO" });
  const admin = source.as("admin");
  await seedLoans(admin, { loans: 300, firstTrade: 10_001, now: NOW });
  await seedFiles(admin, DEMO_CLIENTS, NOW, "Daniel Okoro");
  await seedMortgages(admin, 30, NOW);
});

afterAll(async () => {
  await source.close();
  await closeControlDatabase();
  rmSync(folder, { recursive: true, force: true });
  if (process.env.PSSAAS_TEST_DRILLS) console.error(told.join("\n"));
});

/** What a restore changes on purpose: whose database it is, and that what waited to be sent waits for a person. */
const CHANGED: Record<string, string[]> = {
  tenant_identity: ["tenant_id", "slug"],
  funding_effect: ["state", "attempts", "next_attempt_at", "lease", "leased_until", "last_error"],
};

interface Sum {
  rows: number;
  sum: string;
}

/** Each table's rows as one digest that knows no order, made by PostgreSQL and not by what made the backup. */
async function sumsOf({ owner }: TestTenant): Promise<Record<string, Sum>> {
  const { rows: tables } = await owner.query<{ name: string }>(
    "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1",
  );
  const sums: Record<string, Sum> = {};
  for (const { name } of tables) {
    const { rows } = await owner.query<Sum>(
      `select count(*)::int as rows, coalesce(md5(string_agg(one, '' order by one)), '') as sum
       from (select md5((to_jsonb(t) - $1::text[])::text) as one from "${name}" t) digests`,
      [CHANGED[name] ?? []],
    );
    if (rows[0]) sums[name] = rows[0];
  }
  return sums;
}

/** A paper over several parts, of its own bytes. */
const paper = (megabytes: number) => Buffer.concat([PDF, randomBytes(megabytes * 1_000_000)]);
const digest = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const read = async (bytes: AsyncIterable<Uint8Array>) => digest(Buffer.concat(await Array.fromAsync(bytes)));

test(`A14 a tenant with data of all modules is backed up and restored, ${DRILLS} times, each time as it was`, {
  timeout: DRILLS * 120_000,
}, async () => {
  for (let drill = 1; drill <= DRILLS; drill += 1) {
    const admin = source.as("admin");
    await buyLoans(source.as("exchange"), `DRILL-${drill}`, 5);
    const [deed, statement] = [paper(1 + (drill % 3)), paper(2)];
    const { document } = await addDocument(
      admin,
      { mortgageId: 1, type: "title", name: `deed-${drill}.pdf` },
      Readable.from([deed]),
    );
    const { documentId } = document;
    const facts = { fileId: 1, name: `statement-${drill}.pdf`, kind: "other" };
    const kept = await addPaper(admin, facts, Readable.from([statement]));

    const file = path.join(folder, `backup-${drill}`);
    const began = performance.now();
    const manifest = await backupTenant(
      deploymentFrom(process.env),
      await requireTenant(source.slug),
      file,
      NOW,
    );
    const backedUp = performance.now();
    const target = await testTenant({ now: NOW.toISOString(), principalId: `D${drill}` });
    try {
      const restoring = performance.now();
      await restoreTenant(deploymentFrom(process.env), await requireTenant(target.slug), file);
      const restored = performance.now();
      const [before, after] = [await sumsOf(source), await sumsOf(target)];
      expect(after).toEqual(before);
      const { checked, violations } = await verifyAudit(target.owner, { tenantId: target.id });
      expect(violations).toEqual([]);
      const verified = performance.now();
      const copy = target.as("admin");
      expect(await read((await openDocument(copy, { mortgageId: 1, documentId })).bytes)).toBe(digest(deed));
      const opened = await openPaper(copy, { fileId: 1, documentId: kept.document.documentId });
      expect(await read(opened.bytes)).toBe(digest(statement));

      const filled = Object.values(before).filter(({ rows }) => rows > 0);
      expect(filled.length).toBeGreaterThan(30);
      const rows = filled.reduce((sum, table) => sum + table.rows, 0);
      expect(manifest.tables.reduce((sum, table) => sum + table.rows, 0)).toBe(rows);
      const ms = [backedUp - began, restored - restoring, verified - restored].map(Math.round);
      told.push(
        `drill ${drill}: ${rows} rows of ${filled.length} tables, ${(statSync(file).size / 1e6).toFixed(1)} MB, ${checked} rules; backup ${ms[0]} ms, restore ${ms[1]} ms, sums and audit verify ${ms[2]} ms`,
      );
    } finally {
      await target.close();
      rmSync(file, { force: true });
    }
  }
  expect(told).toHaveLength(DRILLS);
});
