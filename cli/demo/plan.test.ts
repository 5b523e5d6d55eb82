import { expect, test } from "vitest";
import { PsxTrade } from "../../server/domain/pipeline/input.ts";
import { DEFAULT_STATUSES, guardTransition } from "../../server/domain/pipeline/model/status-workflow.ts";
import { DEMO_TENANTS } from "./demo-tenants.ts";
import { type Plan, planDemo } from "./plan.ts";

const NOW = new Date("2026-03-07T15:00:00Z"); // a Saturday

function planOf(index: 0 | 1, loans: number = DEMO_TENANTS[index].loans): Plan {
  const { firstTrade, principals, timeZone, workflow = DEFAULT_STATUSES } = DEMO_TENANTS[index];
  const principalId = principals[0] ?? "";
  return planDemo({
    loans,
    firstTrade,
    principalId,
    timeZone,
    workflow: { version: 1, statuses: workflow },
    now: NOW,
  });
}

test("P1.2 every planned trade is one that the exchange could post, and holds as many loans as asked", () => {
  for (const plan of [planOf(0), planOf(1), planOf(0, 3), planOf(0, 5_000)]) {
    for (const { body } of plan.trades) expect(PsxTrade.safeParse(body).error?.issues ?? []).toEqual([]);
    expect(new Set(plan.trades.map(({ body }) => body.exchangeTradeId)).size).toBe(plan.trades.length);
  }
  const sizes = planOf(0).trades.map(({ body }) => body.loans.length);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(400);
});

test("P2.7 every planned step is a move of the tenant's own workflow, in order, and none is in the future", () => {
  for (const index of [0, 1] as const) {
    const workflow = { version: 1, statuses: DEMO_TENANTS[index].workflow ?? DEFAULT_STATUSES };
    const at = new Map<string, { status: string; since: Date }>();
    const plan = planOf(index);
    for (const { at: since, body } of plan.trades) {
      for (const n of body.loans.keys())
        at.set(`${body.exchangeTradeId} ${n}`, { status: "purchased", since });
    }
    for (const step of plan.steps) {
      expect(step.at <= NOW).toBe(true);
      for (const n of step.loans) {
        const loan = at.get(`${step.exchangeTradeId} ${n}`) ?? { status: "nowhere", since: NOW };
        expect(step.at >= loan.since).toBe(true);
        const to = step.kind === "move" ? step.to : step.kind === "settle" ? "settled" : loan.status;
        if (step.kind !== "price") expect(guardTransition(workflow, loan.status, to)).toBeNull();
        at.set(`${step.exchangeTradeId} ${n}`, { status: to, since: step.at });
      }
    }
    const statuses = new Set([...at.values()].map((loan) => loan.status));
    expect([...statuses].sort()).toEqual(workflow.statuses.map((status) => status.statusCode).sort());
  }
});

test("the same day gives the same demo", () => {
  expect(planOf(0)).toEqual(planOf(0));
});
