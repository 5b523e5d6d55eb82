import { isHttps } from "./public-url.ts";

/** The headers that every answer carries (C38), except the policy for scripts, which `contentSecurityPolicy` makes. */
export function securityHeaders(
  env: Record<string, string | undefined> = process.env,
): Record<string, string> {
  return {
    ...(isHttps(env) ? { "Strict-Transport-Security": "max-age=63072000; includeSubDomains" } : {}),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
  };
}

export const SECURITY_HEADERS: Record<string, string> = securityHeaders();

/**
 * The Content-Security-Policy of a page: scripts run only with this request's nonce, nothing is fetched from or sent to
 * another origin, and no other site may frame the page (C38). Development needs eval and a socket for hot reloading.
 */
export function contentSecurityPolicy(
  nonce: string,
  { isDevelopment, isSecure }: { isDevelopment: boolean; isSecure: boolean },
): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${isDevelopment ? " ws:" : ""}`,
    "worker-src 'self'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "object-src 'none'",
    ...(isSecure ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}
