import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { openSealedBytes, sealBytes } from "./sealed-bytes.ts";
import { bytesOf, JUDGED_AT, judged } from "./testing-files.ts";

/** Reliability C36: what a bureau sent is readable by this product only, and bound to its report. */

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await testTenant({ now: JUDGED_AT });
});
afterAll(() => tenant.close());
afterEach(() => vi.unstubAllEnvs());

const about = { tenantId: randomUUID(), reportId: 7 };
const bytes = Buffer.from('{"report": "ä"}');

describe("F1.1 the bytes of a report", () => {
  it("F1.1 come back to the last one, and are nowhere in what is stored", async () => {
    const { report } = await judged(tenant.as("operator"));
    const { rows } = await tenant.owner.query(
      `select sealed_bytes as "sealedBytes", key_id as "keyId", sealed_for as "sealedFor" from funding_credit_report
       where report_id = $1`,
      [report.reportId],
    );
    const stored = rows[0];
    expect(openSealedBytes(stored, report.reportId).equals(bytesOf())).toBe(true);
    expect(stored.sealedBytes.includes("Chase")).toBe(false);
    expect(stored.sealedFor).toBe(tenant.id);
  });

  it("F1.1 are never sealed alike", () => {
    const seals = Array.from({ length: 50 }, () => sealBytes(bytes, about));
    expect(new Set(seals.map(({ sealedBytes }) => sealedBytes.subarray(0, 12).toString("hex"))).size).toBe(
      50,
    );
    expect(new Set(seals.map(({ keyId }) => keyId)).size).toBe(1);
  });

  it("F1.1 do not open for another report, another tenant, or when a single bit was changed", () => {
    const sealed = sealBytes(bytes, about);
    expect(openSealedBytes(sealed, 7).equals(bytes)).toBe(true);
    expect(() => openSealedBytes(sealed, 8)).toThrow();
    expect(() => openSealedBytes({ ...sealed, sealedFor: randomUUID() }, 7)).toThrow();
    for (const place of [0, 12, 28, sealed.sealedBytes.length - 1]) {
      const changed = Buffer.from(sealed.sealedBytes);
      changed[place] = (changed[place] ?? 0) ^ 1;
      expect(() => openSealedBytes({ ...sealed, sealedBytes: changed }, 7)).toThrow();
    }
    expect(() =>
      openSealedBytes({ ...sealed, sealedBytes: sealed.sealedBytes.subarray(0, 20) }, 7),
    ).toThrow();
  });

  it("F1.1 open after the secret was changed while the former one is known, and name the key otherwise", () => {
    const sealed = sealBytes(bytes, about);
    const former = process.env.AUTH_SECRET ?? "";
    vi.stubEnv("AUTH_SECRET", "another secret, another secret, another secret");
    expect(() => openSealedBytes(sealed, 7)).toThrow(sealed.keyId);
    vi.stubEnv("AUTH_SECRET_PREVIOUS", former);
    expect(openSealedBytes(sealed, 7).equals(bytes)).toBe(true);
    const renewed = sealBytes(bytes, about);
    expect(renewed.keyId).not.toBe(sealed.keyId);
    expect(openSealedBytes(renewed, 7).equals(bytes)).toBe(true);
  });

  it("F1.1 open after any number of changes, as long as the secret they came under is in the list", () => {
    const sealed = sealBytes(bytes, about);
    const first = process.env.AUTH_SECRET ?? "";
    const [second, third] = ["second-", "third--"].map((name) => name.repeat(8));
    vi.stubEnv("AUTH_SECRET", second);
    const later = sealBytes(bytes, about);
    vi.stubEnv("AUTH_SECRET", third);
    for (const list of [`${second},${first}`, ` ${first} , ${second} `, `${first},${second},short`]) {
      vi.stubEnv("AUTH_SECRET_PREVIOUS", list);
      for (const one of [sealed, later]) expect(openSealedBytes(one, 7).equals(bytes)).toBe(true);
    }
    vi.stubEnv("AUTH_SECRET_PREVIOUS", second);
    expect(() => openSealedBytes(sealed, 7)).toThrow("AUTH_SECRET_PREVIOUS");
    // One that holds a comma itself.
    vi.stubEnv("AUTH_SECRET", "a secret, with a comma, and long enough for one");
    const odd = sealBytes(bytes, about);
    vi.stubEnv("AUTH_SECRET", third);
    vi.stubEnv("AUTH_SECRET_PREVIOUS", "a secret, with a comma, and long enough for one");
    expect(openSealedBytes(odd, 7).equals(bytes)).toBe(true);
  });

  it("F1.1 the key's name says nothing of the secret", () => {
    const { keyId } = sealBytes(bytes, about);
    expect(keyId).toMatch(/^[0-9a-f]{16}$/);
  });
});
