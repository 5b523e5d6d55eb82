import type { Database } from "../../db/connect.ts";
import { type Integration, readIntegration } from "../domain/integrations/integration-rows.ts";
import type { ConnectionProbes, Mailer, ProbeAnswer } from "../domain/ports.ts";
import { probeEngine } from "./engine/probe.ts";
import { smtpMailer } from "./smtp/client.ts";
import { sandboxMailer } from "./smtp/sandbox.ts";

/** Which adapter stands for a system: the real one or the sandbox, as the tenant has set it up (F7.4). */

interface Place {
  tenantId: string;
  db: Database;
  now(): Date;
}

export async function mailerOf(place: Place): Promise<Mailer> {
  return mailerFor(place, await readIntegration(place.db, "smtp"));
}

function mailerFor({ tenantId, db, now }: Place, { mode, config, secrets }: Integration<"smtp">): Mailer {
  return mode === "live"
    ? smtpMailer({ tenantId, config, password: secrets.password })
    : sandboxMailer({ db, system: "smtp", now }, tenantId, config.fromAddress);
}

/** An administrator waits for it. */
const PROBE_PATIENCE_MS = 15_000;

const NOT_YET: ProbeAnswer = { isWorking: false, says: "This system cannot be tried yet.", problems: [] };

export const probes: ConnectionProbes = {
  gohighlevel: async () => NOT_YET,
  engine: async ({ now }, { mode, config, secrets }) => {
    if (mode === "sandbox")
      return { isWorking: true, says: "The sandbox stands in for Engine.", problems: [] };
    const { baseUrl } = config as Integration<"engine">["config"];
    const { leadToken, confidentialToken } = secrets as Integration<"engine">["secrets"];
    const engine = { baseUrl, leadToken, confidentialToken, now };
    return probeEngine(engine, AbortSignal.timeout(PROBE_PATIENCE_MS));
  },
  documenso: async () => NOT_YET,
  smtp: ({ tenant, db, now }, integration) =>
    mailerFor({ tenantId: tenant.id, db, now }, integration as Integration<"smtp">).check(
      AbortSignal.timeout(PROBE_PATIENCE_MS),
    ),
};
