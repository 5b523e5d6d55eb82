import { describe, expect, it } from "vitest";
import { databaseAwayReference } from "@/server/domain/tenancy/model/page-reference.ts";
import { whyNotYet } from "./why-not-yet.ts";

const AWAY = "The database cannot be reached at the moment. Please try again shortly.";
const refused = (code: string, message: string) => ({
  data: { refusal: { code, message, requestId: "r1" } },
});
const OF_DATABASE = databaseAwayReference("r0");

describe("A10 why a page cannot be tried again yet", () => {
  it.each<[string, unknown, string | undefined, string | null]>([
    [
      "the database is away, as before",
      refused("UNAVAILABLE", AWAY),
      OF_DATABASE,
      "The database still cannot be reached.",
    ],
    ["the database is away by now", refused("UNAVAILABLE", AWAY), "1234567", AWAY],
    ["no app answers", new TypeError("Failed to fetch"), OF_DATABASE, "The app cannot be reached."],
    ["the process shuts down", { data: null }, OF_DATABASE, "The app cannot be reached."],
    ["a session has ended", refused("UNAUTHORIZED", "Sign in."), OF_DATABASE, null],
  ])("A10 %s", (_what, fault, reference, expected) => {
    expect(whyNotYet(fault, reference)).toBe(expected);
  });
});
