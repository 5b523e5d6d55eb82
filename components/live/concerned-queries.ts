import type { QueryKey } from "@tanstack/react-query";
import type { LiveEvent, LiveTopic } from "@/server/domain/live/model/live-events.ts";

/** What the queries of a module tell of, where it is not what most of them do. */
const TOPICS: Record<string, { most: LiveTopic[]; others: Record<string, LiveTopic[]> }> = {
  pipeline: {
    most: ["loans", "workflow"],
    others: {
      workflow: ["workflow"],
      workflowVersions: ["workflow"],
      deliveries: ["deliveries"],
      delivery: ["deliveries"],
      deliveryPayload: [],
      wholePayload: [],
      deliveryDifference: ["deliveries", "loans"],
    },
  },
  funding: {
    most: ["funding", "funding-policy"],
    others: {
      policy: ["funding-policy"],
      policies: ["funding-policy"],
      documentRules: ["funding-policy"],
      operator: ["funding-policy"],
      offers: ["funding", "funding-policy", "integrations"],
    },
  },
  mortgages: { most: ["mortgages"], others: { templates: ["mortgages", "integrations"] } },
  // A list opens with no view that is gone.
  desk: { most: [], others: { views: ["views"], settings: ["views"] } },
  // Not their settings: what an administrator is typing rests on the version that they opened.
  integrations: { most: [], others: { modes: ["integrations"] } },
};

/**
 * Whether the answer to a query may be another one after these events. What is not named above is asked again rather than
 * left old, so that nobody has to think of it who adds a query.
 */
export function isConcerned(queryKey: QueryKey, events: readonly LiveEvent[]): boolean {
  const [path, { input } = {}] = queryKey as [path: string[], options?: { input?: Input }];
  const [module = "", query = ""] = path;
  const own = Object.hasOwn(TOPICS, module) ? TOPICS[module] : undefined;
  if (!own) return false;
  const topics = own.others[query] ?? own.most;
  const only = onlyOf(module, query, input);
  return events.some(({ topic, ids }) => {
    const isAnother = topic === only?.topic && ids !== null && !ids.includes(only.id);
    return topics.includes(topic) && !isAnother;
  });
}

interface Input {
  loanId?: unknown;
  fileId?: unknown;
  mortgageId?: unknown;
}

/** The one row that a query is about: changes of others are not its own. */
function onlyOf(module: string, query: string, input: Input = {}): { topic: LiveTopic; id: number } | null {
  if (module === "pipeline" && query === "loan") return { topic: "loans", id: Number(input.loanId) };
  // Of funding, whatever names a file is about that file.
  if (module === "funding" && input.fileId !== undefined)
    return { topic: "funding", id: Number(input.fileId) };
  // A chain is about all of its mortgages, and the log may be about any.
  if (module === "mortgages" && input.mortgageId !== undefined && !["chain", "audit"].includes(query))
    return { topic: "mortgages", id: Number(input.mortgageId) };
  return null;
}
