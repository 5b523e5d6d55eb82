import { record, wholeNumber } from "../fields.ts";

/** What the verbs of the policy's history take. */

export const ListPoliciesInput = record({
  /** Older ones than this version; the newest when left out. */
  before: wholeNumber(1, 2_147_483_647).optional(),
});
