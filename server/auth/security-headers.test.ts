import {
  unstable_getResponseFromNextConfig as answerByConfig,
  unstable_doesMiddlewareMatch as passesProxy,
} from "next/experimental/testing/server";
import { describe, expect, it } from "vitest";
import nextConfig from "../../next.config.ts";
import { config as proxyConfig } from "../../proxy.ts";
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

  it("C38 what passes neither the proxy nor a door gets them from Next's configuration, and nothing gets them twice", async () => {
    const files = [
      "/_next/static/chunks/x.js",
      "/icon.svg",
      "/apple-icon.png",
      "/favicon.ico",
      "/robots.txt",
    ];
    for (const path of [...files, "/", "/sign-in", "/pipeline/loans", "/api/health", "/api"]) {
      const url = `http://desk.example${path}`;
      const { headers } = await answerByConfig({ url, nextConfig });
      const isDoor = /^\/api(\/|$)/.test(path);
      const isOurs = isDoor || passesProxy({ config: proxyConfig, url });
      expect(isOurs, path).toBe(!files.includes(path));
      for (const [name, value] of Object.entries(securityHeaders()))
        expect(headers.get(name), `${path} ${name}`).toBe(isOurs ? null : value);
    }
  });
});
