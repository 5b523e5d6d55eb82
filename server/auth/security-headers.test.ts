import { describe, expect, it } from "vitest";
import { cookieName } from "./public-url.ts";
import { contentSecurityPolicy, securityHeaders } from "./security-headers.ts";

describe("security headers", () => {
  it("P6.5 the policy runs scripts by nonce only, and lets no site frame the page or take its forms", () => {
    const policy = contentSecurityPolicy("abc", { isDevelopment: false, isSecure: true });
    expect(policy).toContain("script-src 'self' 'nonce-abc' 'strict-dynamic';");
    for (const directive of [
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "object-src 'none'",
    ]) {
      expect(policy).toContain(directive);
    }
    const scripts = policy.split("; ").find((directive) => directive.startsWith("script-src"));
    expect(scripts).not.toMatch(/unsafe|https?:|\*/);
    expect(policy).toContain("connect-src 'self';");
  });

  it("P6.5 only development may evaluate text and open a socket", () => {
    const policy = contentSecurityPolicy("abc", { isDevelopment: true, isSecure: false });
    expect(policy).toContain("'unsafe-eval'");
    expect(policy).toContain("connect-src 'self' ws:");
    expect(policy).not.toContain("upgrade-insecure-requests");
  });

  it("P6.5 browsers are told to insist on https exactly when people come by https", () => {
    expect(securityHeaders({ NEXTAUTH_URL: "https://desk.example" })).toHaveProperty(
      "Strict-Transport-Security",
    );
    expect(securityHeaders({ NEXTAUTH_URL: "http://localhost:3000" })).not.toHaveProperty(
      "Strict-Transport-Security",
    );
    expect(securityHeaders({})).toMatchObject({
      "X-Content-Type-Options": "nosniff",
      "X-Frame-Options": "DENY",
    });
  });

  it("P6.4 the session cookie is bound to the host by https and keeps a plain name without", () => {
    expect(cookieName("session", { NEXTAUTH_URL: "https://desk.example" })).toBe("__Host-pssaas.session");
    expect(cookieName("session", { NEXTAUTH_URL: "http://localhost:3000" })).toBe("pssaas.session");
    expect(cookieName("session", {})).toBe("pssaas.session");
  });
});
