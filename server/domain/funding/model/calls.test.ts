import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { businessDaysBetween } from "../../business-days.ts";
import {
  afterCall,
  type CallOutcome,
  guardAskedDay,
  guardCall,
  guardTakingBack,
  OUTCOMES,
  unansweredIn,
} from "./calls.ts";

const TODAY = "2026-03-06"; // a Friday
const before = (changes: object = {}) => ({ today: TODAY, dueOn: "2026-03-02", unanswered: 0, ...changes });
const next = (outcome: CallOutcome, changes: object = {}, askedFor: string | null = null) =>
  afterCall(outcome, before(changes), askedFor, "us-federal");

describe("F5.2 when a client is called next", () => {
  it.each([
    ["no_answer", 0, "2026-03-09"],
    ["no_answer", 1, "2026-03-09"],
    ["no_answer", 2, "2026-03-11"],
    ["no_answer", 3, "2026-03-13"],
    ["no_answer", 9, "2026-03-13"],
    ["left_message", 0, "2026-03-10"],
    ["left_message", 5, "2026-03-13"],
    ["wrong_number", 4, "2026-03-09"],
  ] as const)("after %s with %i before it: %s, over the weekend", (outcome, unanswered, dueOn) => {
    expect(next(outcome, { unanswered })).toEqual({ dueOn, unanswered: unanswered + 1 });
  });

  it("a holiday is no day to call", () => {
    expect(next("no_answer", { today: "2026-01-16" }).dueOn).toBe("2026-01-20");
    expect(afterCall("no_answer", before({ today: "2026-01-16" }), null, null).dueOn).toBe("2026-01-19");
  });

  it("who was reached stays due, who asked for a day has it, who wants no more has none", () => {
    expect(next("reached", { unanswered: 2 })).toEqual({ dueOn: "2026-03-02", unanswered: 0 });
    expect(next("call_later", { unanswered: 2 }, "2026-04-01")).toEqual({
      dueOn: "2026-04-01",
      unanswered: 0,
    });
    expect(next("not_interested")).toEqual({ dueOn: null, unanswered: 0 });
    expect(next("do_not_call")).toEqual({ dueOn: null, unanswered: 0 });
  });

  it("for any outcome and any number of calls: never today again, and a business day unless the client chose it", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...OUTCOMES),
        fc.nat(50),
        fc.integer({ min: 0, max: 3_000 }),
        (outcome, unanswered, n) => {
          const today = new Date(Date.UTC(2024, 0, 1 + n)).toISOString().slice(0, 10);
          const { dueOn } = afterCall(
            outcome,
            { today, dueOn: today, unanswered },
            "2099-01-01",
            "us-federal",
          );
          if (outcome === "reached" || outcome === "call_later" || dueOn === null) return;
          expect(dueOn > today).toBe(true);
          expect(businessDaysBetween(today, dueOn, "us-federal")).toBeGreaterThan(0);
          const eve = new Date(Date.parse(dueOn) - 86_400_000).toISOString().slice(0, 10);
          expect(businessDaysBetween(eve, dueOn, "us-federal")).toBe(1);
        },
      ),
    );
  });
});

describe("F5.2 the day that a client asks for", () => {
  it.each([
    ["call_later", null, /required/],
    ["call_later", TODAY, /after today/],
    ["call_later", "2026-03-05", /after today/],
    ["call_later", "2029-01-01", /two years/],
    ["no_answer", "2026-04-01", /Asked to be called later/],
  ] as const)("%s with %s is refused", (outcome, day, why) => {
    expect(guardAskedDay(outcome, day, TODAY)).toMatchObject({
      code: "PAYLOAD_VALIDATION",
      details: [{ field: "callOn", message: expect.stringMatching(why) }],
    });
  });

  it("may be tomorrow", () => expect(guardAskedDay("call_later", "2026-03-07", TODAY)).toBeNull());
});

describe("F5.2 nobody is called twice", () => {
  const now = new Date("2026-03-06T15:00:00Z");
  const held = { version: 3, claimedBy: "ann@desk.test", claimedUntil: "2026-03-06T15:10:00.000Z" };

  it("while somebody has the client, nobody else calls, and is told who", () => {
    expect(guardCall(3, held, { me: "bob@desk.test", now })).toMatchObject({
      code: "CALL_TAKEN",
      facts: { claimedBy: "ann@desk.test", claimedUntil: held.claimedUntil },
    });
    expect(guardCall(3, held, { me: "ann@desk.test", now })).toBeNull();
  });

  it("a claim that has run out keeps nobody away", () => {
    const later = new Date("2026-03-06T15:10:00Z");
    expect(guardCall(3, held, { me: "bob@desk.test", now: later })).toBeNull();
  });

  it("who has not seen the last call is told before calling", () => {
    const free = { version: 4, claimedBy: null, claimedUntil: null };
    expect(guardCall(3, free, { me: "bob@desk.test", now })?.code).toBe("CALL_CHANGED");
  });
});

describe("F5.2 a call that was logged by mistake", () => {
  const call = {
    callNo: 2,
    runNo: 1,
    outcome: "no_answer" as const,
    dueAfter: "2026-03-09",
    takesBack: null,
    recordedBy: "ann@desk.test",
  };
  const back = (changes: object = {}, callNo = 2, dueOn = "2026-03-09", me = "ann@desk.test") =>
    guardTakingBack({ ...call, ...changes }, callNo, dueOn, me);

  it("is taken back by whoever logged it, while it is the last and its day stands", () => {
    expect(back()).toBeNull();
    expect(back({}, 1)?.message).toMatch(/last call/);
    expect(back({}, 2, "2026-03-10")?.message).toMatch(/another day/);
    expect(back({}, 2, "2026-03-09", "bob@desk.test")?.message).toMatch(/Somebody else/);
    expect(back({ outcome: "taken_back" })?.message).toMatch(/not a call/);
    expect(guardTakingBack(undefined, 1, "2026-03-09", "ann@desk.test")?.code).toBe("CALL_CHANGED");
  });

  it("does not count any more, nor do calls before the client was reached or parked anew", () => {
    const made = (callNo: number, outcome: CallOutcome | "taken_back", more: object = {}) => ({
      callNo,
      runNo: 1,
      outcome,
      takesBack: null,
      ...more,
    });
    expect(unansweredIn([], 1)).toBe(0);
    expect(unansweredIn([made(2, "no_answer"), made(1, "left_message")], 1)).toBe(2);
    expect(unansweredIn([made(3, "no_answer"), made(2, "reached"), made(1, "no_answer")], 1)).toBe(1);
    expect(
      unansweredIn([made(3, "taken_back", { takesBack: 2 }), made(2, "reached"), made(1, "no_answer")], 1),
    ).toBe(1);
    expect(unansweredIn([made(2, "no_answer"), made(1, "no_answer", { runNo: 0 })], 1)).toBe(1);
  });
});
