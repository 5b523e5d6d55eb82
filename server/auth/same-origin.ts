import { publicOrigin } from "./public-url.ts";

/** What a browser says about where a request came from. */
export interface RequestOrigin {
  method: string;
  /** `Sec-Fetch-Site`, which scripts cannot set. */
  fetchSite: string | null;
  origin: string | null;
  host: string | null;
  publicOrigin: string | null;
}

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * True when a request that carries our cookie may act: it changes nothing, or our own pages sent it (P6.5, C20).
 * Without either header nobody can tell, so it may not; scripts use a Bearer token.
 */
export function isOurOwn({ method, fetchSite, origin, host, publicOrigin }: RequestOrigin): boolean {
  if (SAFE_METHODS.has(method.toUpperCase())) return true;
  if (origin === "null") return false;
  if (fetchSite !== null) return fetchSite === "same-origin" || fetchSite === "none";
  if (origin === null) return false;
  if (origin === publicOrigin) return true;
  const schemes = publicOrigin?.startsWith("https:") ? ["https"] : ["http", "https"];
  return host !== null && schemes.some((scheme) => origin === `${scheme}://${host}`);
}

/** `isOurOwn` for a request as it came in, with the public origin of this deployment. */
export function isFromOurPages({ method, headers }: Request): boolean {
  return isOurOwn({
    method,
    fetchSite: headers.get("sec-fetch-site"),
    origin: headers.get("origin"),
    host: headers.get("host"),
    publicOrigin: publicOrigin(),
  });
}
