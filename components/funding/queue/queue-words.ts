import { CALL_OUTCOMES } from "@/server/domain/funding/model/calls.ts";
import type { QueuePart } from "@/server/domain/funding/queue-input.ts";
import type { Outputs } from "../../trpc/client.ts";
import { dayLabel } from "../../ui/time-text.ts";

export type QueueEntry = Outputs["funding"]["queue"]["list"]["entries"][number];
export type CallSheetData = Outputs["funding"]["queue"]["sheet"];
export type Call = CallSheetData["calls"][number];

export const PART_NAMES: Record<QueuePart, string> = {
  due: "To call now",
  overdue: "Overdue",
  today: "Today",
  upcoming: "Upcoming",
};

export function outcomeTitle(outcome: Call["outcome"]): string {
  return outcome === "taken_back" ? "Taken back" : CALL_OUTCOMES[outcome].title;
}

/** "Today", "3 days overdue", or the day. */
export function dueText(dueOn: string, today: string): string {
  const days = Math.round((Date.parse(today) - Date.parse(dueOn)) / 86_400_000);
  if (days === 0) return "Today";
  if (days < 0) return dayLabel(dueOn);
  return days === 1 ? "1 day overdue" : `${days} days overdue`;
}

/** The clock time of a moment where the tenant is: "3:12 PM". */
export function clockTime(moment: string, timeZone: string): string {
  return new Intl.DateTimeFormat("en-US", { timeZone, hour: "numeric", minute: "2-digit" }).format(
    new Date(moment),
  );
}
