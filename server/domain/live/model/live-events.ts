/**
 * What a change may be about: `loans` and the trades they came in, `views` that are saved on the desk, `funding` by the files
 * concerned, `funding-policy`, by which they are judged, invoiced and placed, `integrations`: how systems outside are set up, and
 * `mortgages`, with what is logged of them.
 */
export const LIVE_TOPICS = [
  "loans",
  "workflow",
  "deliveries",
  "views",
  "funding",
  "funding-policy",
  "integrations",
  "mortgages",
] as const;

export type LiveTopic = (typeof LIVE_TOPICS)[number];

/** Something was committed (P7.8). It says where to look, never what is there: whoever looks is authorised as always. */
export interface LiveEvent {
  topic: LiveTopic;
  /** Of the rows concerned; null: any may be, since they are too many to name or since something may have been missed. */
  ids: number[] | null;
}

/** More ids than this are not kept apart. */
export const MOST_IDS = 500;

/** What waits to be told, with one more: one event a topic, so that a burst is told as shortly as a single change. */
export function withEvent(waiting: readonly LiveEvent[], { topic, ids }: LiveEvent): LiveEvent[] {
  const known = waiting.find((event) => event.topic === topic);
  if (!known) return [...waiting, { topic, ids }];
  const all = known.ids && ids ? [...new Set([...known.ids, ...ids])] : null;
  const together = { topic, ids: all && all.length <= MOST_IDS ? all : null };
  return waiting.map((event) => (event === known ? together : event));
}

/** Everything may have changed: what is said when something may have been missed. */
export const ANYTHING: readonly LiveEvent[] = LIVE_TOPICS.map((topic) => ({ topic, ids: null }));
