import { expect, it } from "vitest";
import { pathWithin } from "./sign-in-problem.ts";

it.each([
  ["/pipeline/loans/5?q=a%20b", "/pipeline/loans/5?q=a%20b"],
  [null, "/pipeline"],
  ["", "/pipeline"],
  ["https://evil.test/", "/pipeline"],
  ["//evil.test/x", "/pipeline"],
  ["/\\evil.test", "/pipeline"],
  ["/\t/evil.test", "/pipeline"],
  ["javascript:alert(1)", "/pipeline"],
])("after signing in, %s leads to %s", (callbackUrl, path) => expect(pathWithin(callbackUrl)).toBe(path));
