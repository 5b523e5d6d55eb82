import { eq } from "drizzle-orm";
import { encode } from "next-auth/jwt";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { closeControlDatabase, controlDatabase } from "../../db/control/client.ts";
import { session } from "../../db/control/schema.ts";
import { type TestTenant, testTenant } from "../../db/testing.ts";
import { sessionIdentity } from "./next-auth.ts";
import { sessionSecret } from "./session-cookie.ts";
import { accessOf, someAddress, testPerson } from "./testing.ts";
import { TestBrowser } from "./testing-browser.ts";
import { type TestIssuer, testIssuer } from "./testing-issuer.ts";

let one: TestTenant;
let provider: TestIssuer;
beforeAll(async () => {
  one = await testTenant();
  provider = await testIssuer();
});
afterAll(async () => {
  await Promise.all([one.close(), provider.close(), closeControlDatabase()]);
});
beforeEach(() => vi.stubEnv("NEXTAUTH_URL", "http://localhost:3000"));
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const somebody = () => testPerson({ roles: { [one.id]: "operator" } });

describe("signing in through the browser", () => {
  it("P6.4 gives a cookie that stands for the person, and nothing to read in it", async () => {
    const [person, browser] = [await somebody(), new TestBrowser(someAddress())];
    const answer = await browser.postWithToken("callback/credentials", person as never);
    expect(answer.status).toBe(200);
    const cookie = answer.setCookies.find((line) => line.startsWith("pssaas.session="));
    expect(cookie).toMatch(/; Path=\/; Expires=.*; HttpOnly; SameSite=Lax$/);
    expect(await sessionIdentity(browser.cookieHeader)).toMatchObject({
      email: person.email,
      tenantId: one.id,
    });
    expect(
      await sessionIdentity({ get: (name) => ({ value: browser.cookies.get(name) ?? "" }) }),
    ).not.toBeNull();
    const { body } = await browser.get("session");
    expect(body).toEqual({ user: { name: person.name, email: person.email }, expires: expect.any(String) });
    expect(browser.cookieHeader).not.toContain(person.email);
  });

  it("P6.4 by https every cookie is Secure and bound to the host", async () => {
    vi.stubEnv("NEXTAUTH_URL", "https://desk.example");
    const [person, browser] = [await somebody(), new TestBrowser(someAddress())];
    const { setCookies } = await browser.postWithToken("callback/credentials", person as never);
    expect(browser.cookies.size).toBe(3);
    for (const name of browser.cookies.keys()) expect(name).toMatch(/^__Host-pssaas\./);
    for (const line of setCookies) expect(line).toMatch(/Path=\/.*HttpOnly; Secure; SameSite=Lax$/);
    expect(await sessionIdentity(browser.cookieHeader)).not.toBeNull();
  });

  it("P6.5 a wrong password, an unknown person and a blocked account have an answer each, and no more than that", async () => {
    const person = await somebody();
    const errorOf = async (form: object) => {
      const browser = new TestBrowser(someAddress());
      const { status, location, setCookies } = await browser.postWithToken("callback/credentials", {
        ...form,
      });
      expect(setCookies.join()).not.toContain("pssaas.session");
      return `${status} ${location?.searchParams.get("error")}`;
    };
    expect(await errorOf({ email: person.email, password: "wrong password" })).toBe("401 CredentialsSignin");
    expect(await errorOf({ email: "nobody@desk.test", password: "wrong password" })).toBe(
      "401 CredentialsSignin",
    );
    for (let i = 0; i < 9; i += 1) await errorOf({ email: person.email, password: "wrong password" });
    expect(await errorOf(person)).toBe("401 TooManyAttempts");
  });

  it("P6.5 a form without the page's token signs nobody in or out", async () => {
    const [person, browser] = [await somebody(), new TestBrowser(someAddress())];
    await browser.post("callback/credentials", { ...person });
    expect(browser.cookies.has("pssaas.session")).toBe(false);
    await browser.postWithToken("callback/credentials", { ...person });
    await browser.post("signout", { csrfToken: "guessed" });
    expect(await sessionIdentity(browser.cookieHeader)).not.toBeNull();
  });

  it("P6.4 a copied cookie is dead after the sign-out", async () => {
    const [person, browser] = [await somebody(), new TestBrowser(someAddress())];
    await browser.postWithToken("callback/credentials", { ...person });
    const copied = browser.cookieHeader;
    expect((await browser.postWithToken("signout")).visit.fault).toBeNull();
    expect(browser.cookies.has("pssaas.session")).toBe(false);
    expect(await sessionIdentity(copied)).toBeNull();
  });

  it("P6.4 a sign-out that could not be written is known to have failed", async () => {
    const [person, browser] = [await somebody(), new TestBrowser(someAddress())];
    await browser.postWithToken("callback/credentials", { ...person });
    vi.spyOn(controlDatabase(), "update").mockImplementation(() => {
      throw new Error("gone");
    });
    vi.spyOn(console, "error").mockReturnValue();
    expect((await browser.postWithToken("signout")).visit.fault).toBeInstanceOf(Error);
  });

  it("P6.4 signing in again ends the session that the browser had", async () => {
    const [person, browser] = [await somebody(), new TestBrowser(someAddress())];
    await browser.postWithToken("callback/credentials", { ...person });
    const before = browser.cookieHeader;
    await browser.postWithToken("callback/credentials", { ...person });
    expect(await sessionIdentity(before)).toBeNull();
    expect(await sessionIdentity(browser.cookieHeader)).not.toBeNull();
    const rows = await controlDatabase().select().from(session).where(eq(session.userId, person.userId));
    expect(rows.map((row) => row.endedAt !== null).sort()).toEqual([false, true]);
  });

  it("P6.4 nobody is let back to another site", async () => {
    const person = await somebody();
    for (const callbackUrl of [
      "https://evil.example/",
      "//evil.example",
      "javascript:alert(1)",
      "/\\evil.example",
      7,
      { a: 1 },
    ]) {
      const browser = new TestBrowser(someAddress());
      const { location } = await browser.postWithToken("callback/credentials", { ...person, callbackUrl });
      expect(location?.origin).toBe("http://localhost:3000");
    }
    const { location } = await new TestBrowser(someAddress()).postWithToken("callback/credentials", {
      ...person,
      callbackUrl: "/pipeline/loans?status=purchased",
    });
    expect(location?.href).toBe("http://localhost:3000/pipeline/loans?status=purchased");
  });

  it("P6.4 a fault of the database leaves no trace in the address", async () => {
    vi.spyOn(console, "error").mockReturnValue();
    vi.spyOn(controlDatabase(), "execute").mockImplementation(() => {
      throw new Error("password authentication failed for user pssaas_app");
    });
    const answer = await new TestBrowser(someAddress()).postWithToken("callback/credentials", {
      email: "a@b.test",
      password: "x",
    });
    expect(answer.location?.searchParams.get("error")).toBe("Unavailable");
  });

  it("P6.4 cookies that we did not make stand for nobody", async () => {
    const sid = "7f3b7a52-6f0e-4b5e-9a25-1f2d6c1a9b10";
    const cookies = [
      "nonsense",
      await encode({ token: { sid }, secret: "another secret" }),
      await encode({ token: { sid }, secret: sessionSecret() }),
      await encode({ token: { sid: 7 }, secret: sessionSecret() }),
      await encode({ token: { sid }, secret: sessionSecret(), salt: "pssaas.state" }),
    ];
    for (const value of cookies) expect(await sessionIdentity(`pssaas.session=${value}`)).toBeNull();
    expect(await sessionIdentity(null)).toBeNull();
    expect(await sessionIdentity("a=b; =; ;;")).toBeNull();
  });
});

