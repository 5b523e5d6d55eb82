import { NextRequest } from "next/server";
import { afterEach, describe, expect, it, vi } from "vitest";
import { config, proxy } from "../../proxy.ts";

const ask = (path: string, headers: Record<string, string> = {}) =>
  proxy(new NextRequest(`http://localhost:3000${path}`, { headers }));
const signedIn = { cookie: "pssaas.session=anything" };

afterEach(() => vi.unstubAllEnvs());

describe("the way to a page", () => {
  it("P6.4 who has no cookie is sent to sign in, and comes back afterwards", () => {
    const response = ask("/pipeline/loans?status=purchased&page=2");
    const target = new URL(response.headers.get("location") ?? "");
    expect([response.status, target.pathname]).toEqual([307, "/sign-in"]);
    expect(target.searchParams.get("callbackUrl")).toBe("/pipeline/loans?status=purchased&page=2");
    expect(response.headers.get("cache-control")).toBe("no-store");
  });

  it.each(["/sign-in", "/docs", "/docs/api"])("P6.4 %s is for everybody", (path) => {
    expect(ask(path).headers.get("location")).toBeNull();
  });

  it.each(["/sign-in-as", "/docsx", "/", "/admin/docs"])("P6.4 %s is not", (path) => {
    expect(ask(path).headers.get("location")).toContain("/sign-in");
  });

  it("P6.5 each page has its own nonce, on the way in for Next and on the way out for the browser", () => {
    const [one, two] = [ask("/", signedIn), ask("/", signedIn)];
    const policy = one.headers.get("content-security-policy") ?? "";
    const nonce = one.headers.get("x-middleware-request-x-nonce");
    expect(policy).toContain(`'nonce-${nonce}'`);
    expect(one.headers.get("x-middleware-request-content-security-policy")).toBe(policy);
    expect(two.headers.get("content-security-policy")).not.toBe(policy);
    expect(one.headers.get("x-frame-options")).toBe("DENY");
    expect(one.headers.get("cache-control")).toBe("no-store");
  });

  it("P6.4 the page's path is ours to say", () => {
    const response = ask("/funding?x=1", {
      ...signedIn,
      "x-pssaas-page-path": "https://evil.example",
      "x-nonce": "known",
    });
    expect(response.headers.get("x-middleware-request-x-pssaas-page-path")).toBe("/funding?x=1");
    expect(response.headers.get("x-middleware-request-x-nonce")).not.toBe("known");
  });

  it("P6.4 by https only the cookie that is bound to the host counts", () => {
    vi.stubEnv("NEXTAUTH_URL", "https://desk.example");
    expect(ask("/", signedIn).headers.get("location")).toContain("/sign-in");
    expect(ask("/", { cookie: "__Host-pssaas.session=anything" }).headers.get("location")).toBeNull();
  });

  it.each([
    ["/api/pipeline/trades", false],
    ["/api", false],
    ["/_next/static/chunks/a.js", false],
    ["/favicon.ico", false],
    ["/icon.svg", false],
    ["/", true],
    ["/apiary", true],
    ["/pipeline/loans", true],
    ["/pipeline/api/x", true],
  ])("P1.2 of %s it sees the request: %s", (path, matches) => {
    expect(config.matcher.some((pattern) => new RegExp(`^${pattern}$`).test(path))).toBe(matches);
  });
});
