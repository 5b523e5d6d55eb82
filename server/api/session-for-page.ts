import type { Route } from "next";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import "server-only";
import { signedInAs } from "../auth/identity.ts";
import { oidcSignIn } from "../auth/oidc.ts";
import { PAGE_PATH_HEADER } from "../auth/page-path.ts";
import { sessionIdentity } from "../auth/session-cookie.ts";
import type { Role } from "../domain/context.ts";
import type { Refusal } from "../domain/errors.ts";
import { databaseAwayReference } from "../domain/tenancy/model/page-reference.ts";
import { currentRequest, noteRequest, REQUEST_ID_HEADER, requestIdFrom } from "../log/request.ts";
import { contextForIdentity, orUnavailable } from "./context.ts";

/** What a page may know of the person who looks at it. */
export interface PageSession {
  email: string;
  name: string;
  role: Role;
  tenantName: string;
  tenantSlug: string;
  timeZone: string;
  /** What the page says of itself when it asks the API. */
  signedInAs: string;
}

/**
 * The signed-in person, for a server component; sends everybody else to the sign-in page and back afterwards (P6.4).
 * Looked up once per request, however many components ask.
 * @throws DomainError UNAVAILABLE when a database cannot be reached
 */
export const pageSession: () => Promise<PageSession> = cache(() =>
  orUnavailable(sessionOf).catch(withReference),
);

async function sessionOf(): Promise<PageSession> {
  const identity = await sessionIdentity(await cookies());
  if (!identity) {
    const path = (await headers()).get(PAGE_PATH_HEADER) ?? "/";
    redirect(`/sign-in?callbackUrl=${encodeURIComponent(path)}` as Route);
  }
  noteRequest({ user: identity.userId });
  const { tenant } = await contextForIdentity(identity);
  return {
    email: identity.email,
    name: identity.userName,
    role: identity.role,
    tenantName: identity.tenantName,
    tenantSlug: identity.slug,
    timeZone: tenant.timeZone,
    signedInAs: signedInAs(identity),
  };
}

/** Next keeps the digest of an error that has one: with it the page can say that it is the database that is away. */
async function withReference(error: Error & { refusal?: Refusal }): Promise<never> {
  if (error.refusal?.code !== "UNAVAILABLE") throw error;
  const requestId = currentRequest()?.id ?? requestIdFrom((await headers()).get(REQUEST_ID_HEADER));
  throw Object.assign(error, { digest: databaseAwayReference(requestId) });
}

/**
 * Whether a page would open for who looks at the sign-in page, by the same rule: they are led on, and never back and forth.
 * Where that cannot be looked up the form stays, and says so itself.
 */
export async function isSignedIn(): Promise<boolean> {
  const identity = await sessionIdentity(await cookies()).catch(() => null);
  return identity !== null;
}

/** What the button for the identity provider says; null when none is configured (P6.4). */
export function oidcName(): string | null {
  return oidcSignIn()?.name ?? null;
}
