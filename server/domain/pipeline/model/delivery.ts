import type { Refusal } from "../../errors.ts";
import { DELIVERED } from "./status-workflow.ts";

interface DeliveryInput {
  newStatus: string;
  actualDeliveryDate?: string | undefined;
  deliveryMethod?: string | undefined;
}

interface DeliveryFacts {
  actualDeliveryDate?: string;
  deliveryMethod?: string;
}

/**
 * The facts that a move to `delivered` writes: the date (today unless said otherwise) and the method, if given (P2.8).
 * They have no meaning in another move and are refused there.
 */
export function deliveryFacts(
  input: DeliveryInput,
  loan: { purchaseDate: string },
  today: string,
): { facts: DeliveryFacts; refusal: Refusal | null } {
  const { newStatus, actualDeliveryDate, deliveryMethod } = input;
  if (newStatus !== DELIVERED) {
    const stray = actualDeliveryDate !== undefined ? "actualDeliveryDate" : "deliveryMethod";
    const given = actualDeliveryDate !== undefined || deliveryMethod !== undefined;
    return { facts: {}, refusal: given ? invalid(stray, "belongs to a move to 'delivered' only") : null };
  }
  const date = actualDeliveryDate ?? latestDelivery(loan.purchaseDate, today);
  return {
    facts: { actualDeliveryDate: date, ...(deliveryMethod === undefined ? {} : { deliveryMethod }) },
    refusal: actualDeliveryDate === undefined ? null : guardDeliveryDate(date, loan.purchaseDate, today),
  };
}

/** A delivery lies between the purchase and today. */
export function guardDeliveryDate(date: string, purchaseDate: string, today: string): Refusal | null {
  const latest = latestDelivery(purchaseDate, today);
  if (date < purchaseDate)
    return invalid("actualDeliveryDate", `must not be before the purchase date ${purchaseDate}`);
  return date > latest ? invalid("actualDeliveryDate", `must not be later than ${latest}`) : null;
}

/** Today; for a trade that carries a later date (its exchange's day may begin before ours), that date. */
function latestDelivery(purchaseDate: string, today: string): string {
  return purchaseDate > today ? purchaseDate : today;
}

function invalid(field: string, message: string): Refusal {
  return {
    code: "PAYLOAD_VALIDATION",
    message: `${field} ${message}; nothing was changed.`,
    details: [{ field, message }],
  };
}