describe("signing in through an identity provider", () => {
  beforeEach(() => {
    vi.stubEnv("OIDC_ISSUER", provider.issuer);
    vi.stubEnv("OIDC_CLIENT_ID", "desk");
    vi.stubEnv("OIDC_CLIENT_SECRET", "desk secret");
    vi.stubEnv("OIDC_NAME", "Company account");
  });

  const begin = async (browser: TestBrowser) => {
    const { location } = await browser.postWithToken("signin/oidc");
    return String(location);
  };

  it("P6.4 asks with PKCE, state and nonce, and lets an existing person in", async () => {
    const [person, browser] = [await somebody(), new TestBrowser(someAddress())];
    const asked = await begin(browser);
    const { searchParams } = new URL(asked);
    expect(searchParams.get("code_challenge_method")).toBe("S256");
    for (const check of ["code_challenge", "state", "nonce"]) expect(searchParams.get(check)).toBeTruthy();
    const { code, state } = provider.approve(asked, {
      sub: "s-1",
      email: person.email,
      email_verified: true,
    });
    await browser.get(`callback/oidc?code=${code}&state=${state}`);
    expect(await sessionIdentity(browser.cookieHeader)).toMatchObject({
      email: person.email,
      tenantId: one.id,
    });
    expect(await accessOf(person.email)).toEqual(["sign-in"]);
  });

  it("P6.4 sends strangers and unverified addresses back to the sign-in page", async () => {
    const person = await somebody();
    for (const claims of [
      { sub: "s-2", email: "stranger@desk.test", email_verified: true },
      { sub: "s-3", email: person.email, email_verified: false },
      { sub: "s-4", email: person.email, email_verified: "true" },
      { sub: "s-5" },
    ]) {
      const browser = new TestBrowser(someAddress());
      const { code, state } = provider.approve(await begin(browser), claims);
      const { location } = await browser.get(`callback/oidc?code=${code}&state=${state}`);
      expect(location?.searchParams.get("error")).toBe("AccessDenied");
      expect(browser.cookies.has("pssaas.session")).toBe(false);
    }
  });

  it("P6.5 another browser's answer, another state or nonce is refused", async () => {
    vi.spyOn(console, "error").mockReturnValue();
    const person = await somebody();
    const claims = { sub: "s-6", email: person.email, email_verified: true };
    const [attacker, victim] = [new TestBrowser(someAddress()), new TestBrowser(someAddress())];
    const { code, state } = provider.approve(await begin(attacker), claims);
    await victim.get(`callback/oidc?code=${code}&state=${state}`);
    await begin(victim);
    await victim.get(`callback/oidc?code=${code}&state=${state}`);
    expect(victim.cookies.has("pssaas.session")).toBe(false);
    const replayed = provider.approve(await begin(attacker), { ...claims, nonce: "another" });
    await attacker.get(`callback/oidc?code=${replayed.code}&state=${replayed.state}`);
    expect(attacker.cookies.has("pssaas.session")).toBe(false);
  });
});
