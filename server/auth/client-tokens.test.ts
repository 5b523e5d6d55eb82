import { createHmac, randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { decodeJwt, type JWTPayload, SignJWT } from "jose";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { closeControlDatabase, controlDatabase } from "../../db/control/client.ts";
import { clientToken, user } from "../../db/control/schema.ts";
import { type TestTenant, testTenant } from "../../db/testing.ts";
import { DomainError } from "../domain/errors.ts";
import { issueClientToken, listClientTokens, revokeClientToken, verifyBearer } from "./client-tokens.ts";
import { derivedKey } from "./secrets.ts";
import { sessionSecret } from "./session-cookie.ts";
import { accessOf, disable, testPerson } from "./testing.ts";
import { type TestIssuer, testIssuer } from "./testing-issuer.ts";

const now = new Date();
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000);

let one: TestTenant;
let other: TestTenant;
let provider: TestIssuer;
beforeAll(async () => {
  one = await testTenant();
  other = await testTenant();
  provider = await testIssuer();
});
afterAll(async () => {
  await Promise.all([one.close(), other.close(), provider.close(), closeControlDatabase()]);
});
afterEach(() => vi.unstubAllEnvs());

let clients = 0;

const clientOf = (tenant: TestTenant, more: { days?: number; name?: string } = {}) => ({
  tenantId: tenant.id,
  slug: tenant.slug,
  role: "operator" as const,
  name: `client ${++clients}`,
  ...more,
});

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

