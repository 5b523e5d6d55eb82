import "next/dist/server/node-environment-baseline.js"; // before anything of Next that keeps a request in scope
import { readdirSync } from "node:fs";
import path from "node:path";
import { workAsyncStorage } from "next/dist/server/app-render/work-async-storage.external.js";
import { workUnitAsyncStorage } from "next/dist/server/app-render/work-unit-async-storage.external.js";
import { NextRequest } from "next/server";
import { someAddress } from "../auth/testing.ts";

/** The addresses under `/api` as Next finds them in the folders of `app/api`, called in this process. */

const API = path.resolve(import.meta.dirname, "../../app/api");

export interface RouteFile {
  /** As in the folders: `/api/pipeline/loans/[id]`. */
  path: string;
  file: string;
}

type Handler = (
  request: NextRequest,
  route: { params: Promise<Record<string, string | string[]>> },
) => Promise<Response>;

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  json: Record<string, unknown>;
}

export interface Sending {
  headers?: Record<string, string>;
  /** Text and streams go as they are; everything else as JSON. */
  body?: unknown;
}

export function routeFiles(): RouteFile[] {
  return readdirSync(API, { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => file.endsWith("/route.ts"))
    .map((file) => ({ path: `/api/${path.posix.dirname(file)}`, file: path.join(API, file) }))
    .sort((a, b) => a.path.localeCompare(b.path));
}

export async function routeModule(route: RouteFile): Promise<Record<string, Handler | undefined>> {
  return (await import(route.file)) as Record<string, Handler | undefined>;
}

/** Sends a request to the route that Next would choose: literal folders before `[one]` before `[...all]`. */
export async function send(
  method: string,
  address: string,
  { headers = {}, body }: Sending = {},
): Promise<Answer> {
  const url = new URL(address, "http://localhost:3000");
  const { route, params } = routeOf(url.pathname);
  const handler = (await routeModule(route))[method];
  if (!handler) throw new Error(`${route.path} exports no ${method}`);
  const asIs =
    body === undefined ||
    typeof body === "string" ||
    body instanceof Uint8Array ||
    body instanceof ReadableStream;
  const request = new NextRequest(url, {
    method,
    headers: {
      host: "localhost:3000",
      "x-pssaas-client-address": someAddress(),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    body: (asIs ? body : JSON.stringify(body)) as BodyInit | undefined,
    duplex: "half",
  });
  const response = await inRequestScope(request, () => handler(request, { params: Promise.resolve(params) }));
  const text = await textOf(response);
  return { status: response.status, headers: response.headers, text, json: readJson(text) };
}

/** All of it; of an event stream, which has no end, the first part. */
async function textOf(response: Response): Promise<string> {
  if (response.headers.get("content-type") !== "text/event-stream") return response.text();
  const reader = response.body?.getReader();
  const part = await reader?.read();
  await reader?.cancel();
  return new TextDecoder().decode(part?.value);
}

/** next-auth asks Next itself for the request's cookies and headers, which Next keeps in these two stores. */
export function inRequestScope<T>(request: NextRequest, work: () => T): T {
  const { cookies, headers } = request;
  const scope = { type: "request", phase: "render", cookies, headers } as never;
  return workAsyncStorage.run({ route: request.nextUrl.pathname } as never, () =>
    workUnitAsyncStorage.run(scope, work),
  );
}

export function routeOf(pathname: string): { route: RouteFile; params: Record<string, string | string[]> } {
  const parts = pathname.split("/").slice(1).map(decodeURIComponent);
  const fitting = routeFiles()
    .map((route) => ({ route, segments: route.path.split("/").slice(1) }))
    .filter(({ segments }) => fits(segments, parts))
    .sort((a, b) => rank(a.segments).localeCompare(rank(b.segments)));
  const [best] = fitting;
  if (!best) throw new Error(`no route for ${pathname}`);
  const params = Object.fromEntries(
    best.segments.flatMap((segment, i): [string, string | string[]][] => {
      const name = /^\[(?:\.\.\.)?(\w+)\]$/.exec(segment)?.[1];
      if (!name) return [];
      return [[name, segment.startsWith("[...") ? parts.slice(i) : (parts[i] ?? "")]];
    }),
  );
  return { route: best.route, params };
}

function fits(segments: string[], parts: string[]): boolean {
  if (segments.at(-1)?.startsWith("[...")) {
    return (
      parts.length >= segments.length && fits(segments.slice(0, -1), parts.slice(0, segments.length - 1))
    );
  }
  return segments.length === parts.length && segments.every((s, i) => s.startsWith("[") || s === parts[i]);
}

function rank(segments: string[]): string {
  return segments.map((s) => (s.startsWith("[...") ? "2" : s.startsWith("[") ? "1" : "0")).join("");
}

function readJson(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}
