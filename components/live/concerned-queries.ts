import type { QueryKey } from "@tanstack/react-query";
import type { LiveEvent } from "@/server/domain/live/model/live-events.ts";

/**
 * Whether the answer to a query may be another one after these events. What this does not know is asked again rather
 * than left old, so that nobody has to think of it who adds a query.
 */
export function isConcerned(queryKey: QueryKey, events: readonly LiveEvent[]): boolean {
  const [path, { input } = {}] = queryKey as [path: string[], options?: { input?: { loanId?: unknown } }];
  const [module, query] = path;
  const idsOf = (topic: LiveEvent["topic"]) => events.find((event) => event.topic === topic)?.ids;
  const loans = idsOf("loans");
  const isTold = (topic: LiveEvent["topic"]) => idsOf(topic) !== undefined;
  if (module === "desk") return isTold("views") && query !== "settings";
  if (module !== "pipeline") return false;
  if (query === "deliveries") return isTold("deliveries");
  if (query === "workflow") return isTold("workflow");
  if (query === "loan" && loans && !isTold("workflow")) return loans.includes(Number(input?.loanId));
  return isTold("loans") || isTold("workflow");
}
