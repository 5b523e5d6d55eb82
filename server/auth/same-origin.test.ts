import { describe, expect, it } from "vitest";
import { isOurOwn, type RequestOrigin } from "./same-origin.ts";

const here: RequestOrigin = {
  method: "POST",
  fetchSite: null,
  origin: null,
  host: "desk.example",
  publicOrigin: "https://desk.example",
};

const cases: [string, Partial<RequestOrigin>, boolean][] = [
  [
    "reading, from anywhere",
    { method: "GET", fetchSite: "cross-site", origin: "https://evil.example" },
    true,
  ],
  ["HEAD", { method: "HEAD" }, true],
  ["OPTIONS", { method: "OPTIONS" }, true],
  ["a lower-case method", { method: "put", fetchSite: "cross-site" }, false],
  ["our own page", { fetchSite: "same-origin" }, true],
  ["our own page, with its origin", { fetchSite: "same-origin", origin: "https://desk.example" }, true],
  ["typed by the person", { fetchSite: "none" }, true],
  ["another site", { fetchSite: "cross-site" }, false],
  ["another site that claims our origin", { fetchSite: "cross-site", origin: "https://desk.example" }, false],
  ["a neighbouring subdomain", { fetchSite: "same-site" }, false],
  ["an unheard-of Sec-Fetch-Site", { fetchSite: "" }, false],
  ["a sandboxed frame", { origin: "null" }, false],
  ["a sandboxed frame that says same-origin", { fetchSite: "same-origin", origin: "null" }, false],
  ["an old browser on our page", { origin: "https://desk.example" }, true],
  ["an old browser on another site", { origin: "https://evil.example" }, false],
  ["a name that begins like ours", { origin: "https://desk.example.evil.example" }, false],
  ["our name without https", { origin: "http://desk.example" }, false],
  ["our name on another port", { origin: "https://desk.example:8443" }, false],
  ["neither header", {}, false],
  ["neither header, no host", { host: null }, false],
  [
    "locally, under the host's own name",
    { origin: "http://127.0.0.1:3000", host: "127.0.0.1:3000", publicOrigin: "http://localhost:3000" },
    true,
  ],
  [
    "locally, another port",
    { origin: "http://127.0.0.1:9999", host: "127.0.0.1:3000", publicOrigin: null },
    false,
  ],
];

describe("cross-site requests", () => {
  it.each(cases)("P6.5 %s", (_name, request, allowed) => {
    expect(isOurOwn({ ...here, ...request })).toBe(allowed);
  });

  it.each(["PUT", "PATCH", "DELETE", "POST", "PROPFIND", "QUERY"])("P6.5 %s counts as writing", (method) => {
    expect(isOurOwn({ ...here, method, fetchSite: "cross-site" })).toBe(false);
  });
});
