"use client";

import { guardCardUpdate } from "@/server/domain/funding/model/funding-plan.ts";
import { progressFrom } from "@/server/domain/funding/model/step-events.ts";
import { Money } from "../../ui/money.tsx";
import { PlanRow } from "./plan-row.tsx";
import { eventsOf } from "./story.ts";
import { type Plan, useWorkflow } from "./workflow-context.ts";

/** The cards of the plan, each kept up to date where it stands (F3.7). */
export function FundingPlan({ plan }: { plan: Plan }) {
  const { progress, run } = useWorkflow();
  const events = eventsOf(progress);
  const workflow = (run?.workflow ?? null) as Parameters<typeof guardCardUpdate>[0];
  const canChange = guardCardUpdate(workflow, progressFrom(events), events) === null;
  return (
    <div className="mt-4 overflow-x-auto rounded-lg border bg-sheet">
      <table aria-label="Funding plan" className="w-full border-separate border-spacing-0 text-sm">
        <caption className="px-3 pt-2.5 pb-1 text-left">
          <span className="font-semibold">Funding plan</span>
          {canChange && (
            <span className="text-xs text-ink-3 pointer-coarse:hidden">
              {" "}
              · Enter saves a card, Esc takes back what you typed
            </span>
          )}
        </caption>
        <thead>
          <tr className="text-left text-xs text-ink-3">
            <th scope="col" className="border-b px-3 pb-1 font-normal">
              Issuer
            </th>
            <th scope="col" className="w-32 border-b px-2 pb-1 text-right font-normal">
              Amount
            </th>
            <th scope="col" className="w-34 border-b px-2 pb-1 font-normal">
              Status
            </th>
            <th scope="col" className="w-26 border-b px-3 pb-1 text-right font-normal">
              Since
            </th>
          </tr>
        </thead>
        <tbody>
          {plan.cards.map((card) => (
            <PlanRow
              key={`${plan.planNo} ${card.cardNo} ${card.changeNo}`}
              planNo={plan.planNo}
              card={card}
              canChange={canChange}
            />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" className="px-3 py-2 text-left font-medium">
              Approved
            </th>
            <td
              className={
                canChange ? "py-2 pr-[18px] pl-2 text-right font-medium" : "px-2 py-2 text-right font-medium"
              }
            >
              <Money amount={plan.approvedAmount} currency />
            </td>
            <td colSpan={2} className="px-2 py-2 text-ink-3">
              {plan.cards.filter(({ status }) => status === "approved").length} of {plan.cards.length} cards
            </td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
