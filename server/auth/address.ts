import { isIP } from "node:net";

/**
 * Our own HTTP server writes this header over whatever the client sent. X-Forwarded-For counts only there, and only
 * from the proxies that PSSAAS_TRUSTED_PROXIES names, so no caller can choose the address it is counted under (C24).
 */
export const CLIENT_ADDRESS_HEADER = "x-pssaas-client-address";

const MAPPED_IPV4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

/** The address that a request came from; `unknown` when the header is absent or no address. */
export function clientAddress(headers: Pick<Headers, "get">): string {
  const value = headers.get(CLIENT_ADDRESS_HEADER)?.trim() ?? "";
  const address = MAPPED_IPV4.exec(value)?.[1] ?? value;
  return isIP(address) ? address : "unknown";
}

/** What attempts are counted under: an IPv4 address, or the /64 of an IPv6 address, which is what one customer holds. */
export function addressBucket(address: string): string {
  const mapped = MAPPED_IPV4.exec(address)?.[1];
  if (mapped) return mapped;
  if (isIP(address) !== 6) return address;
  return `${ipv6Groups(address).slice(0, 4).join(":")}::/64`;
}

/** The eight groups of a valid IPv6 address, without leading zeros. */
function ipv6Groups(address: string): string[] {
  const withoutZone = address.replace(/%.*$/, "");
  // The URL parser writes every spelling (capitals, zeros, a dotted tail) in one way.
  const canonical = new URL(`http://[${withoutZone}]`).hostname.slice(1, -1);
  const [head = "", tail] = canonical.split("::");
  const left = head === "" ? [] : head.split(":");
  if (tail === undefined) return left;
  const right = tail === "" ? [] : tail.split(":");
  return [...left, ...Array<string>(8 - left.length - right.length).fill("0"), ...right];
}
