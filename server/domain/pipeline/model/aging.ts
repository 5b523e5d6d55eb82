import {
  addDays,
  businessDaysBetween,
  dayIn,
  type HolidayCalendar,
  latestDayOfAge,
} from "../../business-days.ts";
import { averageToTenth } from "../../money.ts";
import type { StatusWorkflow } from "./status-workflow.ts";

/** How long loans have been where they are (P3.5), in the tenant's calendar. */
export interface AgingClock {
  /** Today in the tenant's time zone. */
  today: string;
  timeZone: string;
  calendar: HolidayCalendar;
}

/** Business days since a loan entered its status. */
export function ageOf(clock: AgingClock, statusDate: string): number {
  return businessDaysBetween(dayIn(clock.timeZone, new Date(statusDate)), clock.today, clock.calendar);
}

/** True when the age is over the threshold of the status; a status without one never alerts. */
export function isOverdue(thresholds: Map<string, number | null>, status: string, age: number): boolean {
  const threshold = thresholds.get(status) ?? null;
  return threshold !== null && age > threshold;
}

export function thresholdsOf(workflow: StatusWorkflow): Map<string, number | null> {
  return new Map(workflow.statuses.map((status) => [status.statusCode, status.agingThresholdDays]));
}

/**
 * The first day on which a loan is *not* yet `age` business days old today: `age` or older means entered before the
 * midnight that begins this day. Null when every loan is that old (`age` ≤ 0).
 */
export function firstDayYounger(clock: AgingClock, age: number): string | null {
  const oldest = latestDayOfAge(age, clock.today, clock.calendar);
  return oldest === null ? null : addDays(oldest, 1);
}

/** Loans of one status by the day on which they entered it. */
export interface DayCount {
  day: string;
  loans: number;
}

export interface StatusAging {
  /** Mean age in business days, one decimal. */
  averageDays: string;
  overdue: number;
  oldestDays: number;
  /** `fresh`: up to half the threshold; `aging`: up to the threshold; `overdue`: over it. */
  buckets: { fresh: number; aging: number; overdue: number };
}

export function agingOf(clock: AgingClock, threshold: number | null, days: DayCount[]): StatusAging {
  const buckets = { fresh: 0, aging: 0, overdue: 0 };
  let [sum, loans, oldestDays] = [0, 0, 0];
  for (const entry of days) {
    const age = businessDaysBetween(entry.day, clock.today, clock.calendar);
    sum += age * entry.loans;
    loans += entry.loans;
    if (entry.loans > 0) oldestDays = Math.max(oldestDays, age);
    const bucket =
      threshold === null || age * 2 <= threshold ? "fresh" : age <= threshold ? "aging" : "overdue";
    buckets[bucket] += entry.loans;
  }
  return { averageDays: averageToTenth(sum, loans), overdue: buckets.overdue, oldestDays, buckets };
}
