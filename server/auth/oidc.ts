/** The identity provider for people: an OIDC client of ours at an issuer. */
export interface OidcSignIn {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** What the button on the sign-in page says. */
  name: string;
}

/** The OIDC client for signing in, from OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET and OIDC_NAME; null when not set (P6.4). */
export function oidcSignIn(env: Record<string, string | undefined> = process.env): OidcSignIn | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = env;
  if (!issuer || !clientId || !clientSecret) return null;
  return { issuer, clientId, clientSecret, name: env.OIDC_NAME || "Single sign-on" };
}

/** Where an issuer describes itself. */
export function discoveryUrl(issuer: string): string {
  return `${withoutSlash(issuer)}/.well-known/openid-configuration`;
}

/** Issuers are compared without a slash at the end, about which settings and providers disagree. */
export function withoutSlash(issuer: string): string {
  return issuer.replace(/\/+$/, "");
}
