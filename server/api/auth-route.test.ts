import "next/dist/server/node-environment-baseline.js"; // before anything of Next that keeps a request in scope
import { NextRequest } from "next/server";
import { describe, expect, it } from "vitest";
import { handleAuth } from "./auth-route.ts";
import { inRequestScope } from "./testing-client.ts";

const post = (headers: Record<string, string>, body: BodyInit, nextauth = ["callback", "credentials"]) =>
  handleAuth(
    new NextRequest("http://localhost:3000/api/auth/callback/credentials", {
      method: "POST",
      headers: { host: "localhost:3000", "content-type": "application/json", ...headers },
      body,
      duplex: "half",
    }),
    { params: Promise.resolve({ nextauth }) },
  );

describe("the sign-in routes", () => {
  it.each([{ "sec-fetch-site": "cross-site" }, { origin: "https://evil.example" }, { origin: "null" }, {}])(
    "P6.5 another site cannot post to them: %j",
    async (headers) => {
      const response = await post(headers as Record<string, string>, "{}");
      expect(response.status).toBe(403);
      expect(await response.json()).toMatchObject({ code: "CROSS_SITE_REQUEST" });
      expect(response.headers.get("cache-control")).toBe("no-store");
      expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    },
  );

  it("P6.5 they read no more than a form, also when its length is not said", async () => {
    const ours = { "sec-fetch-site": "same-origin" };
    expect((await post(ours, "x".repeat(16_385))).status).toBe(413);
    const chunk = new TextEncoder().encode("x".repeat(8_000));
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        sent += 1;
        controller.enqueue(chunk);
      },
    });
    expect((await post(ours, endless)).status).toBe(413);
    expect(sent).toBeLessThan(10);
  });

  it("P6.5 a body that is not JSON is refused, not stumbled over", async () => {
    expect((await post({ "sec-fetch-site": "same-origin" }, "{")).status).toBe(400);
  });

  it("P6.4 a question that names JSON but sends nothing, as the browser's part of next-auth asks, is answered", async () => {
    const request = new NextRequest("http://localhost:3000/api/auth/providers", {
      headers: { host: "localhost:3000", "content-type": "application/json" },
    });
    const route = { params: Promise.resolve({ nextauth: ["providers"] }) };
    const response = await inRequestScope(request, () => handleAuth(request, route));
    expect(response.status).toBe(200);
    expect(await response.json()).toHaveProperty("credentials");
  });

  it("P6.4 nobody writes into our log through them", async () => {
    expect((await post({ "sec-fetch-site": "same-origin" }, "{}", ["_log"])).status).toBe(404);
  });
});
