import type { Database } from "../../db/connect.ts";
import { type Integration, readIntegration } from "../domain/integrations/integration-rows.ts";
import type { ConnectionProbes, Crm, Mailer, Signing, SigningTemplates } from "../domain/ports.ts";
import { documensoSigning } from "./documenso/client.ts";
import { sandboxSigning } from "./documenso/sandbox.ts";
import { sandboxTemplates } from "./documenso/sandbox-templates.ts";
import { documensoTemplates } from "./documenso/templates.ts";
import { probeEngine } from "./engine/probe.ts";
import { goHighLevel } from "./gohighlevel/client.ts";
import { paceOf } from "./gohighlevel/pace.ts";
import { sandboxCrm } from "./gohighlevel/sandbox.ts";
import { smtpMailer } from "./smtp/client.ts";
import { sandboxMailer } from "./smtp/sandbox.ts";

/** Which adapter stands for a system: the real one or the sandbox, as the tenant has set it up (F7.4). */

/** Whose systems they are. */
export interface Place {
  tenantId: string;
  db: Database;
  now(): Date;
}

export function mailerFor(
  { tenantId, db, now }: Place,
  { mode, config, secrets }: Integration<"smtp">,
): Mailer {
  return mode === "live"
    ? smtpMailer({ tenantId, config, password: secrets.password })
    : sandboxMailer({ db, system: "smtp", now }, tenantId, config.fromAddress);
}

export function crmFor({ db, now }: Place, { mode, config, secrets }: Integration<"gohighlevel">): Crm {
  return mode === "live"
    ? goHighLevel({ config, token: secrets.token, pace: paceOf(db, now), now })
    : sandboxCrm({ db, system: "gohighlevel", now }, config);
}

export function signingFor({ db, now }: Place, { mode, config, secrets }: Integration<"documenso">): Signing {
  return mode === "live"
    ? documensoSigning({ config, token: secrets.token })
    : sandboxSigning({ db, system: "documenso", now });
}

export const mailerOf = async (place: Place) => mailerFor(place, await readIntegration(place.db, "smtp"));
export const crmOf = async (place: Place) => crmFor(place, await readIntegration(place.db, "gohighlevel"));
export const signingOf = async (place: Place) =>
  signingFor(place, await readIntegration(place.db, "documenso"));

/** What can be signed, as the tenant's signing service has it (M12). */
export async function templatesOf({ db, now }: Pick<Place, "db" | "now">): Promise<SigningTemplates> {
  const { mode, config, secrets } = await readIntegration(db, "documenso");
  return mode === "live"
    ? documensoTemplates({ config, token: secrets.token })
    : sandboxTemplates({ db, system: "documenso", now });
}

/** An administrator waits for it. */
const PROBE_PATIENCE_MS = 15_000;

export const probes: ConnectionProbes = {
  gohighlevel: (ctx, integration) => crmFor(placeIn(ctx), integration).check(patience()),
  engine: async ({ now }, { mode, config: { baseUrl }, secrets: { leadToken, confidentialToken } }) =>
    mode === "sandbox"
      ? { isWorking: true, says: "The sandbox stands in for Engine.", problems: [] }
      : probeEngine({ baseUrl, leadToken, confidentialToken, now }, patience()),
  documenso: (ctx, integration) => signingFor(placeIn(ctx), integration).check(patience()),
  smtp: (ctx, integration) => mailerFor(placeIn(ctx), integration).check(patience()),
};

function placeIn({ tenant, db, now }: Parameters<ConnectionProbes["smtp"]>[0]): Place {
  return { tenantId: tenant.id, db, now };
}

function patience(): AbortSignal {
  return AbortSignal.timeout(PROBE_PATIENCE_MS);
}
