import type { QueryKey } from "@tanstack/react-query";
import type { LiveEvent, LiveTopic } from "@/server/domain/live/model/live-events.ts";

/** What the queries of the pipeline tell of, where it is not the loans by the rules of the workflow. */
const TOPICS: Record<string, LiveTopic[]> = {
  workflow: ["workflow"],
  workflowVersions: ["workflow"],
  views: ["views"],
  deliveries: ["deliveries"],
  delivery: ["deliveries"],
  deliveryPayload: [],
  wholePayload: [],
  deliveryDifference: ["deliveries", "loans"],
};

/**
 * Whether the answer to a query may be another one after these events. What is not named above is asked again rather than
 * left old, so that nobody has to think of it who adds a query.
 */
export function isConcerned(queryKey: QueryKey, events: readonly LiveEvent[]): boolean {
  const [path, { input } = {}] = queryKey as [path: string[], options?: { input?: { loanId?: unknown } }];
  const [module, query = ""] = path;
  if (module !== "pipeline") return false;
  const topics = TOPICS[query] ?? ["loans", "workflow"];
  return events.some(({ topic, ids }) => {
    const isAnother = query === "loan" && topic === "loans" && ids && !ids.includes(Number(input?.loanId));
    return topics.includes(topic) && !isAnother;
  });
}
