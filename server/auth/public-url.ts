/** The origin under which people open the app, from NEXTAUTH_URL; null when it is not set or not an http address. */
export function publicOrigin(env: Record<string, string | undefined> = process.env): string | null {
  const value = env.NEXTAUTH_URL;
  if (!value || !URL.canParse(value)) return null;
  const { protocol, origin } = new URL(value);
  return protocol === "https:" || protocol === "http:" ? origin : null;
}

/** True when people come by https, so that cookies are Secure and browsers are told to insist on it. */
export function isHttps(env: Record<string, string | undefined> = process.env): boolean {
  return publicOrigin(env)?.startsWith("https:") ?? false;
}

/**
 * The name of one of our cookies. By https it carries `__Host-`: the browser then takes it only from this very host,
 * with Secure and for the whole site, so no neighbouring subdomain can plant one (C21).
 */
export function cookieName(name: string, env: Record<string, string | undefined> = process.env): string {
  return `${isHttps(env) ? "__Host-" : ""}pssaas.${name}`;
}
