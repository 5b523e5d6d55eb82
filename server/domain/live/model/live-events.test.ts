import fc from "fast-check";
import { expect, it } from "vitest";
import { LIVE_TOPICS, type LiveEvent, MOST_IDS, withEvent } from "./live-events.ts";

const event: fc.Arbitrary<LiveEvent> = fc.record({
  topic: fc.constantFrom(...LIVE_TOPICS),
  ids: fc.option(fc.array(fc.integer({ min: 1, max: 2_000 }), { minLength: 1, maxLength: 200 })),
});

it("P7.8 what waits is one event a topic, names every id that came or says that any may be meant, and stays small", () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 12 }), (events) => {
      const waiting = events.reduce<LiveEvent[]>(withEvent, []);
      expect(new Set(waiting.map(({ topic }) => topic)).size).toBe(waiting.length);
      for (const { topic, ids } of events) {
        const told = waiting.find((known) => known.topic === topic);
        expect(told).toBeDefined();
        if (!told?.ids) continue;
        expect(told.ids.length).toBeLessThanOrEqual(MOST_IDS);
        expect(ids?.every((id) => told.ids?.includes(id))).toBe(true);
      }
    }),
  );
});

it("P7.8 two small changes keep their ids apart from those of others", () => {
  const two = [{ topic: "loans", ids: [1, 2] } as const, { topic: "loans", ids: [2, 3] } as const];
  expect(
    two.reduce<LiveEvent[]>((all, { topic, ids }) => withEvent(all, { topic, ids: [...ids] }), []),
  ).toEqual([{ topic: "loans", ids: [1, 2, 3] }]);
});
