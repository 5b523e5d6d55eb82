import type { IncomingMessage } from "node:http";
import { CLIENT_ADDRESS_HEADER } from "../server/auth/address.ts";

/** The proxies whose X-Forwarded-For counts, from `PSSAAS_TRUSTED_PROXIES`: addresses with commas between. */
export function trustedProxies(env: Record<string, string | undefined>): Set<string> {
  const written = (env.PSSAAS_TRUSTED_PROXIES ?? "").split(",").map((address) => plain(address));
  return new Set(written.filter((address) => address !== ""));
}

/**
 * Writes where the request really came from over whatever the client claims: the socket's address, or, when that is a
 * trusted proxy, the right-most address of X-Forwarded-For that is none (C24).
 */
export function stampClientAddress(request: IncomingMessage, proxies: Set<string>): void {
  const forwarded = [request.headers["x-forwarded-for"] ?? []].flat().join(",").split(",").map(plain);
  let address = plain(request.socket.remoteAddress ?? "");
  while (proxies.has(address) && forwarded.length > 0) {
    const previous = forwarded.pop();
    if (previous) address = previous;
  }
  request.headers[CLIENT_ADDRESS_HEADER] = address;
}

/** IPv4 as IPv4, also where the socket speaks IPv6. */
function plain(address: string): string {
  return address.trim().replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, "");
}
