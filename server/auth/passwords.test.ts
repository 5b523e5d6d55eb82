import { parseOptions } from "@node-rs/argon2";
import { describe, expect, it } from "vitest";
import { hashPassword, passwordProblem, verifyPassword } from "./passwords.ts";

describe("passwords", () => {
  it("P6.4 are kept as argon2id with OWASP's parameters and a salt each", async () => {
    const [one, two] = await Promise.all([hashPassword("a long password"), hashPassword("a long password")]);
    expect(one).not.toBe(two);
    expect(parseOptions(one)).toMatchObject({
      algorithm: 2,
      memoryCost: 19_456,
      timeCost: 2,
      parallelism: 1,
    });
  });

  it("P6.4 are recognised, however their characters are composed", async () => {
    const hash = await hashPassword("señor's password");
    expect(await verifyPassword(hash, "sen\u0303or's password")).toBe(true);
    expect(await verifyPassword(hash, "senor's password")).toBe(false);
  });

  it("P6.5 nobody's password takes as long to refuse as somebody's", async () => {
    const hash = await hashPassword("a long password");
    await verifyPassword(null, "warm");
    const times: { somebody: number[]; nobody: number[] } = { somebody: [], nobody: [] };
    // In turns, so that whatever else the machine does meets both alike.
    for (let i = 0; i < 22; i += 1) {
      const start = performance.now();
      expect(await verifyPassword(i % 2 ? hash : null, "another password")).toBe(false);
      times[i % 2 ? "somebody" : "nobody"].push(performance.now() - start);
    }
    const median = (all: number[]) => all.sort((a, b) => a - b)[5] ?? 0;
    const [somebody, nobody] = [median(times.somebody), median(times.nobody)];
    expect(nobody / somebody).toBeGreaterThan(0.4);
    expect(nobody / somebody).toBeLessThan(2.5);
  });

  it.each([
    ["eleven char", /at least 12/],
    ["twelve chars", null],
    ["🔑".repeat(11), /at least 12/],
    ["🔑".repeat(12), null],
    ["x".repeat(256), null],
    ["x".repeat(257), /at most 256/],
  ])("P6.4 the length of %s is judged in characters", (password, problem) => {
    if (problem) expect(passwordProblem(password)).toMatch(problem);
    else expect(passwordProblem(password)).toBeNull();
  });
});
