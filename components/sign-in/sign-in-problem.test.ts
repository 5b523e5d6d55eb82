import { expect, it } from "vitest";
import { pathWithin } from "./sign-in-problem.ts";

it.each([
  ["/pipeline/loans/5?q=a%20b", "/pipeline/loans/5?q=a%20b"],
  [null, "/"],
  ["", "/"],
  ["https://evil.test/", "/"],
  ["//evil.test/x", "/"],
  ["/\\evil.test", "/"],
  ["/\t/evil.test", "/"],
  ["javascript:alert(1)", "/"],
])("after signing in, %s leads to %s", (callbackUrl, path) => expect(pathWithin(callbackUrl)).toBe(path));
