import type { IncomingMessage } from "node:http";
import { expect, test } from "vitest";
import { CLIENT_ADDRESS_HEADER } from "../server/auth/address.ts";
import { stampClientAddress, trustedProxies } from "./client-address.ts";

function addressOf(remoteAddress: string, headers: Record<string, string>, proxies = ""): unknown {
  const request = { headers, socket: { remoteAddress } } as unknown as IncomingMessage;
  stampClientAddress(request, trustedProxies({ PSSAAS_TRUSTED_PROXIES: proxies }));
  return request.headers[CLIENT_ADDRESS_HEADER];
}

test("P6.5 the socket's address counts, whatever the client claims", () => {
  const claims = { [CLIENT_ADDRESS_HEADER]: "9.9.9.9", "x-forwarded-for": "8.8.8.8" };
  expect(addressOf("203.0.113.7", claims)).toBe("203.0.113.7");
  expect(addressOf("::ffff:203.0.113.7", {})).toBe("203.0.113.7");
});

test("P6.5 behind trusted proxies the right-most address that is none of them counts", () => {
  const proxies = "10.0.0.1, 10.0.0.2";
  expect(addressOf("::ffff:10.0.0.1", { "x-forwarded-for": "8.8.8.8, 203.0.113.7" }, proxies)).toBe(
    "203.0.113.7",
  );
  expect(addressOf("10.0.0.1", { "x-forwarded-for": "8.8.8.8, 203.0.113.7, 10.0.0.2" }, proxies)).toBe(
    "203.0.113.7",
  );
  expect(addressOf("10.0.0.1", {}, proxies)).toBe("10.0.0.1");
  expect(addressOf("203.0.113.9", { "x-forwarded-for": "8.8.8.8" }, proxies)).toBe("203.0.113.9");
});
