import { randomBytes } from "node:crypto";
import * as argon2 from "@node-rs/argon2";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { closeControlDatabase } from "../../db/control/client.ts";
import { type TestTenant, testTenant } from "../../db/testing.ts";
import { signInWithPassword, signInWithProvider, TooManyAttempts } from "./sign-in.ts";
import { accessOf, disable, someAddress, testPerson } from "./testing.ts";

vi.mock("@node-rs/argon2", { spy: true });

const now = new Date("2026-03-04T15:00:00Z");
const minutes = (n: number) => new Date(now.getTime() + n * 60_000);

let one: TestTenant;
let other: TestTenant;
beforeAll(async () => {
  [one, other] = [await testTenant(), await testTenant()].sort((a, b) => (a.slug < b.slug ? -1 : 1)) as [
    TestTenant,
    TestTenant,
  ];
});
afterAll(async () => {
  await Promise.all([one.close(), other.close(), closeControlDatabase()]);
});

describe("signing in with a password", () => {
  it("P6.4 lets the person in, to the first tenant or the one that is named", async () => {
    const { email, password, userId, name } = await testPerson({
      roles: { [one.id]: "operator", [other.id]: "admin" },
    });
    const address = someAddress();
    expect(await signInWithPassword({ email, password }, address, now)).toEqual({
      userId,
      email,
      name,
      tenantId: one.id,
    });
    const named = { email: ` ${email.toUpperCase()} `, password, tenant: other.slug };
    expect((await signInWithPassword(named, address, now))?.tenantId).toBe(other.id);
    expect((await signInWithPassword({ email, password, tenant: "" }, address, now))?.tenantId).toBe(one.id);
    expect(await signInWithPassword({ email, password, tenant: "nowhere" }, address, now)).toBeNull();
    expect(await accessOf(email)).toEqual(["sign-in", "sign-in", "sign-in", "sign-in refused"]);
  });

  it("P6.5 says the same, after the same work, to the unknown, the disabled and those with a wrong password", async () => {
    const roles = { [one.id]: "operator" as const };
    const [known, disabled, single] = [
      await testPerson({ roles }),
      await testPerson({ roles }),
      await testPerson({ roles, withoutPassword: true }),
    ];
    const outsider = await testPerson();
    await disable(disabled.userId);
    await signInWithPassword({ email: "warm@desk.test", password: "up" }, someAddress(), now);
    const attempts: unknown[] = [
      { email: known.email, password: "wrong password" },
      { email: "nobody@desk.test", password: "wrong password" },
      { email: disabled.email, password: disabled.password },
      { email: single.email, password: single.password },
      { email: outsider.email, password: outsider.password },
      { email: "nul\u0000@desk.test", password: "wrong password" },
      { email: { $ne: null }, password: ["x"] },
      { email: "x".repeat(10_000), password: "wrong password" },
      undefined,
    ];
    const verify = vi.mocked(argon2.verify).mockClear();
    for (const credentials of attempts)
      expect(await signInWithPassword(credentials, someAddress(), now)).toBeNull();
    expect(verify).toHaveBeenCalledTimes(attempts.length);
  });

  it("P6.5 ten failures close an account for a quarter of an hour, to the right password as well", async () => {
    const { email, password } = await testPerson({ roles: { [one.id]: "operator" } });
    for (let i = 0; i < 10; i += 1) {
      expect(await signInWithPassword({ email, password: "wrong password" }, someAddress(), now)).toBeNull();
    }
    for (const guess of ["wrong password", password, password]) {
      await expect(
        signInWithPassword({ email, password: guess }, someAddress(), minutes(14)),
      ).rejects.toThrow(TooManyAttempts);
    }
    expect(await signInWithPassword({ email, password }, someAddress(), minutes(15))).not.toBeNull();
    expect((await accessOf(email)).filter((action) => action === "sign-in blocked")).toHaveLength(1);
  });

  it("P6.5 a good sign-in clears the count of the account", async () => {
    const { email, password } = await testPerson({ roles: { [one.id]: "operator" } });
    for (let round = 0; round < 3; round += 1) {
      for (let i = 0; i < 9; i += 1)
        await signInWithPassword({ email, password: "wrong password" }, someAddress(), now);
      expect(await signInWithPassword({ email, password }, someAddress(), now)).not.toBeNull();
    }
  });

  it("P6.5 guesses at the same time do not slip past the limit", async () => {
    const { email } = await testPerson({ roles: { [one.id]: "operator" } });
    const verify = vi.mocked(argon2.verify).mockClear();
    const guesses = Array.from({ length: 40 }, () =>
      signInWithPassword({ email, password: "wrong password" }, someAddress(), now),
    );
    const refused = (await Promise.allSettled(guesses)).filter(({ status }) => status === "rejected");
    expect(refused).toHaveLength(30);
    expect(verify).toHaveBeenCalledTimes(10);
  });

  it("P6.5 fifty failures close an address, whose /64 counts as one, and leave the others open", async () => {
    const prefix = `2001:db8:${randomBytes(2).toString("hex")}:${randomBytes(2).toString("hex")}`;
    const { email, password } = await testPerson({ roles: { [one.id]: "operator" } });
    for (let i = 1; i <= 50; i += 1) {
      await signInWithPassword(
        { email: `${i}.${prefix.replaceAll(":", "-")}@desk.test`, password: "wrong password" },
        `${prefix}::${i}`,
        now,
      );
      if (i % 10 === 0)
        expect(
          await signInWithPassword({ email, password }, i < 50 ? `${prefix}::1` : someAddress(), now),
        ).not.toBeNull();
    }
    await expect(signInWithPassword({ email, password }, `${prefix}::ffff`, now)).rejects.toThrow(
      "TooManyAttempts",
    );
    expect(await signInWithPassword({ email, password }, someAddress(), now)).not.toBeNull();
  });
});

describe("signing in with an identity provider", () => {
  const claimsOf = (email: string | undefined, subject = randomBytes(4).toString("hex")) => ({
    issuer: "https://id.example",
    subject,
    email,
    emailVerified: true,
  });

  it("P6.4 binds an existing person at the first sign-in; later the subject counts, not the e-mail", async () => {
    const person = await testPerson({ roles: { [one.id]: "operator" }, withoutPassword: true });
    const claims = claimsOf(person.email.toUpperCase());
    expect((await signInWithProvider(claims, "unknown", now))?.userId).toBe(person.userId);
    const renamed = { ...claims, email: "renamed@id.example", emailVerified: false };
    expect((await signInWithProvider(renamed, "unknown", now))?.userId).toBe(person.userId);
    expect(await signInWithProvider(claimsOf(person.email), "unknown", now)).toBeNull();
    expect(
      await signInWithProvider({ ...claims, issuer: "https://other.example" }, "unknown", now),
    ).toBeNull();
  });

  it("P6.4 refuses the unverified, the unknown, the disabled and those without a tenant", async () => {
    const [person, disabled, outsider] = [
      await testPerson({ roles: { [one.id]: "operator" } }),
      await testPerson({ roles: { [one.id]: "operator" } }),
      await testPerson(),
    ];
    await disable(disabled.userId);
    expect(
      await signInWithProvider({ ...claimsOf(person.email), emailVerified: false }, "unknown", now),
    ).toBeNull();
    for (const email of [undefined, "nobody@id.example", disabled.email, outsider.email]) {
      expect(await signInWithProvider(claimsOf(email), "unknown", now)).toBeNull();
    }
    const bound = claimsOf(person.email);
    await signInWithProvider(bound, "unknown", now);
    await disable(person.userId);
    expect(await signInWithProvider(bound, "unknown", now)).toBeNull();
  });
});
