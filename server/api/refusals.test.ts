import { expect, it, vi } from "vitest";
import { refusalOf } from "./refusals.ts";

/** As the driver gives it, and Drizzle wraps it. */
const failed = (code: string) =>
  new Error("Failed query", { cause: Object.assign(new Error("could not extend file"), { code }) });

it("C11 a full disk is told as such and is worth another try, other faults of the database are not", () => {
  vi.spyOn(console, "error").mockReturnValue();
  const full = refusalOf(failed("53100"));
  expect([full.code, full.message]).toEqual(["UNAVAILABLE", expect.stringContaining("no room left")]);
  expect(refusalOf(failed("57P01")).code).toBe("UNAVAILABLE");
  expect(refusalOf(failed("XX000")).code).toBe("INTERNAL");
});
