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
  const date = actualDeliveryDate ?? today;
  return {
    facts: { actualDeliveryDate: date, ...(deliveryMethod === undefined ? {} : { deliveryMethod }) },
    refusal: actualDeliveryDate === undefined ? null : guardDeliveryDate(date, loan.purchaseDate, today),
  };
}

/** A delivery lies between the purchase and today. */
export function guardDeliveryDate(date: string, purchaseDate: string, today: string): Refusal | null {
  if (date < purchaseDate)
    return invalid("actualDeliveryDate", `must not be before the purchase date ${purchaseDate}`);
  return date > today ? invalid("actualDeliveryDate", `must not be later than today, ${today}`) : null;
}

function invalid(field: string, message: string): Refusal {
  return {
    code: "PAYLOAD_VALIDATION",
    message: `${field} ${message}; nothing was changed.`,
    details: [{ field, message }],
  };
}
