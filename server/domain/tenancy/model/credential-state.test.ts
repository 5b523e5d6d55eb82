import { expect, it } from "vitest";
import { credentialState } from "./credential-state.ts";

const NOW = Date.parse("2026-03-04T15:00:00Z");

it.each([
  [{ expiresAt: null, revokedAt: null }, "valid"],
  [{ expiresAt: "2027-03-04T15:00:00.000Z", revokedAt: null }, "valid"],
  [{ expiresAt: "2026-03-05T15:00:00.000Z", revokedAt: null }, "ending"],
  [{ expiresAt: "2026-03-04T15:00:00.000Z", revokedAt: null }, "expired"],
  [{ expiresAt: "2026-03-05T15:00:00.000Z", revokedAt: "2026-03-01T00:00:00.000Z" }, "revoked"],
])("P1.1 %j is %s", (credential, state) => {
  expect(credentialState(credential, NOW)).toBe(state);
});
