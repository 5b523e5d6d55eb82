import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Email } from "../input.ts";
import { plainAddress } from "./email-address.ts";

describe("P6.1 an address as it is kept", () => {
  it("P6.1 is what the schema takes, and nothing else", () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: "binary" }),
      fc.emailAddress(),
      fc.emailAddress().map((address) => ` ${address.toUpperCase()} `),
      fc.constantFrom("", "@", "a@b", "a/b@c", "a b@c", "a@b\u0007", `${"a".repeat(253)}@b`, "a@\ud800"),
    );
    fc.assert(
      fc.property(text, (given) => {
        expect(plainAddress(given)).toBe(Email.safeParse(given).data ?? null);
      }),
      { numRuns: 2_000 },
    );
  });
});
