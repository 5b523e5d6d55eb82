import { expect, it } from "vitest";
import { agoText } from "./time-text.ts";

const NOW = Date.parse("2026-11-27T12:00:00Z");

it.each([
  ["2026-11-27T11:59:30Z", "just now"],
  ["2026-11-27T12:00:30Z", "just now"],
  ["2026-11-27T11:58:00Z", "2 min ago"],
  ["2026-11-27T09:00:00Z", "3 h ago"],
  ["2026-11-18T12:00:00Z", "9 d ago"],
  ["2026-08-30T12:00:00Z", "89 d ago"],
  ["2026-08-29T12:00:00Z", "2 mo ago"],
  ["2025-06-11T12:00:00Z", "17 mo ago"],
  ["2024-11-26T00:00:00Z", "2 y ago"],
  ["2021-05-14T12:00:00Z", "5 y ago"],
])("%s was %s", (moment, text) => {
  expect(agoText(moment, NOW)).toBe(text);
});
