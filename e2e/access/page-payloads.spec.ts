import { readFileSync } from "node:fs";
import { serverLog } from "../fixtures/app.ts";
import { underwritten } from "../fixtures/credit.ts";
import { mortgageOf } from "../fixtures/mortgages.ts";
import { baseUrl, type StorageState, type TestTenant } from "../fixtures/tenant.ts";
import { expect, test } from "../fixtures/test.ts";
import { startWithoutProxy } from "../fixtures/without-proxy.ts";

/** C3, C4: a page in every form in which a router, a cache or an attacker may ask for it, seen as text. */

const MARK = "Zebra Canary";

type Headers = Record<string, string>;

/** What asks for a part of a page instead of the page, and what has let requests past the proxy before. */
const WAYS: Record<string, { headers?: Headers; after?: string; before?: string }> = {
  "the page": {},
  "its payload": { headers: { RSC: "1" } },
  "its payload by query": { headers: { RSC: "1" }, after: "?_rsc=1" },
  "its prefetched payload": { headers: { RSC: "1", "Next-Router-Prefetch": "1" } },
  "a segment's payload": {
    headers: { RSC: "1", "Next-Router-Prefetch": "1", "Next-Router-Segment-Prefetch": "/_tree" },
  },
  "the payload of its innermost part": {
    headers: { RSC: "1", "Next-Router-State-Tree": encodeURIComponent('["",{},null,"refetch"]') },
  },
  "its .rsc": { after: ".rsc" },
  "its segments": { after: ".segments/_tree.segment.rsc" },
  "its whole segments": { after: ".segments/_full.segment.rsc" },
  "its data of the pages router": {
    before: "/_next/data/build",
    after: ".json",
    headers: { "x-nextjs-data": "1" },
  },
  "x-middleware-subrequest: proxy": {
    headers: { "x-middleware-subrequest": Array(5).fill("proxy").join(":") },
  },
  "x-middleware-subrequest: middleware": {
    headers: { "x-middleware-subrequest": Array(5).fill("middleware").join(":") },
  },
  "x-middleware-subrequest: src/middleware": {
    headers: { "x-middleware-subrequest": Array(5).fill("src/middleware").join(":"), RSC: "1" },
  },
  "a made-up page path": { headers: { "x-pssaas-page-path": "/pipeline/loans", "x-nonce": "known" } },
  "another tenant's name": { headers: { "x-forwarded-host": "other.example", "x-tenant": "other" } },
};

async function pagesWith(tenant: TestTenant): Promise<string[]> {
  const [loan] = await tenant.buy(2, { borrowerName: MARK });
  const { fileId } = await underwritten(tenant, {}, { name: MARK });
  const { mortgageId } = await mortgageOf(tenant, { borrower: MARK });
  return [
    "/pipeline",
    "/pipeline/loans",
    `/pipeline/loans/${loan}`,
    "/pipeline/trades",
    "/funding",
    `/funding/${fileId}`,
    "/mortgages",
    `/mortgages/${mortgageId}`,
    "/admin/users",
  ];
}

async function asked(address: string, { cookies }: StorageState, way: keyof typeof WAYS): Promise<string> {
  const { headers = {}, before = "", after = "" } = WAYS[way] ?? {};
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const url = new URL(address);
  const response = await fetch(`${url.origin}${before}${url.pathname}${after}`, {
    // Followed to its end, as a router follows it: of a payload to its address with the right query, of a page to the sign-in.
    headers: { ...headers, ...(cookie === "" ? {} : { cookie }) },
  });
  expect(response.status, `${way} ${address}`).toBeLessThan(500);
  if (cookie !== "") expect(response.headers.get("cache-control"), `${way} ${address}`).toMatch(/no-store/);
  return response.text();
}

/** How often the mark was seen, by who asked. */
async function seenAt(origin: string, addresses: string[], who: Record<string, StorageState>) {
  const seen: string[] = [];
  for (const address of addresses) {
    for (const way of Object.keys(WAYS)) {
      for (const [name, state] of Object.entries(who)) {
        if ((await asked(origin + address, state, way)).includes(MARK))
          seen.push(`${name}: ${way} ${address}`);
      }
    }
  }
  return seen;
}

const NOBODY: StorageState = { cookies: [], origins: [] };
const FORGED: StorageState = {
  cookies: [
    {
      name: "pssaas.session",
      value: "anything",
      domain: "localhost",
      path: "/",
      expires: -1,
      httpOnly: true,
      secure: false,
      sameSite: "Lax",
    },
  ],
  origins: [],
};

test("C3 C4 A7: no form of a page shows another tenant's data or anything to who is not signed in, with the proxy and without it", async ({
  newTenant,
}) => {
  test.setTimeout(240_000);
  const [mine, theirs] = await Promise.all([newTenant(), newTenant()]);
  const addresses = await pagesWith(theirs);
  const strangers = { nobody: NOBODY, forged: FORGED, stranger: await mine.signedIn("admin") };
  const own = await theirs.signedIn("admin");
  const withoutProxy = await startWithoutProxy();
  try {
    for (const origin of [baseUrl(), withoutProxy.url]) {
      expect(await seenAt(origin, addresses, strangers), origin).toEqual([]);
      // It would be seen: the page and its payload show it to its own administrator.
      for (const way of ["the page", "its payload"]) {
        expect(await asked(`${origin}/mortgages`, own, way), `${way} ${origin}`).toContain(MARK);
      }
    }
    const page = await fetch(`${withoutProxy.url}/pipeline`, { redirect: "manual" });
    expect(page.headers.get("content-security-policy"), "nothing of the proxy has run").toBeNull();
  } finally {
    expect(await withoutProxy.stop()).not.toContain(MARK);
  }
  expect(readFileSync(serverLog(), "utf8")).not.toContain(MARK);
});

test("C9: the image optimiser answers nobody", async ({ tenant }) => {
  const { cookies } = await tenant.signedIn("admin");
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  for (const url of [
    "/icon.svg",
    "/favicon.ico",
    "http://169.254.169.254/latest/meta-data",
    "//evil.example/a.png",
  ]) {
    const answer = await fetch(`${baseUrl()}/_next/image?url=${encodeURIComponent(url)}&w=64&q=75`, {
      headers: { cookie },
      redirect: "manual",
    });
    expect([400, 404], url).toContain(answer.status);
    expect(answer.headers.get("content-type") ?? "", url).not.toMatch(/^image\//);
  }
});

test("C40: what is asked for health touches no tenant and tells no version", async () => {
  for (const [address, answer] of [
    ["/api/health", { status: "ok" }],
    ["/api/ready", { status: "ready" }],
  ] as const) {
    const response = await fetch(baseUrl() + address);
    expect([response.status, await response.json()]).toEqual([200, answer]);
    for (const name of ["server", "x-powered-by"]) expect(response.headers.get(name), name).toBeNull();
  }
});
