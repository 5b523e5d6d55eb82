import type { Refusal, RefusalDetail } from "../../errors.ts";
import { guardDeliveryDate } from "./delivery.ts";
import { SETTLED } from "./status-workflow.ts";

/** What may be edited on a loan, by whom and when (P2.9). */
export interface EditedFacts {
  buyerId?: string | undefined;
  buyerName?: string | undefined;
  salePrice?: string | null | undefined;
  expectedDeliveryDate?: string | null | undefined;
  deliveryMethod?: string | null | undefined;
  actualDeliveryDate?: string | null | undefined;
}

/** Refuses an edit made on a version that is no longer the present one; the refusal carries both. */
export function guardVersion(
  asRead: number | undefined,
  loan: { pipelineLoanId: number; version: number },
  present: Record<string, string | null>,
): Refusal | null {
  if (asRead === undefined || asRead === loan.version) return null;
  return {
    code: "CONFLICT",
    message: `Somebody changed this loan after you opened it; it is in '${present.currentStatus}' now. Nothing was changed: compare, then decide again.`,
    details: [{ field: "version", message: `was ${asRead} when you read it and is ${loan.version} now` }],
    facts: {
      pipelineLoanId: loan.pipelineLoanId,
      yourVersion: asRead,
      currentVersion: loan.version,
      current: present,
    },
  };
}

export function guardEdit(edit: {
  before: {
    currentStatus: string;
    salePrice: string | null;
    purchaseDate: string;
    actualDeliveryDate: string | null;
  };
  /** Every field that was sent, changed or not. */
  given: EditedFacts;
  changed: EditedFacts;
  role: "operator" | "admin" | null;
  today: string;
}): Refusal | null {
  const { before, given, changed, role, today } = edit;
  if (Object.values(given).every((value) => value === undefined)) {
    return invalid([{ field: "", message: "name at least one field to change" }]);
  }
  if (
    ("buyerId" in changed || "buyerName" in changed) &&
    (given.buyerId === undefined || given.buyerName === undefined)
  ) {
    const missing = given.buyerId === undefined ? "buyerId" : "buyerName";
    return invalid([{ field: missing, message: "is required: an investor changes with both id and name" }]);
  }
  if (before.currentStatus === SETTLED) return guardSettledEdit(before, changed, role);
  if (changed.actualDeliveryDate)
    return guardDeliveryDate(changed.actualDeliveryDate, before.purchaseDate, today);
  return null;
}

/** A settled loan is frozen, except that an admin may add the sale price that was unknown. */
function guardSettledEdit(
  before: { salePrice: string | null },
  changed: EditedFacts,
  role: "operator" | "admin" | null,
): Refusal | null {
  const fields = Object.keys(changed);
  if (fields.length === 0) return null;
  const addsSalePrice =
    fields.length === 1 && typeof changed.salePrice === "string" && before.salePrice === null;
  if (addsSalePrice && role === "admin") return null;
  const hint = addsSalePrice ? " An administrator can add the missing sale price." : "";
  return {
    code: addsSalePrice ? "FORBIDDEN" : "CONFLICT",
    message: `The loan is settled and its facts are frozen.${hint} Nothing was changed.`,
    details: fields.map((field) => ({ field, message: "cannot change after settlement" })),
  };
}

function invalid(details: RefusalDetail[]): Refusal {
  const [first] = details;
  return { code: "PAYLOAD_VALIDATION", message: `${first?.field} ${first?.message}`.trim(), details };
}
