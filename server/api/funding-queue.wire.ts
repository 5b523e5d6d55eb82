import { z } from "zod";
import { OUTCOMES } from "../domain/funding/model/calls.ts";
import { PARKED_REASONS } from "../domain/funding/model/workflow.ts";
import { keysOf } from "./funding.wire.ts";
import { Count, DayText, Instant } from "./wire.ts";

/** The Funding Queue as it stands on the wire. */

export const QueueResponse = z.object({
  today: DayText.meta({ description: "In the tenant's time zone: by it the parts are told apart" }),
  counts: z
    .object({ due: Count, overdue: Count, today: Count, upcoming: Count })
    .meta({ description: "With the same filters; `due` is what is overdue and what is of today" }),
  totalRows: Count,
  page: Count,
  pageSize: Count,
  entries: z.array(
    z.object({
      fileId: Count,
      name: z.string(),
      phone: z.string().nullable(),
      operator: z.string(),
      parkedReason: keysOf(PARKED_REASONS),
      plannedOn: DayText.meta({ description: "As underwriting plans the call" }),
      dueOn: DayText.meta({ description: "As it stands after the calls so far" }),
      version: Count,
      unanswered: Count.meta({ description: "Calls in a row that did not reach the client" }),
      isClaimed: z.boolean().meta({ description: "Whether somebody has the client to call now" }),
      claimedBy: z.string().nullable(),
      claimedUntil: Instant.nullable(),
      lastCall: z
        .object({
          callNo: Count,
          outcome: z.enum([...OUTCOMES, "taken_back"]),
          recordedAt: Instant,
          recordedBy: z.string(),
        })
        .nullable(),
    }),
  ),
});
