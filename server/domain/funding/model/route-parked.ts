import { addDaysToMoment, addMonthsToMoment, dayOf, midnightOf } from "./calendar.ts";
import type { Policy } from "./policy.ts";
import { declineLeadsTo, type Route, type RouteSettings, type WorkflowDecisions } from "./routing.ts";
import { PARKED_REASONS, type ParkedReason } from "./workflow.ts";

/** Who does not qualify today, but will with time (F2.7). */
export function parked(decisions: WorkflowDecisions, { intervals }: RouteSettings): Route | null {
  const { reportStatus, now } = decisions;
  if (reportStatus === "Qualified - Pending Seasoning") {
    const months = intervals.pendingSeasoningMonths;
    return parkedUntil("pending_seasoning", addMonthsToMoment(now, months), `${months} months from now`);
  }
  const leadsTo = declineLeadsTo(decisions);
  if (leadsTo === "thin_file") {
    const months = intervals.thinFileMonths;
    return parkedUntil("thin_file", addMonthsToMoment(now, months), `${months} months from now`);
  }
  if (leadsTo !== "recent_credit_activity") return null;
  const { date, says } = afterActivity(decisions, intervals);
  return parkedUntil("recent_credit_activity", date, says);
}

/** The youngest account and 13 months, but no sooner than in 30 days (F2.7). */
function afterActivity({ youngestAccountOpened: youngest, now }: WorkflowDecisions, by: Policy["parking"]) {
  const floor = addDaysToMoment(now, by.recentActivityFloorDays);
  const soonest = `${by.recentActivityFloorDays} days from now`;
  if (youngest === null) return { date: floor, says: `${soonest}, since no account's opening date is known` };
  const aged = addMonthsToMoment(midnightOf(youngest), by.recentActivityMonths);
  return aged > floor
    ? {
        date: aged,
        says: `${by.recentActivityMonths} months after the youngest account was opened on ${youngest}`,
      }
    : { date: floor, says: `${soonest}, since the youngest account (${youngest}) will be old enough` };
}

function parkedUntil(reason: ParkedReason, date: number, says: string): Route {
  const rule = "F2.7";
  return {
    workflow: { primaryPaths: ["parked"], overlays: [], parkedReason: reason, parkedCallbackDate: date },
    trace: [
      { rule, explains: "primaryPaths.parked", says: "Nothing qualifies today, but time will help." },
      { rule, explains: "parkedReason", says: `${PARKED_REASONS[reason]}.` },
      { rule, explains: "parkedCallbackDate", says: `Call back on ${dayOf(date)}: ${says}.` },
    ],
  };
}
