import { expect, it } from "vitest";
import { messageOf, refusalOf } from "./refusal.ts";

const thrown = (code: string) => ({
  data: { refusal: { code, message: "No.", details: [], requestId: "r-1" } },
});
const refused = (code: string) => refusalOf(thrown(code));

it("a toast's one text ends in what can be passed on, of faults only", () => {
  expect(messageOf(thrown("INTERNAL"))).toBe("No. Reference r-1");
  expect(messageOf(thrown("CONFLICT"))).toBe("No.");
});

it.each(["INTERNAL", "UNAVAILABLE", "DELETION_FAILED"])(
  "%s is in the server's log, so its request id is shown",
  (code) => expect(refused(code).requestId).toBe("r-1"),
);

it.each(["CONFLICT", "INVALID_TRANSITION", "INVALID_SETTLEMENT", "UNAUTHORIZED", "PAYLOAD_VALIDATION"])(
  "%s is told whole, so there is no id to ask about",
  (code) => expect(refused(code).requestId).toBeUndefined(),
);
