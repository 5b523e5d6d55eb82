import NextAuth, { type AuthOptions, type CookiesOptions } from "next-auth";
import type { CredentialsConfig } from "next-auth/providers/credentials";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { log } from "../log/log.ts";
import { clientAddress } from "./address.ts";
import { discoveryUrl, oidcSignIn } from "./oidc.ts";
import { cookieName, isHttps } from "./public-url.ts";
import { sessionIdentity, sessionSecret } from "./session-cookie.ts";
import { endSession, readSession, SESSION_HOURS, startSession } from "./sessions.ts";
import { type SignedInPerson, signInWithPassword, signInWithProvider, TooManyAttempts } from "./sign-in.ts";

export { sessionIdentity } from "./session-cookie.ts";

/** One request to the sign-in routes, and what came of it. */
export interface Visit {
  headers: Pick<Headers, "get">;
  /** Who proved who they are in this request. */
  person: SignedInPerson | null;
  /** Something of ours failed where next-auth goes on regardless; the answer must not say that all went well. */
  fault: unknown;
}

export function newVisit(headers: Pick<Headers, "get">): Visit {
  return { headers, person: null, fault: null };
}

/**
 * next-auth's options for one request (P6.4). The cookie is an encrypted token that carries the id of a session row
 * and nothing else; all that matters is read from the rows on each request.
 * @throws SettingsError when `AUTH_SECRET` is missing
 */
export function authOptions(visit: Visit): AuthOptions {
  const sso = ssoProvider();
  return {
    secret: sessionSecret(),
    session: { strategy: "jwt", maxAge: SESSION_HOURS * 3600 },
    useSecureCookies: isHttps(),
    logger: { error: logFault, warn: () => undefined, debug: () => undefined },
    cookies: cookies(),
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [passwordProvider(visit), ...(sso ? [sso] : [])],
    callbacks: {
      signIn: ({ account, profile }) =>
        account?.provider === "oidc" ? admitted(visit, account, profile) : true,
      jwt: async ({ token, trigger }) => ({
        sid: trigger === "signIn" ? await openSession(visit) : token.sid,
      }),
      session: async ({ session, token }) => {
        const person = typeof token.sid === "string" ? await readSession(token.sid, new Date()) : null;
        return {
          expires: session.expires,
          ...(person ? { user: { name: person.userName, email: person.email } } : {}),
        };
      },
      redirect: ({ url, baseUrl }) => withinSite(url, baseUrl),
    },
    events: {
      signOut: async ({ token }) => {
        if (typeof token?.sid !== "string") return;
        await endSession(token.sid).catch((error: unknown) => {
          visit.fault = error;
        });
      },
    },
  };
}

/** next-auth's handler for one request. Its own module is CommonJS, of which bundlers and Node see different defaults. */
export const nextAuth =
  typeof NextAuth === "function" ? NextAuth : (NextAuth as { default: typeof NextAuth }).default;

function passwordProvider(visit: Visit): CredentialsConfig {
  return {
    id: "credentials",
    name: "E-mail and password",
    type: "credentials",
    credentials: { email: {}, password: {}, tenant: {} },
    authorize: async (credentials) => {
      const person = await signInWithPassword(credentials, clientAddress(visit.headers), new Date()).catch(
        hideFault,
      );
      visit.person = person;
      return person && { id: person.userId, email: person.email, name: person.name };
    },
  };
}

function ssoProvider(): OAuthConfig<{ sub: string }> | null {
  const client = oidcSignIn();
  if (!client) return null;
  return {
    id: "oidc",
    name: client.name,
    type: "oauth",
    wellKnown: discoveryUrl(client.issuer),
    authorization: { params: { scope: "openid email profile" } },
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    clientId: client.clientId,
    clientSecret: client.clientSecret,
    profile: ({ sub }) => ({ id: sub }),
  };
}

/** Whether the person whom the identity provider vouches for may come in (P6.4). */
async function admitted(
  visit: Visit,
  account: { providerAccountId: string },
  profile: unknown,
): Promise<boolean> {
  const issuer = oidcSignIn()?.issuer;
  if (!issuer) return false;
  const { email, email_verified: isVerified } = (profile ?? {}) as Record<string, unknown>;
  const claims = {
    issuer,
    subject: account.providerAccountId,
    email: typeof email === "string" ? email : undefined,
    emailVerified: isVerified === true,
  };
  visit.person = await signInWithProvider(claims, clientAddress(visit.headers), new Date()).catch(hideFault);
  return visit.person !== null;
}

/** Opens the session of the person who signed in; one that this browser had before ends (ASVS V7.2.4). */
async function openSession({ person, headers }: Visit): Promise<string> {
  if (!person) throw new Error("nobody signed in");
  const now = new Date();
  const before = await sessionIdentity(headers.get("cookie"), now);
  if (before) await endSession(before.sessionId, now);
  return startSession(person.userId, person.tenantId, now);
}

/** next-auth puts an error's message into an address, so nothing but these two words may leave. */
function hideFault(error: unknown): never {
  if (error instanceof TooManyAttempts) throw error;
  log.error("Sign-in failed", error);
  throw new Error("Unavailable");
}

/** A fault of next-auth, by its code: its text may quote what a stranger sent (V16.4.1). */
function logFault(code: string, fault: unknown): void {
  const { error = fault } = Object(fault) as { error?: unknown };
  log.error("Sign-in failed", error, { code });
}

/** Where to go after signing in or out: an address of this site, or its front page. */
function withinSite(url: unknown, baseUrl: string): string {
  if (typeof url !== "string" || !URL.canParse(url, baseUrl)) return baseUrl;
  const target = new URL(url, baseUrl);
  return target.origin === baseUrl ? target.href : baseUrl;
}

/** All of next-auth's cookies: for this host only, out of reach of scripts, not sent along from other sites (C21). */
function cookies(): CookiesOptions {
  const options = { httpOnly: true, sameSite: "lax", path: "/", secure: isHttps() } as const;
  const named = (name: string, maxAge?: number) => ({
    name: cookieName(name),
    options: { ...options, maxAge },
  });
  const quarterHour = 15 * 60;
  return {
    sessionToken: named("session"),
    callbackUrl: named("callback-url"),
    csrfToken: named("csrf"),
    pkceCodeVerifier: named("pkce", quarterHour),
    state: named("state", quarterHour),
    nonce: named("nonce", quarterHour),
  };
}
