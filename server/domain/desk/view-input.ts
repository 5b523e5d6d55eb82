import { z } from "zod";
import { oneOf, RecordId, record, text, wholeNumber, without, YesOrNo } from "../fields.ts";
import { MortgageView } from "../mortgages/input.ts";
import { LoanView } from "../pipeline/input.ts";

/** What the verbs of saved views take (P9.3, M13). Safe for the browser: its dialog validates with the same schemas. */

/** The lists of which views are kept; the grid shows the loans, too. */
export const VIEWED_LISTS = ["loans", "mortgages"] as const;
export type ViewedListName = (typeof VIEWED_LISTS)[number];

const ListName = oneOf(VIEWED_LISTS);

/** The question of one of the lists, which names the list that it is of. */
export const ViewDefinition = z.discriminatedUnion("list", [LoanView, MortgageView], {
  error: ({ input }) =>
    typeof input === "object" && input !== null
      ? `must be of one of ${VIEWED_LISTS.join(", ")}`
      : "must be an object",
});
export type ViewDefinition = z.input<typeof ViewDefinition>;

export const SaveViewInput = record({
  /** Left out for a new one. */
  viewId: RecordId.optional(),
  /** The one that was changed; another one by now is a conflict. */
  version: wholeNumber(1, 2_147_483_647).optional(),
  name: without(text(60), "identifier"),
  isShared: YesOrNo,
  definition: ViewDefinition,
});
export type SaveViewInput = z.input<typeof SaveViewInput>;

export const ListViewsInput = record({ list: ListName });

export const DeleteViewInput = record({ viewId: RecordId });
