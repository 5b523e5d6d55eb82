import { authorise, type Context } from "../context.ts";
import { parseInput } from "../parse.ts";
import type { ConnectionProbes, ProbeAnswer } from "../ports.ts";
import { type Mode, type System, TestConnectionInput } from "./input.ts";
import { readIntegration } from "./integration-rows.ts";

export interface TestedConnection extends ProbeAnswer {
  system: System;
  /** What was tried. */
  mode: Mode;
}

/**
 * Tries a system as it is set up, with a call that changes nothing (F7.4). Administrators only.
 * @param probes the adapters, which the app hands in
 * @throws DomainError PAYLOAD_VALIDATION
 */
export async function testConnection(
  ctx: Context,
  probes: ConnectionProbes,
  raw: unknown,
): Promise<TestedConnection> {
  authorise(ctx, "tenant:administer");
  const { system, mode } = parseInput(TestConnectionInput, raw);
  return tried(ctx, probes, system, mode);
}

async function tried<S extends System>(
  ctx: Context,
  probes: ConnectionProbes,
  system: S,
  as: Mode | undefined,
): Promise<TestedConnection> {
  const integration = await readIntegration(ctx.db, system, as);
  const answer = await probes[system](ctx, integration);
  return { system, mode: integration.mode, ...answer };
}