describe("client tokens", () => {
  it("P6.4 a token stands for a named client of one tenant", async () => {
    const { token, tokenId } = await issueClientToken(clientOf(one, { name: "reporting" }), now);
    expect(decodeJwt(token)).toMatchObject({
      iss: "pssaas",
      aud: "pssaas-api",
      sub: "reporting",
      jti: tokenId,
      tenant: one.id,
      role: "operator",
    });
    expect(await verifyBearer(token, now)).toEqual({
      kind: "client",
      name: "reporting",
      role: "operator",
      tenantId: one.id,
      slug: one.slug,
      databaseName: one.databaseName,
      settingsVersion: 1,
    });
    expect(await listClientTokens(one.id)).toContainEqual(
      expect.objectContaining({ tokenId, name: "reporting" }),
    );
  });

  it("P6.4 a revoked token is refused on the next request", async () => {
    const { token, tokenId } = await issueClientToken({ ...clientOf(one), by: "chief@desk.test" }, now);
    expect(await revokeClientToken(other.id, tokenId, now)).toBe(false);
    expect(await verifyBearer(token, now)).not.toBeNull();
    expect(await revokeClientToken(one.id, tokenId, now, "chief@desk.test")).toBe(true);
    expect(await verifyBearer(token, now)).toBeNull();
    expect(await revokeClientToken(one.id, tokenId, now)).toBe(false);
    expect(await revokeClientToken(one.id, "nonsense", now)).toBe(false);
    expect(await accessOf("chief@desk.test")).toEqual(["client token issued", "client token revoked"]);
  });

  it("P6.4 a token that must be the only one of its name is, however fast a second one is asked for", async () => {
    const client = { ...clientOf(one, { days: 2 }), mustBeOnly: true as const };
    const issued = await Promise.allSettled([issueClientToken(client, now), issueClientToken(client, now)]);
    const faults = issued.flatMap((one) => (one.status === "rejected" ? [one.reason as DomainError] : []));
    expect(issued.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    expect(faults.map(({ refusal }) => refusal)).toMatchObject([
      {
        code: "CONFLICT",
        message: expect.stringContaining(client.name),
        details: [{ field: "name" }],
      },
    ]);
    const named = async () => (await listClientTokens(one.id)).filter(({ name }) => name === client.name);
    const [first] = await named();
    expect(await named()).toHaveLength(1);
    expect(await issueClientToken({ ...clientOf(other), name: client.name }, now)).toBeDefined();
    await revokeClientToken(one.id, first?.tokenId ?? "", now);
    expect(await issueClientToken(client, now)).toBeDefined();
    expect(await issueClientToken(client, inDays(2.1)), "after the other's end").toBeDefined();
    expect(await issueClientToken({ ...client, mustBeOnly: undefined }, now), "by a script").toBeDefined();
  });

  it("P6.4 a token ends after its days, or when its row says so", async () => {
    const { token } = await issueClientToken(clientOf(one, { days: 2 }), now);
    expect(await verifyBearer(token, inDays(1.9))).not.toBeNull();
    expect(await verifyBearer(token, inDays(2.1))).toBeNull();
    const shortened = await issueClientToken(clientOf(one), now);
    await controlDatabase()
      .update(clientToken)
      .set({ expiresAt: inDays(1).toISOString() })
      .where(eq(clientToken.tokenId, shortened.tokenId));
    expect(await verifyBearer(shortened.token, inDays(1.5))).toBeNull();
  });

  it("P6.3 the role is the row's, whatever the token says", async () => {
    const { token, tokenId } = await issueClientToken({ ...clientOf(one), role: "admin" }, now);
    await controlDatabase()
      .update(clientToken)
      .set({ role: "operator" })
      .where(eq(clientToken.tokenId, tokenId));
    expect((await verifyBearer(token, now))?.role).toBe("operator");
  });

  it("P6.1 a token signed by us for another tenant than its row's is nobody's", async () => {
    const { tokenId } = await issueClientToken(clientOf(one), now);
    expect(await verifyBearer(await forged({ jti: tokenId, tenant: other.id }), now)).toBeNull();
    expect(await verifyBearer(await forged({ jti: tokenId, tenant: one.id }), now)).not.toBeNull();
  });

  it("P6.4 unsigned, altered and wrongly signed tokens are refused", async () => {
    const { token, tokenId } = await issueClientToken(clientOf(one), now);
    const [header = "", payload = "", signature = ""] = token.split(".");
    const claims = decodeJwt(token);
    const none = part({ alg: "none", typ: "JWT" });
    const bad = [
      `${none}.${payload}.`,
      `${none}.${payload}.${signature}`,
      `${part({ alg: "None" })}.${payload}.`,
      `${header}.${part({ ...claims, role: "admin" })}.${signature}`,
      `${header}.${payload}.`,
      `${header}.${payload}`,
      await forged(claims, Buffer.from(process.env.AUTH_SECRET ?? "")),
      await forged(claims, Buffer.from(sessionSecret())),
      await forged(claims, derivedKey("session cookie")),
      await forged(claims, derivedKey("client token"), "HS512"),
      await forged({ ...claims, aud: "elsewhere" }),
      await forged({ ...claims, exp: undefined }),
      await forged({ ...claims, jti: randomUUID() }),
      await forged({ ...claims, jti: "1; DROP TABLE tenant" }),
      await forged({ ...claims, jti: tokenId, nbf: Math.floor(now.getTime() / 1000) + 600 }),
      "",
      "a.b.c",
      "x".repeat(50_000),
    ];
    for (const each of bad) expect(await verifyBearer(each, now), each.slice(0, 80)).toBeNull();
  });

  it.each([
    [{ name: "system/exchange-webhook" }, "name"],
    [{ name: "  " }, "name"],
    [{ name: "line\nbreak" }, "name"],
    [{ days: 0 }, "days"],
    [{ days: 1.5 }, "days"],
  ])("P6.4 %j is refused", async (more, field) => {
    const fault = await issueClientToken(clientOf(one, more), now).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(DomainError);
    expect((fault as DomainError).refusal).toMatchObject({
      code: "PAYLOAD_VALIDATION",
      details: [{ field }],
    });
  });
});

function forged(
  claims: JWTPayload,
  key: Uint8Array = derivedKey("client token"),
  alg = "HS256",
): Promise<string> {
  const exp = Math.floor(inDays(1).getTime() / 1000);
  return new SignJWT({ iss: "pssaas", aud: "pssaas-api", sub: "reporting", exp, tenant: one.id, ...claims })
    .setProtectedHeader({ alg })
    .sign(key);
}

describe("tokens of an OIDC issuer", () => {
  const configure = () => {
    vi.stubEnv("OIDC_ISSUER", `${provider.issuer}/`);
    vi.stubEnv("OIDC_AUDIENCE", "desk-api");
  };
  const claims = () => ({ aud: "desk-api", sub: `client-${randomUUID()}`, tenant: one.slug, role: "admin" });

  it("P6.4 the issuer's signature, audience, tenant and role let a client in", async () => {
    configure();
    const wanted = claims();
    expect(await verifyBearer(await provider.sign(wanted), now)).toEqual({
      kind: "client",
      name: wanted.sub,
      role: "admin",
      tenantId: one.id,
      slug: one.slug,
      databaseName: one.databaseName,
      settingsVersion: 1,
    });
    const byId = {
      ...wanted,
      tenant: other.id,
      role: ["viewer", "operator"],
      email: "Ann@Desk.test",
      email_verified: true,
    };
    expect(await verifyBearer(await provider.sign(byId), now)).toMatchObject({
      tenantId: other.id,
      role: "operator",
      name: "ann@desk.test",
    });
  });

  it("P6.4 claims may be called otherwise", async () => {
    configure();
    vi.stubEnv("OIDC_TENANT_CLAIM", "https://desk/tenant");
    vi.stubEnv("OIDC_ROLE_CLAIM", "groups");
    const token = await provider.sign({
      aud: "desk-api",
      sub: "c",
      "https://desk/tenant": one.slug,
      groups: ["operator"],
    });
    expect(await verifyBearer(token, now)).toMatchObject({ tenantId: one.id, role: "operator" });
  });

  it("P6.4 wrong audience, issuer, role, tenant, name or time is refused", async () => {
    configure();
    const past = Math.floor(now.getTime() / 1000) - 60;
    const wrong: JWTPayload[] = [
      { aud: "somebody-else" },
      { aud: undefined },
      { iss: "https://evil.example" },
      { role: "owner" },
      { role: undefined },
      { tenant: "nowhere" },
      { tenant: undefined },
      { tenant: [one.slug] },
      { sub: "system/exchange-webhook" },
      { sub: undefined },
      { exp: past },
    ];
    for (const each of wrong) {
      expect(
        await verifyBearer(await provider.sign({ ...claims(), ...each }), now),
        JSON.stringify(each),
      ).toBeNull();
    }
  });

  it("P6.4 a token signed with the public key as a shared secret, or not at all, is refused", async () => {
    configure();
    const payload = part({ ...claims(), iss: provider.issuer, exp: Math.floor(now.getTime() / 1000) + 300 });
    for (const alg of ["HS256", "none", "RS256"]) {
      const head = part({ alg, kid: "one" });
      const signature = createHmac("sha256", provider.publicJwk)
        .update(`${head}.${payload}`)
        .digest("base64url");
      expect(await verifyBearer(`${head}.${payload}.${signature}`, now)).toBeNull();
      expect(await verifyBearer(`${head}.${payload}.`, now)).toBeNull();
    }
  });

  it("P6.4 without an audience the issuer's tokens are none of ours", async () => {
    vi.stubEnv("OIDC_ISSUER", provider.issuer);
    expect(await verifyBearer(await provider.sign(claims()), now)).toBeNull();
  });

  it("P6.3 somebody whom we know and have disabled stays out", async () => {
    configure();
    const [person, wanted] = [await testPerson({ roles: { [one.id]: "admin" } }), claims()];
    const token = await provider.sign(wanted);
    await controlDatabase()
      .update(user)
      .set({ oidcSubject: `${provider.issuer}|${wanted.sub}` })
      .where(eq(user.userId, person.userId));
    expect(await verifyBearer(token, now)).not.toBeNull();
    await disable(person.userId);
    expect(await verifyBearer(token, now)).toBeNull();
  });

  it("P6.4 an issuer that does not answer is a passing fault, not a bad token", async () => {
    vi.spyOn(console, "error").mockReturnValueOnce();
    vi.stubEnv("OIDC_ISSUER", "http://127.0.0.1:9");
    vi.stubEnv("OIDC_AUDIENCE", "desk-api");
    const token = await provider.sign({ ...claims(), iss: "http://127.0.0.1:9" });
    await expect(verifyBearer(token, now)).rejects.toMatchObject({ refusal: { code: "UNAVAILABLE" } });
  });
});
