import { expect, test } from "vitest";
import { sharedBuffers } from "./memory.ts";

const GB = 1024 ** 3;

test.each([
  [0.5 * GB, "128MB"],
  [2 * GB, "128MB"],
  [8 * GB, "512MB"],
  [16 * GB, "1024MB"],
  [512 * GB, "1024MB"],
])("of %i bytes of memory the embedded database has %s for pages", (memory, text) => {
  expect(sharedBuffers(memory)).toBe(text);
});

test("of this machine's it has some, whatever is known of it", () => {
  expect(sharedBuffers()).toMatch(/^\d{3,4}MB$/);
});
