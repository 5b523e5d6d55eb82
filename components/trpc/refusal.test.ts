import { expect, it } from "vitest";
import { refusalOf } from "./refusal.ts";

const refused = (code: string) =>
  refusalOf({ data: { refusal: { code, message: "No.", details: [], requestId: "r-1" } } });

it.each(["INTERNAL", "UNAVAILABLE"])("%s is in the server's log, so its request id is shown", (code) =>
  expect(refused(code).requestId).toBe("r-1"),
);

it.each(["CONFLICT", "INVALID_TRANSITION", "INVALID_SETTLEMENT", "UNAUTHORIZED", "PAYLOAD_VALIDATION"])(
  "%s is told whole and logged nowhere, so there is no id to ask about",
  (code) => expect(refused(code).requestId).toBeUndefined(),
);
