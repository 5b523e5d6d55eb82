import type { NextApiRequest, NextApiResponse } from "next";
import { CLIENT_ADDRESS_HEADER } from "./address.ts";
import { authOptions, newVisit, nextAuth, type Visit } from "./next-auth.ts";

export interface BrowserAnswer {
  status: number;
  /** Where it leads: a redirect, or the address in a JSON answer. */
  location: URL | null;
  body: unknown;
  setCookies: string[];
  visit: Visit;
}

/** A browser that keeps cookies and talks to the sign-in routes, without Next.js around them. */
export class TestBrowser {
  readonly cookies = new Map<string, string>();
  readonly address: string;

  constructor(address: string) {
    this.address = address;
  }

  get cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  get(path: string): Promise<BrowserAnswer> {
    return this.#send("GET", path, undefined);
  }

  post(path: string, form: Record<string, unknown>): Promise<BrowserAnswer> {
    return this.#send("POST", path, { json: "true", ...form });
  }

  /** Posts as our own sign-in page does: with the token that it fetched before. */
  async postWithToken(path: string, form: Record<string, unknown> = {}): Promise<BrowserAnswer> {
    const { body } = await this.get("csrf");
    return this.post(path, { csrfToken: (body as { csrfToken: string }).csrfToken, ...form });
  }

  async #send(
    method: string,
    path: string,
    body: Record<string, unknown> | undefined,
  ): Promise<BrowserAnswer> {
    const url = new URL(path, "http://localhost/");
    const headers = new Headers({ cookie: this.cookieHeader, [CLIENT_ADDRESS_HEADER]: this.address });
    const visit = newVisit(headers);
    const query = { ...Object.fromEntries(url.searchParams), nextauth: url.pathname.slice(1).split("/") };
    const request = {
      method,
      query,
      body,
      headers: Object.fromEntries(headers),
      cookies: Object.fromEntries(this.cookies),
    };
    const response = new RecordedResponse();
    await nextAuth(
      request as unknown as NextApiRequest,
      response as unknown as NextApiResponse,
      authOptions(visit),
    );
    const setCookies = [response.headers["Set-Cookie"] ?? []].flat();
    for (const line of setCookies) this.#keep(line);
    const { url: led } = (response.body ?? {}) as { url?: string };
    const location = response.headers.Location ?? led;
    return {
      status: response.code,
      location: location ? new URL(String(location)) : null,
      body: response.body,
      setCookies,
      visit,
    };
  }

  #keep(line: string): void {
    const [pair = ""] = line.split(";");
    const [name = "", ...value] = pair.split("=");
    if (/Max-Age=0/i.test(line)) this.cookies.delete(name);
    else this.cookies.set(name, decodeURIComponent(value.join("=")));
  }
}

class RecordedResponse {
  code = 200;
  body: unknown = null;
  readonly headers: Record<string, string | string[]> = {};
  status(code: number) {
    this.code = code;
    return this;
  }
  getHeader(name: string) {
    return this.headers[name];
  }
  setHeader(name: string, value: string | string[]) {
    this.headers[name] = value;
    return this;
  }
  json(body: unknown) {
    this.body = body;
  }
  send(body: unknown) {
    this.body = body;
  }
  end() {}
}
