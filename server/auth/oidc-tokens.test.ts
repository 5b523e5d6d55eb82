import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, type JWK, type JWTHeaderParameters, SignJWT } from "jose";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { closeControlDatabase } from "../../db/control/client.ts";
import { type TestTenant, testTenant } from "../../db/testing.ts";
import { verifyBearer } from "./client-tokens.ts";

/** Bearer tokens of an identity provider, and of those who pretend to be one (P6.4). */

type Key = Awaited<ReturnType<typeof generateKeyPair>>["privateKey"];

let tenant: TestTenant;
let server: Server;
let issuer: string;
/** What the provider publishes at the moment. */
let published: { keys: JWK[]; description?: Record<string, unknown>; redirect?: string };

beforeAll(async () => {
  tenant = await testTenant();
});
afterAll(async () => {
  await Promise.all([tenant.close(), closeControlDatabase()]);
});

// Keys are remembered for each issuer, so each test has an issuer of its own.
beforeEach(async () => {
  published = { keys: [] };
  server = createServer((request, response) => {
    if (published.redirect && request.url?.startsWith("/.well-known/")) {
      response.writeHead(302, { location: published.redirect }).end();
      return;
    }
    const description = { issuer, jwks_uri: `${issuer}/keys`, ...published.description };
    const isKeys = request.url === "/keys";
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify(isKeys ? { keys: published.keys } : description));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  vi.stubEnv("OIDC_ISSUER", issuer);
  vi.stubEnv("OIDC_AUDIENCE", "desk-api");
});
afterEach(async () => {
  vi.unstubAllEnvs();
  vi.useRealTimers();
  vi.restoreAllMocks();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

async function publish(alg: string, kid: string): Promise<{ key: Key; jwk: JWK }> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid, alg, use: "sig" };
  published.keys.push(jwk);
  return { key: privateKey, jwk };
}

function signed(key: Key | Uint8Array, header: JWTHeaderParameters): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({ tenant: tenant.slug, role: "operator" })
    .setProtectedHeader(header)
    .setIssuer(issuer)
    .setAudience("desk-api")
    .setSubject("night-run")
    .setIssuedAt(now)
    .setExpirationTime(now + 300)
    .sign(key);
}

const verify = (token: string) => verifyBearer(token, new Date());

describe("P6.4 the provider's keys", () => {
  it("P6.4 I21 those that were fetched while the clock was far ahead are fetched anew once it is right", async () => {
    const right = Date.now();
    const { key } = await publish("RS256", "old");
    vi.useFakeTimers({ toFake: ["Date"], now: right + 2 * 365 * 86_400_000 });
    expect(await verify(await signed(key, { alg: "RS256", kid: "old" }))).not.toBeNull();
    vi.setSystemTime(right);
    published.keys = [];
    const next = await publish("RS256", "new");
    expect(await verify(await signed(next.key, { alg: "RS256", kid: "new" }))).not.toBeNull();
    expect(await verify(await signed(key, { alg: "RS256", kid: "old" }))).toBeNull();
  });
});

describe("P6.4 the provider's signature", () => {
  it.each(["RS256", "ES256", "EdDSA"])("%s is taken", async (alg) => {
    const { key } = await publish(alg, "one");
    const identity = await verify(await signed(key, { alg, kid: "one" }));
    expect(identity).toMatchObject({
      kind: "client",
      name: "night-run",
      tenantId: tenant.id,
      role: "operator",
    });
  });

  it.each(["PS256", "RS384", "ES384"])("%s is none of those that were agreed on", async (alg) => {
    const { key } = await publish(alg, "one");
    expect(await verify(await signed(key, { alg, kid: "one" }))).toBeNull();
  });

  it("a shared secret that the provider publishes is no signature", async () => {
    const secret = new TextEncoder().encode("a secret of thirty-two characters");
    published.keys.push({
      kty: "oct",
      k: Buffer.from(secret).toString("base64url"),
      kid: "one",
      alg: "HS256",
    });
    expect(await verify(await signed(secret, { alg: "HS256", kid: "one" }))).toBeNull();
  });

  it("a key that the token brings along is nobody's", async () => {
    await publish("RS256", "one");
    const stranger = await generateKeyPair("RS256", { extractable: true });
    const jwk = await exportJWK(stranger.publicKey);
    const header = { alg: "RS256", kid: "one" };
    expect(await verify(await signed(stranger.privateKey, { ...header, jwk }))).toBeNull();
    expect(
      await verify(await signed(stranger.privateKey, { ...header, jku: "http://127.0.0.1:9/keys" })),
    ).toBeNull();
    expect(await verify(await signed(stranger.privateKey, { alg: "RS256", kid: "two" }))).toBeNull();
    expect(await verify(await signed(stranger.privateKey, { alg: "RS256" }))).toBeNull();
  });

  it("one key of the provider does not vouch for another algorithm", async () => {
    await publish("RS256", "one");
    const { key } = await publish("ES256", "two");
    expect(await verify(await signed(key, { alg: "ES256", kid: "one" }))).toBeNull();
  });

  it("a new key is fetched when the provider changes it, and the old one is dead", async () => {
    const old = await publish("RS256", "one");
    expect(await verify(await signed(old.key, { alg: "RS256", kid: "one" }))).not.toBeNull();
    published.keys = [];
    const fresh = await publish("RS256", "two");
    // Keys are asked for again after half a minute at the earliest.
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 60_000 });
    expect(await verify(await signed(fresh.key, { alg: "RS256", kid: "two" }))).not.toBeNull();
    expect(await verify(await signed(old.key, { alg: "RS256", kid: "one" }))).toBeNull();
  });
});

describe("P6.4 a provider that cannot be trusted is one that cannot be reached", () => {
  const unavailable = { refusal: { code: "UNAVAILABLE" } };
  const token = async () => signed((await publish("RS256", "one")).key, { alg: "RS256", kid: "one" });

  it.each([
    ["names somebody else as the issuer", { description: { issuer: "https://evil.example" } }],
    ["names no keys", { description: { jwks_uri: 5 } }],
    ["leads elsewhere", { redirect: "/elsewhere" }],
  ])("one that %s", async (_what, wrong) => {
    const good = await token();
    Object.assign(published, wrong);
    vi.spyOn(console, "error").mockReturnValue();
    await expect(verify(good)).rejects.toMatchObject(unavailable);
  });

  it("and is asked again once it answers", async () => {
    const good = await token();
    published.redirect = "/elsewhere";
    vi.spyOn(console, "error").mockReturnValue();
    await expect(verify(good)).rejects.toMatchObject(unavailable);
    delete published.redirect;
    expect(await verify(good)).not.toBeNull();
  });
});
