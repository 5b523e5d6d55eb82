import { Day, record } from "../fields.ts";
import { Email } from "../tenancy/input.ts";

/** What reconciling takes (F4.3). Safe for the browser. */

/** The first and the last day, both taken in, the month before this one when left out; one operator, or all of them. */
export const ReconcileInput = record({
  from: Day.optional(),
  to: Day.optional(),
  operator: Email.optional(),
});
