import type { Context } from "../domain/context.ts";
import { attempt } from "../domain/mortgages/audit-rows.ts";
import { MortgageInput } from "../domain/mortgages/input.ts";
import type { Attempt } from "../domain/mortgages/model/audit.ts";
import { parseInput } from "../domain/parse.ts";
import type { Call } from "./rest.ts";

/** One that is no id is a fault of the address. */
export function mortgageAt(call: Call): { mortgageId: number } {
  return parseInput(MortgageInput, { mortgageId: call.params.id });
}

/** The id in the path wins over anything of that name in the body. */
export async function bodyForMortgage(call: Call): Promise<Record<string, unknown>> {
  const address = mortgageAt(call);
  return { ...(await call.body()), ...address };
}

/** Who may not do it hears that first, whatever else they sent, and the log tells it (M8). @throws DomainError FORBIDDEN */
export async function mayChange(call: Call, attempted: Attempt, address: object = {}): Promise<Context> {
  const ctx = await call.context();
  await attempt(ctx, attempted, address, async () => {});
  return ctx;
}

/** The record that an address names, as it was sent. */
export function namedIn({ params: { id, ...more } }: Call): Record<string, unknown> {
  return { mortgageId: id, ...more };
}
