import { type LookupAddress, lookup } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";

/**
 * Where the app may call out to (reliability.md C32). Addresses come from a tenant's settings, and a tenant must not look
 * into the network that the app runs in: what resolves to a private address is refused when the connection is made, so that
 * no name can be turned round in between. Only whoever runs the machine allows a host of its own network, by name, in
 * `PSSAAS_PRIVATE_HOSTS` (`documenso.internal, localhost:1025`).
 */
export type PrivateHosts = readonly string[];

export function privateHostsFrom(env: Record<string, string | undefined>): PrivateHosts {
  return (env.PSSAAS_PRIVATE_HOSTS ?? "")
    .split(",")
    .map((host) => host.trim().toLowerCase())
    .filter((host) => host !== "");
}

/** What was certainly not called. */
export class OutOfReach extends Error {}

/**
 * How a connection to a host has to look its name up: not at all where the host is an allowed one of the own network.
 * @throws OutOfReach for an address that is written as such and private
 */
export function lookupFor(hostname: string, port: number, allowed: PrivateHosts): LookupFunction | undefined {
  if (isAllowedPrivate(hostname, port, allowed)) return undefined;
  const host = unbracketed(hostname);
  if (isIP(host) !== 0 && isPrivate(host)) throw new OutOfReach(refusal(host));
  return publicLookup;
}

/** Whether whoever runs the app has named this host of their own network. */
export function isAllowedPrivate(hostname: string, port: number, allowed: PrivateHosts): boolean {
  const host = unbracketed(hostname);
  const written = isIP(host) === 6 ? `[${host}]` : host;
  return [host, written, `${written}:${port}`].some((name) => allowed.includes(name));
}

/**
 * The address to connect to, for a client that looks nothing up itself.
 * @throws OutOfReach when it is private; the look-up's own error when there is none
 */
export async function publicAddressOf(host: string, port: number, allowed: PrivateHosts): Promise<string> {
  const look = lookupFor(host, port, allowed);
  if (isIP(host) !== 0) return host;
  return new Promise((resolve, reject) => {
    const done = (error: Error | null, address: string | LookupAddress[]) =>
      error ? reject(error) : resolve(address as string);
    if (look) look(host, {}, done);
    else lookup(host, done);
  });
}

function unbracketed(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, "").toLowerCase();
}

const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, "", 0);
    const open = addresses.filter(({ address }) => !isPrivate(address));
    const [first] = open;
    if (!first) return callback(new OutOfReach(refusal(hostname)), "", 0);
    if (options.all) return callback(null, open);
    callback(null, first.address, first.family);
  });
};

function refusal(host: string): string {
  return `${host} is an address of the app's own network: whoever runs the app has to name it in PSSAAS_PRIVATE_HOSTS.`;
}

const PRIVATE: [string, number][] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
  // The unspecified address, loopback, and those that hold an IPv4 address, whichever it is.
  ["::", 96],
  ["::ffff:0:0", 96],
  ["64:ff9b::", 96],
  ["64:ff9b:1::", 48],
  ["100::", 64],
  ["2001::", 32],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["fc00::", 7],
  ["fe80::", 10],
  ["fec0::", 10],
  ["ff00::", 8],
];

// Apart, because a range of mapped addresses would match every IPv4 address in one list.
const blocked = { ipv4: new BlockList(), ipv6: new BlockList() };
for (const [address, prefix] of PRIVATE) blocked[family(address)].addSubnet(address, prefix, family(address));

export function isPrivate(address: string): boolean {
  return blocked[family(address)].check(address, family(address));
}

function family(address: string): "ipv4" | "ipv6" {
  return address.includes(":") ? "ipv6" : "ipv4";
}
