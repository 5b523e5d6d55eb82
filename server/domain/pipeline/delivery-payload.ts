import { authorise, type Context } from "../context.ts";
import { refuse } from "../errors.ts";
import { JsonNumber, numberLiteral, parseLosslessly } from "../json-number.ts";
import { parseInput } from "../parse.ts";
import { readDelivery } from "./delivery-rows.ts";
import { DeliveryInput } from "./get-delivery.ts";

/** Letters of a payload that are shown at once; a trade of 10,000 loans has several millions. */
const MOST_SHOWN = 40_000;

export interface ShownPayload {
  /** Indented when it is JSON, with every digit as it came; otherwise as it came. */
  text: string;
  /** False: this is only its beginning. */
  isWhole: boolean;
}

/** The beginning of a delivery's payload, for reading (P1.8). Administrators only. Errors as `downloadPayload`. */
export async function showPayload(ctx: Context, raw: unknown): Promise<ShownPayload> {
  authorise(ctx, "pipeline:configure");
  const text = indented(new TextDecoder().decode(await payloadOf(ctx, raw)));
  return { text: text.slice(0, MOST_SHOWN), isWhole: text.length <= MOST_SHOWN };
}

/**
 * A delivery's payload, byte for byte, in base64 (P1.8). Administrators only.
 * @throws DomainError DELIVERY_NOT_FOUND; CONFLICT when the payload is past the retention time
 */
export async function downloadPayload(ctx: Context, raw: unknown): Promise<{ base64: string }> {
  authorise(ctx, "pipeline:configure");
  return { base64: (await payloadOf(ctx, raw)).toString("base64") };
}

async function payloadOf(ctx: Context, raw: unknown): Promise<Buffer> {
  const { deliveryId } = parseInput(DeliveryInput, raw);
  const stored = await readDelivery(ctx.db, deliveryId);
  if (!stored) return refuse("DELIVERY_NOT_FOUND", `There is no delivery ${deliveryId}.`);
  return stored.body ?? refuse("CONFLICT", "The payload of this delivery is not kept any more.");
}

function indented(text: string): string {
  try {
    return JSON.stringify(parseLosslessly(text), asWritten, 2);
  } catch {
    return text; // no JSON: that is why it was rejected
  }
}

function asWritten(_key: string, value: unknown): unknown {
  return value instanceof JsonNumber ? numberLiteral(value.source) : value;
}
