import type { Refusal } from "../../errors.ts";

export const BORROWER_NOT_FOUND: Refusal = {
  code: "BORROWER_NOT_FOUND",
  message: "There is no such borrower. They may have been deleted.",
};
