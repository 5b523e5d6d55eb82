import type { Role } from "../domain/context.ts";

/** Who a verified session or token stands for, and in which tenant. Everything here was read from the control database. */
export interface Identity {
  kind: "user" | "client";
  /** What the audit trail shows: a user's address, a client's name. */
  name: string;
  role: Role;
  tenantId: string;
  slug: string;
  databaseName: string;
  /** Of the tenant's row: another one than before means that its time zone or calendar was changed. */
  settingsVersion: number;
  email?: string;
  sessionId?: string;
}

/** In which a page of ours says as whom it was made, so that a cookie that has changed since does not act in its name. */
export const SIGNED_IN_AS = "x-signed-in-as";

/** Whom a page is made for: a person in a tenant, in the letters of a header. Not a secret and no proof of anything. */
export function signedInAs({ slug, name }: Pick<Identity, "slug" | "name">): string {
  return encodeURIComponent(`${slug} ${name}`);
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** True for the text of a UUID; PostgreSQL refuses to compare anything else with a uuid column. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}
