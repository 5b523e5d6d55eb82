import { Day } from "../fields.ts";
import { Email } from "../tenancy/input.ts";
import { record } from "./input.ts";

/** What reconciling takes (F4.3). Safe for the browser. */

/** The first and the last day, both taken in; one operator, or all of them. */
export const ReconcileInput = record({ from: Day, to: Day, operator: Email.optional() });
