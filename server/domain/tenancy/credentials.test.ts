import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeControlDatabase } from "../../../db/control/client.ts";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { verifyApiKey } from "../../auth/api-keys.ts";
import { verifyBearer } from "../../auth/client-tokens.ts";
import { refusalOf, refusedFields } from "../testing.ts";
import { issueToken, listTokens, revokeToken } from "./api-tokens.ts";
import { createKey, listKeys, revokeKey, rotateKey } from "./exchange-keys.ts";
import { listAccess } from "./list-access.ts";

let tenant: TestTenant;
let other: TestTenant;
beforeAll(async () => {
  [tenant, other] = await Promise.all([testTenant(), testTenant()]);
});
afterAll(async () => {
  await Promise.all([tenant.close(), other.close()]);
  await closeControlDatabase();
});

const admin = () => tenant.as("admin", "kay@desk.test");
const hoursOn = (hours: number) => new Date(tenant.clock.now.getTime() + hours * 3_600_000);
const isGood = async (key: string, at: Date) => (await verifyApiKey(key, at)) !== null;
const codeOf = async (work: Promise<unknown>) => (await refusalOf(work)).code;
const listed = async (prefix: string) => (await listKeys(admin())).find((one) => one.prefix === prefix);
const logged = async (search: string) =>
  (await listAccess(admin(), { search })).entries.map(({ actor, action }) => `${actor}: ${action}`).sort();

describe("P1.1 the exchange's keys", () => {
  it("rotation lets both keys in until the old one ends, 24 hours on unless said otherwise", async () => {
    const old = await createKey(admin());
    const fresh = await rotateKey(admin(), { prefix: old.prefix });
    expect(fresh.oldEndsAt).toBe(hoursOn(24).toISOString());
    expect([await isGood(old.key, hoursOn(23.9)), await isGood(fresh.key, hoursOn(23.9))]).toEqual([
      true,
      true,
    ]);
    expect([await isGood(old.key, hoursOn(24)), await isGood(fresh.key, hoursOn(24))]).toEqual([false, true]);
    expect((await listed(old.prefix))?.expiresAt).toBe(fresh.oldEndsAt);
    expect((await listed(fresh.prefix))?.expiresAt).toBeNull();
    expect(await logged(old.prefix)).toEqual([
      "kay@desk.test: API key created",
      "kay@desk.test: API key rotated",
    ]);
    expect(JSON.stringify((await listAccess(admin(), {})).entries)).not.toContain(fresh.key);
  });

  it("an overlap of no hours ends the old one at once; a longer one never lengthens a life", async () => {
    const old = await createKey(admin());
    const second = await rotateKey(admin(), { prefix: old.prefix, overlapHours: 2 });
    const third = await rotateKey(admin(), { prefix: old.prefix, overlapHours: 48 });
    expect(third.oldEndsAt).toBe(second.oldEndsAt);
    await rotateKey(admin(), { prefix: second.prefix, overlapHours: 0 });
    expect(await isGood(second.key, tenant.clock.now)).toBe(false);
    expect(await codeOf(rotateKey(admin(), { prefix: second.prefix }))).toBe("CONFLICT");
  });

  it("of two who rotate one key at once, both get a key that works", async () => {
    const old = await createKey(admin());
    const made = await Promise.all(
      [1, 2].map(() => rotateKey(admin(), { prefix: old.prefix, overlapHours: 1 })),
    );
    for (const { key } of made) expect(await isGood(key, hoursOn(2))).toBe(true);
    expect(await isGood(old.key, hoursOn(2))).toBe(false);
  });

  it("a revoked key is refused at once, and is not revoked twice nor from another tenant", async () => {
    const { key, prefix } = await createKey(admin());
    expect(await codeOf(revokeKey(other.as("admin"), { prefix }))).toBe("CONFLICT");
    expect(await codeOf(rotateKey(other.as("admin"), { prefix }))).toBe("CONFLICT");
    expect(await isGood(key, tenant.clock.now)).toBe(true);
    await revokeKey(admin(), { prefix });
    expect(await isGood(key, tenant.clock.now)).toBe(false);
    expect(await codeOf(revokeKey(admin(), { prefix }))).toBe("CONFLICT");
    expect(await codeOf(rotateKey(admin(), { prefix }))).toBe("CONFLICT");
  });

  it("a wrong input is named by its field", async () => {
    const wrong = { prefix: "A B", overlapHours: 169 };
    expect(await refusedFields(rotateKey(admin(), wrong))).toEqual(["prefix", "overlapHours"]);
    expect(await refusedFields(revokeKey(admin(), {}))).toEqual(["prefix"]);
  });
});

describe("P6.4 API tokens", () => {
  it("are issued with a name, a role and an end, and are refused once revoked", async () => {
    const { token, tokenId } = await issueToken(admin(), { name: "ledger", role: "operator", days: 30 });
    expect(await verifyBearer(token, tenant.clock.now)).toMatchObject({ name: "ledger", role: "operator" });
    const listed = (await listTokens(admin())).find((one) => one.tokenId === tokenId);
    expect(listed).toMatchObject({ name: "ledger", expiresAt: hoursOn(30 * 24).toISOString() });
    expect(await codeOf(revokeToken(other.as("admin"), { tokenId }))).toBe("CONFLICT");
    await revokeToken(admin(), { tokenId });
    expect(await verifyBearer(token, tenant.clock.now)).toBeNull();
    expect(await codeOf(revokeToken(admin(), { tokenId }))).toBe("CONFLICT");
    expect(await logged(tokenId)).toEqual([
      "kay@desk.test: client token issued",
      "kay@desk.test: client token revoked",
    ]);
  });

  it.each([
    [{ name: "", role: "operator", days: 1 }, "name"],
    [{ name: "System/x", role: "operator", days: 1 }, "name"],
    [{ name: "x", role: "owner", days: 1 }, "role"],
    [{ name: "x", role: "admin", days: 0 }, "days"],
    [{ name: "x", role: "admin", days: 3_651 }, "days"],
  ])("%j is refused by its field", async (input, field) => {
    expect(await refusedFields(issueToken(admin(), input))).toEqual([field]);
  });
});

it("P6.3 an operator is refused by every verb", async () => {
  const ctx = tenant.as("operator");
  const key = { prefix: "abcdefgh" };
  const token = { tokenId: "00000000-0000-4000-8000-000000000000" };
  for (const work of [
    () => listKeys(ctx),
    () => createKey(ctx),
    () => rotateKey(ctx, key),
    () => revokeKey(ctx, key),
    () => listTokens(ctx),
    () => issueToken(ctx, { name: "x", role: "operator", days: 1 }),
    () => revokeToken(ctx, token),
  ])
    expect(await codeOf(work())).toBe("FORBIDDEN");
});
