import { controlDatabase } from "../../db/control/client.ts";
import { accessLog } from "../../db/control/schema.ts";

/** One entry of the log of access: sign-ins, and changes of who may come in. Never a password, key or token. */
export interface AccessEntry {
  at: Date;
  tenantId: string | null;
  /** Who did it; for a sign-in, the address that was given. */
  actor: string;
  action: string;
  subject?: string;
  details?: Record<string, string>;
}

/** Writes one entry; entries are permanent (V16.3). */
export async function recordAccess({
  at,
  tenantId,
  actor,
  action,
  subject,
  details,
}: AccessEntry): Promise<void> {
  await controlDatabase()
    .insert(accessLog)
    .values({
      at: at.toISOString(),
      tenantId,
      actor,
      action,
      subject: subject ?? null,
      details: details ?? {},
    });
}

/** The actor of changes made from the command line, when the caller names nobody. */
export const COMMAND_LINE = "system/command-line";
