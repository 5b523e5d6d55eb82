import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { closeControlDatabase, controlDatabase } from "../../db/control/client.ts";
import { apiKey, tenant } from "../../db/control/schema.ts";
import { type TestTenant, testTenant } from "../../db/testing.ts";
import { createApiKey, listApiKeys, revokeApiKey, rotateApiKey, verifyApiKey } from "./api-keys.ts";
import { accessOf } from "./testing.ts";

const now = new Date("2026-03-04T15:00:00Z");
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

let one: TestTenant;
let other: TestTenant;
beforeAll(async () => {
  one = await testTenant();
  other = await testTenant();
});
afterAll(async () => {
  await Promise.all([one.close(), other.close(), closeControlDatabase()]);
});

async function row(prefix: string) {
  const [found] = await controlDatabase().select().from(apiKey).where(eq(apiKey.prefix, prefix));
  return found;
}

describe("API keys", () => {
  it("P1.1 a key names its tenant, and is stored as a hash with a visible prefix", async () => {
    const { key, prefix } = await createApiKey({ tenantId: one.id }, now);
    expect(key).toMatch(/^psx_[a-z0-9]{8}_[A-Za-z0-9_-]{43}$/);
    expect(key.startsWith(`psx_${prefix}_`)).toBe(true);
    expect(await verifyApiKey(key, now)).toEqual({
      tenantId: one.id,
      slug: one.slug,
      databaseName: one.databaseName,
      settingsVersion: 1,
      keyPrefix: prefix,
    });
    expect(JSON.stringify(await row(prefix))).not.toContain(key.slice(13));
    expect(await listApiKeys(one.id)).toContainEqual(expect.objectContaining({ prefix, revokedAt: null }));
    expect(await listApiKeys(other.id)).toEqual([]);
  });

  it("P1.1 missing, malformed, unknown and altered keys are all nobody's, at one query each", async () => {
    const { key, prefix } = await createApiKey({ tenantId: one.id }, now);
    const select = vi.spyOn(controlDatabase(), "select");
    const bad = [
      null,
      "",
      "psx_",
      "x".repeat(100_000),
      `psx_${"a".repeat(8)}_${"A".repeat(43)}`,
      `psx_${prefix}_${"A".repeat(43)}`,
      key.toUpperCase(),
      `${key} `,
      `${key}A`,
      key.slice(0, -1),
      "psx_a' OR 1=1",
      "psx_\u0000",
    ];
    for (const each of bad) expect(await verifyApiKey(each, now)).toBeNull();
    expect(select).toHaveBeenCalledTimes(bad.length);
    select.mockRestore();
  });

  it("P1.1 an expired key is refused from that moment on", async () => {
    const { key } = await createApiKey({ tenantId: one.id, expiresAt: later(10) }, now);
    expect(await verifyApiKey(key, later(9))).not.toBeNull();
    expect(await verifyApiKey(key, later(10))).toBeNull();
  });

  it("P1.1 rotation leaves the old key valid until it is revoked, which acts at once", async () => {
    const old = await createApiKey({ tenantId: one.id }, now);
    const fresh = await rotateApiKey(one.id, later(1), "who-rotates@desk.test");
    expect(await verifyApiKey(old.key, later(1))).not.toBeNull();
    expect(await verifyApiKey(fresh.key, later(1))).not.toBeNull();
    expect(await revokeApiKey(other.id, old.prefix, later(2))).toBe(false);
    expect(await verifyApiKey(old.key, later(2))).not.toBeNull();
    expect(await revokeApiKey(one.id, old.prefix, later(2), "who-rotates@desk.test")).toBe(true);
    expect(await verifyApiKey(old.key, later(2))).toBeNull();
    expect(await revokeApiKey(one.id, old.prefix, later(3))).toBe(false);
    expect(await verifyApiKey(fresh.key, later(2))).not.toBeNull();
    expect(await accessOf("who-rotates@desk.test")).toEqual(["API key created", "API key revoked"]);
  });

  it("P1.1 the last use is noted once a minute", async () => {
    const { key, prefix } = await createApiKey({ tenantId: one.id }, now);
    const lastUse = async () => (await row(prefix))?.lastUsedAt;
    await verifyApiKey(key, now);
    await expect.poll(lastUse).toBe(now.toISOString());
    await verifyApiKey(key, new Date(now.getTime() + 30_000));
    await verifyApiKey(key, later(2));
    await expect.poll(lastUse).toBe(later(2).toISOString());
    // By a clock that was far ahead, and then right again (I21).
    const ahead = new Date(now.getTime() + 36_500 * 86_400_000);
    await verifyApiKey(key, ahead);
    await expect.poll(lastUse).toBe(ahead.toISOString());
    await verifyApiKey(key, later(4));
    await expect.poll(lastUse).toBe(later(4).toISOString());
  });

  it("P1.1 a tenant that is not ready answers nobody", async () => {
    const half = await testTenant();
    const { key } = await createApiKey({ tenantId: half.id }, now);
    await controlDatabase().update(tenant).set({ isReady: false }).where(eq(tenant.tenantId, half.id));
    expect(await verifyApiKey(key, now)).toBeNull();
    await half.close();
  });
});
