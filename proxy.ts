import { type NextRequest, NextResponse } from "next/server";
import { PAGE_PATH_HEADER } from "./server/auth/page-path";
import { cookieName, isHttps } from "./server/auth/public-url";
import { contentSecurityPolicy, SECURITY_HEADERS } from "./server/auth/security-headers";

/** Pages for everybody; the others ask for a session themselves. */
const PUBLIC_PAGES = /^\/(sign-in|docs)(\/|$)/;

/**
 * Before every page: the headers that it leaves with, and the way to the sign-in page for who has no cookie at all.
 * A convenience only: each page and each verb checks the session for itself (C3).
 */
export function proxy(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl;
  const isSignedOut = !request.cookies.has(cookieName("session"));
  if (isSignedOut && !PUBLIC_PAGES.test(pathname)) {
    const signIn = new URL("/sign-in", request.nextUrl);
    signIn.searchParams.set("callbackUrl", pathname + search);
    return hardened(NextResponse.redirect(signIn));
  }
  const nonce = btoa(crypto.randomUUID());
  const isDevelopment = process.env.NODE_ENV === "development";
  const policy = contentSecurityPolicy(nonce, { isDevelopment, isSecure: isHttps() });
  const headers = new Headers(request.headers);
  headers.set("Content-Security-Policy", policy); // from which Next takes the nonce for its own scripts
  headers.set("x-nonce", nonce);
  headers.set(PAGE_PATH_HEADER, pathname + search);
  const response = hardened(NextResponse.next({ request: { headers } }));
  response.headers.set("Content-Security-Policy", policy);
  return response;
}

function hardened(response: NextResponse): NextResponse {
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.headers.set(name, value);
  response.headers.set("Cache-Control", "no-store");
  return response;
}

/** Pages only. Through here a body over 10 MB would be cut, so deliveries and uploads stay outside (P1.2). */
export const config = {
  matcher: ["/((?!api(?:/|$)|_next/static|_next/image|favicon\\.ico|icon|apple-icon|robots\\.txt).*)"],
};
