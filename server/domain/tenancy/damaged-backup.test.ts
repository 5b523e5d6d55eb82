import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { closeControlDatabase } from "../../../db/control/client.ts";
import { deploymentFrom } from "../../../db/deployment.ts";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { type BackupHeader, END, jsonFrame, writeFrames } from "./backup-file.ts";
import { calendarOf, schemaOf } from "./backup-tenant.ts";
import { withOwner } from "./owner.ts";
import { restoreTenant } from "./restore-tenant.ts";
import { requireTenant } from "./tenant-rows.ts";

/** A14: a file that cannot be restored is refused as a whole, and whoever restores goes on. */

const folder = mkdtempSync(path.join(tmpdir(), "pssaas-damaged-"));
const file = path.join(folder, "backup");
let tenant: TestTenant;
beforeAll(async () => {
  tenant = await testTenant();
});
afterAll(async () => {
  await tenant.close();
  await closeControlDatabase();
  rmSync(folder, { recursive: true, force: true });
});

const restored = async () =>
  restoreTenant(deploymentFrom(process.env), await requireTenant(tenant.slug), file);

/** A backup of one table, whole by its checksums, with such rows. */
async function backupOf(table: string, columns: string[], rows: Buffer[]): Promise<void> {
  const made = await withOwner(deploymentFrom(process.env), tenant.databaseName, async (client) => ({
    schema: await schemaOf(client),
    ...(await calendarOf(client)),
  }));
  const header: BackupHeader = {
    ...{ format: "pssaas-backup-2", tenant: "another", takenAt: new Date().toISOString() },
    ...made,
  };
  const hash = createHash("sha256");
  for (const row of rows) hash.update(row);
  const manifest = { tables: [{ name: table, rows: rows.length, sha256: hash.digest("hex") }] };
  const frames = [jsonFrame(header), jsonFrame({ table, columns }), ...rows, END, jsonFrame(manifest)];
  await writeFrames(
    file,
    (async function* () {
      yield* frames;
    })(),
  );
}

it("A14 rows that the database refuses in the middle of many are told, and the tenant is as it was", async () => {
  const row = (id: number) => Buffer.from(`P-${id}\t2026-03-07T15:00:00Z${id === 0 ? "\tsurplus" : ""}\n`);
  await backupOf(
    "principal",
    ["principal_id", "created_at"],
    Array.from({ length: 20_000 }, (_, id) => row(id)),
  );
  await expect(restored()).rejects.toMatchObject({ code: "22P04" });
  const { rows } = await tenant.owner.query("select count(*)::int as principals from principal");
  expect(rows).toEqual([{ principals: 1 }]);
});

it("A14 a file whose frames are longer than any of ours is refused without being read to its end", async () => {
  writeFileSync(file, gzipSync(Buffer.alloc(256 * 1024 * 1024, 0xff), { level: 1 }));
  await expect(restored()).rejects.toMatchObject({
    refusal: { code: "PAYLOAD_VALIDATION", message: expect.stringContaining("is not a backup") },
  });
});
