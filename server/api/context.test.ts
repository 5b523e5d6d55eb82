import { encode } from "next-auth/jwt";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { closeControlDatabase, controlDatabase } from "../../db/control/client.ts";
import { closeTenants } from "../../db/tenant/client.ts";
import { type TestTenant, testTenant } from "../../db/testing.ts";
import { createApiKey, revokeApiKey } from "../auth/api-keys.ts";
import { issueClientToken } from "../auth/client-tokens.ts";
import { sessionSecret } from "../auth/session-cookie.ts";
import { endSession, startSession } from "../auth/sessions.ts";
import { changeRole, disable, someAddress, testPerson } from "../auth/testing.ts";
import { DomainError, type Refusal } from "../domain/errors.ts";
import { contextForIdentity, contextFromApiKey, contextFromRequest } from "./context.ts";

let one: TestTenant;
let other: TestTenant;
beforeAll(async () => {
  one = await testTenant({ timeZone: "America/Denver", holidayCalendar: "us-federal" });
  other = await testTenant();
});
afterAll(async () => {
  await Promise.all([one.close(), other.close(), closeTenants(), closeControlDatabase()]);
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  const fault = await work.then(
    () => new Error("was let in"),
    (error: unknown) => error,
  );
  if (!(fault instanceof DomainError)) throw fault;
  return fault.refusal;
}

const request = (headers: Record<string, string>, method = "GET", path = "/api/pipeline/loans") =>
  new Request(`http://localhost:3000${path}`, {
    method,
    headers: { host: "localhost:3000", "x-pssaas-client-address": someAddress(), ...headers },
  });

async function signedIn(role: "operator" | "admin" = "operator") {
  const person = await testPerson({ roles: { [one.id]: role } });
  const sid = await startSession(person.userId, one.id, new Date());
  const cookie = `theme=dark; pssaas.session=${await encode({ token: { sid }, secret: sessionSecret() })}`;
  return { person, sid, cookie };
}

let scripts = 0;

async function bearer(tenant: TestTenant, name = `script ${++scripts}`) {
  const { token } = await issueClientToken(
    { tenantId: tenant.id, slug: tenant.slug, role: "operator", name },
    new Date(),
  );
  return `Bearer ${token}`;
}

describe("the door", () => {
  it("P6.1 P6.2 a page made for another person or tenant than the cookie's is refused, and nothing else is chosen by what it says", async () => {
    const { person, cookie } = await signedIn("admin");
    const says = (page: string) => contextFromRequest(request({ cookie, "x-signed-in-as": page }));
    const own = encodeURIComponent(`${one.slug} ${person.email}`);
    expect((await says(own)).tenant.id).toBe(one.id);
    for (const page of [
      encodeURIComponent(`${other.slug} ${person.email}`),
      encodeURIComponent(`${one.slug} somebody@else.test`),
      "",
      `${one.slug} ${person.email}`,
    ]) {
      const { code, message } = await refusalOf(says(page));
      expect(code).toBe("SESSION_CHANGED");
      expect(message).toContain(person.email);
    }
    const token = await contextFromRequest(
      request({ authorization: await bearer(other), "x-signed-in-as": own }),
    );
    expect(token.tenant.id).toBe(other.id);
  });

  it("P6.1 a session opens its tenant's own database, with its time zone and calendar", async () => {
    const { person, cookie } = await signedIn("admin");
    const ctx = await contextFromRequest(request({ cookie }));
    expect(ctx.actor).toEqual({ kind: "user", name: person.email, role: "admin" });
    expect(ctx.tenant).toEqual({
      id: one.id,
      slug: one.slug,
      timeZone: "America/Denver",
      holidayCalendar: "us-federal",
    });
    const { rows } = await ctx.pool.query("select current_database() as name");
    expect(rows).toEqual([{ name: one.databaseName }]);
  });

  it("P6.1 no header, parameter or path chooses the tenant", async () => {
    const { cookie } = await signedIn();
    const pushy = {
      "x-tenant": other.slug,
      "x-tenant-id": other.id,
      "x-pssaas-tenant": other.slug,
      host: `${other.slug}.localhost`,
    };
    const path = `/api/pipeline/loans?tenant=${other.slug}&tenantId=${other.id}`;
    expect((await contextFromRequest(request({ cookie, ...pushy }, "GET", path))).tenant.id).toBe(one.id);
    expect(
      (await contextFromRequest(request({ ...pushy, authorization: await bearer(one) }, "GET", path))).tenant
        .id,
    ).toBe(one.id);
  });

  it("P6.1 an identity whose database says that it is another tenant's is refused", async () => {
    const { id: tenantId, slug } = one;
    const stolen = {
      kind: "client",
      name: "x",
      role: "admin",
      tenantId,
      slug,
      databaseName: other.databaseName,
      settingsVersion: 1,
    } as const;
    await expect(contextForIdentity(stolen)).rejects.toThrow(/identity mismatch/);
  });

  it("P6.4 nobody at all, and every session that ended, get one and the same 401", async () => {
    const [ended, disabled] = [await signedIn(), await signedIn()];
    await endSession(ended.sid);
    await disable(disabled.person.userId);
    const nobody = await refusalOf(contextFromRequest(request({})));
    expect(nobody).toMatchObject({ code: "UNAUTHORIZED" });
    for (const cookie of [ended.cookie, disabled.cookie, "pssaas.session=nonsense"]) {
      expect(await refusalOf(contextFromRequest(request({ cookie })))).toEqual(nobody);
    }
    expect(await refusalOf(contextFromRequest(request({ authorization: "Bearer nonsense" })))).toEqual(
      nobody,
    );
    expect(await refusalOf(contextFromApiKey(request({}, "POST")))).toEqual(nobody);
  });

  it("P6.3 a demotion acts on the next request", async () => {
    const { person, cookie } = await signedIn("admin");
    await changeRole(person.userId, "operator");
    expect((await contextFromRequest(request({ cookie }))).actor.role).toBe("operator");
  });

  it("P6.4 a bad Bearer token is not made good by a cookie beside it", async () => {
    const { cookie } = await signedIn();
    for (const authorization of ["Bearer nonsense", "Bearer", "bearer  ", "BEARER x"]) {
      expect((await refusalOf(contextFromRequest(request({ cookie, authorization })))).code).toBe(
        "UNAUTHORIZED",
      );
    }
    const good = await contextFromRequest(
      request({ cookie, authorization: await bearer(other, "night run") }),
    );
    expect([good.tenant.id, good.actor.name]).toEqual([other.id, "client/night run"]);
  });

  it("P6.5 a cookie sent along by another site changes nothing; a Bearer token needs no origin", async () => {
    const { cookie } = await signedIn();
    const origins: [Record<string, string>, boolean][] = [
      [{ "sec-fetch-site": "same-origin" }, true],
      [{ origin: "http://localhost:3000" }, true],
      [{ "sec-fetch-site": "cross-site" }, false],
      [{ "sec-fetch-site": "same-site" }, false],
      [{ origin: "https://evil.example" }, false],
      [{ origin: "null" }, false],
      [{}, false],
    ];
    for (const [headers, allowed] of origins) {
      for (const type of ["application/json", "text/plain", "application/x-www-form-urlencoded"]) {
        const work = contextFromRequest(request({ cookie, ...headers, "content-type": type }, "PUT"));
        if (allowed) expect((await work).tenant.id).toBe(one.id);
        else expect((await refusalOf(work)).code).toBe("CROSS_SITE_REQUEST");
      }
    }
    expect(await contextFromRequest(request({ cookie, "sec-fetch-site": "cross-site" }))).toBeDefined();
    const token = { authorization: await bearer(one), origin: "https://evil.example" };
    expect(await contextFromRequest(request(token, "PUT"))).toBeDefined();
  });

  it("P6.5 sixty bad tokens a minute close the address to bad ones only", async () => {
    const from = { "x-pssaas-client-address": someAddress() };
    const now = () => new Date("2026-03-04T15:00:00Z");
    const bad = () =>
      refusalOf(contextFromRequest(request({ ...from, authorization: "Bearer nonsense" }), now));
    const codes = [];
    for (let i = 0; i < 62; i += 1) codes.push((await bad()).code);
    expect(codes.filter((code) => code === "UNAUTHORIZED")).toHaveLength(60);
    expect(codes.slice(60)).toEqual(["TOO_MANY_ATTEMPTS", "TOO_MANY_ATTEMPTS"]);
    const { token } = await issueClientToken(
      { tenantId: one.id, slug: one.slug, role: "operator", name: "good" },
      now(),
    );
    expect(
      await contextFromRequest(request({ ...from, authorization: `Bearer ${token}` }), now),
    ).toBeDefined();
    const later = () => new Date("2026-03-04T15:01:00Z");
    expect(
      (await refusalOf(contextFromRequest(request({ ...from, authorization: "Bearer nonsense" }), later)))
        .code,
    ).toBe("UNAUTHORIZED");
  });

  it("P1.1 a key lets the exchange in, as the exchange; a revoked one no more, though never too often", async () => {
    const from = { "x-pssaas-client-address": someAddress() };
    const { key, prefix } = await createApiKey({ tenantId: one.id }, new Date());
    const { ctx, keyPrefix } = await contextFromApiKey(
      request({ ...from, "x-exchange-api-key": key }, "POST"),
    );
    expect(ctx.actor).toEqual({ kind: "exchange", name: "system/exchange-webhook", role: null });
    expect([ctx.tenant.id, keyPrefix]).toEqual([one.id, prefix]);
    const codes = [];
    for (let i = 0; i < 61; i += 1)
      codes.push((await refusalOf(contextFromApiKey(request(from, "POST")))).code);
    expect([codes[0], codes[59], codes[60]]).toEqual(["UNAUTHORIZED", "UNAUTHORIZED", "TOO_MANY_ATTEMPTS"]);
    expect(await contextFromApiKey(request({ ...from, "x-exchange-api-key": key }, "POST"))).toBeDefined();
    await revokeApiKey(one.id, prefix, new Date());
    expect((await refusalOf(contextFromApiKey(request({ "x-exchange-api-key": key }, "POST")))).code).toBe(
      "UNAUTHORIZED",
    );
  });

  it("P1.1 a session is no key, and a key no session", async () => {
    const { cookie } = await signedIn("admin");
    const { key } = await createApiKey({ tenantId: one.id }, new Date());
    expect(
      (await refusalOf(contextFromApiKey(request({ cookie, authorization: await bearer(one) }, "POST"))))
        .code,
    ).toBe("UNAUTHORIZED");
    expect((await refusalOf(contextFromRequest(request({ "x-exchange-api-key": key })))).code).toBe(
      "UNAUTHORIZED",
    );
    expect((await refusalOf(contextFromRequest(request({ authorization: `Bearer ${key}` })))).code).toBe(
      "UNAUTHORIZED",
    );
  });

  it("P7.9 a database that cannot be reached is a passing fault", async () => {
    const { cookie } = await signedIn();
    vi.spyOn(console, "error").mockReturnValue();
    vi.spyOn(controlDatabase(), "select").mockImplementation(() => {
      throw Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
    });
    expect((await refusalOf(contextFromRequest(request({ cookie })))).code).toBe("UNAVAILABLE");
    expect((await refusalOf(contextFromApiKey(request({ "x-exchange-api-key": "x" })))).code).toBe(
      "UNAVAILABLE",
    );
  });
});
