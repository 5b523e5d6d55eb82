import { decode } from "next-auth/jwt";
import { cookieName } from "./public-url.ts";
import { derivedKey } from "./secrets.ts";
import { readSession, type SessionIdentity } from "./sessions.ts";

/** The part of Next's cookie store that is read here. */
export interface CookieStore {
  get(name: string): { value: string } | undefined;
}

/** What next-auth encrypts its cookies with. */
export function sessionSecret(): string {
  return derivedKey("session cookie").toString("base64url");
}

/**
 * Who the session cookie stands for now; null without a cookie, for one that we did not make, and for a session that
 * ended (P6.4, C22). Takes a Cookie header or Next's cookie store.
 */
export async function sessionIdentity(
  cookies: string | null | CookieStore,
  now: Date = new Date(),
): Promise<SessionIdentity | null> {
  const name = cookieName("session");
  const value = typeof cookies === "string" ? cookieIn(name, cookies) : cookies?.get(name)?.value;
  const sessionId = value ? await sessionIdOf(value) : null;
  return sessionId ? readSession(sessionId, now) : null;
}

async function sessionIdOf(token: string): Promise<string | null> {
  const secret = sessionSecret();
  try {
    const payload = await decode({ token, secret });
    return typeof payload?.sid === "string" ? payload.sid : null;
  } catch {
    return null; // not a cookie of ours, or one of an older secret
  }
}

function cookieIn(name: string, header: string): string | undefined {
  for (const part of header.split(";")) {
    const [key, ...value] = part.trim().split("=");
    if (key === name) return value.join("=");
  }
  return undefined;
}
