/** What a change may be about. `trades` comes with every change of their loans, `views` are the saved ones of the desk. */
export const LIVE_TOPICS = ["loans", "trades", "workflow", "deliveries", "views"] as const;

export type LiveTopic = (typeof LIVE_TOPICS)[number];

/** Something was committed (P7.8). It says where to look, never what is there: whoever looks is authorised as always. */
export interface LiveEvent {
  topic: LiveTopic;
  /** Of the rows concerned; null: any may be, since they are too many to name or since something may have been missed. */
  ids: number[] | null;
}
