import { z } from "zod";
import { RecordId, text, wholeNumber, without } from "../fields.ts";

/** What a person may set about their own desk. Safe for the browser: it reads settings with the same schemas. */

const FieldName = without(text(60), "identifier");

/** A column of the power grid, in the order in which they stand. */
const GridColumn = z.strictObject({
  field: FieldName,
  /** Pixels. */
  width: wholeNumber(30, 2_000),
  pinned: z.enum(["left", "right"]).nullable(),
  hidden: z.boolean(),
});

/** Every setting by its key, with the shape of its value (P8.1, P9.3). */
export const SETTINGS = {
  /** Which desk opens: cards and lists, or the grid. Modern unless set. */
  mode: z.enum(["modern", "power"], { error: "must be modern or power" }),
  loanColumns: z.array(FieldName).min(1, "must name at least one column").max(60),
  gridColumns: z.array(GridColumn).max(80),
  /** The saved view with which the loan list opens. */
  defaultView: RecordId,
  /** The saved view with which the list of mortgages opens. */
  defaultMortgageView: RecordId,
};
export type SettingKey = keyof typeof SETTINGS;

/** The settings that name the view with which a list opens. */
export const OPENING_VIEWS = { defaultView: "loans", defaultMortgageView: "mortgages" } as const;
export type Settings = { [K in SettingKey]?: z.output<(typeof SETTINGS)[K]> };

const KEYS = Object.keys(SETTINGS) as [SettingKey, ...SettingKey[]];

export const SaveSettingInput = z.strictObject({
  key: z.enum(KEYS, { error: `must be one of ${KEYS.join(", ")}` }),
  /** `null` forgets the setting. */
  value: z.unknown(),
});
export type SaveSettingInput = z.input<typeof SaveSettingInput>;
