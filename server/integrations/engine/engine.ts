import type { World } from "../../domain/context.ts";
import { DEFAULT_CONSENTS } from "../../domain/funding/model/loan-application.ts";
import { readIntegration } from "../../domain/integrations/integration-rows.ts";
import type { LoanMarketplace } from "../../domain/ports.ts";
import { engineClient } from "./client.ts";
import { engineSandbox } from "./sandbox.ts";

/** What it takes to reach a tenant's Engine. */
type Place = Pick<World, "db" | "now">;

/** Engine as the tenant has set it up (F7.4); null where the real one lacks its tokens. */
export async function engineOf(world: Place): Promise<LoanMarketplace | null> {
  const { mode, config, secrets } = await readIntegration(world.db, "engine");
  const consents = {
    fcra: config.fcraText ?? DEFAULT_CONSENTS.fcra,
    tcpa: config.tcpaText ?? DEFAULT_CONSENTS.tcpa,
  };
  if (mode === "sandbox") return engineSandbox(world, consents);
  const { leadToken, confidentialToken } = secrets;
  if (!leadToken || !confidentialToken) return null;
  const isTest = config.account === "testing";
  return engineClient({
    baseUrl: config.baseUrl,
    isTest,
    leadToken,
    confidentialToken,
    consents,
    now: world.now,
  });
}
