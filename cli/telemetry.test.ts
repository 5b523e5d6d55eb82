import { globSync, readFileSync } from "node:fs";
import { createServer, get, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { closeControlDatabase } from "../db/control/client.ts";
import { SettingsError } from "../db/deployment.ts";
import { closeTenants } from "../db/tenant/client.ts";
import { type TestTenant, testTenant } from "../db/testing.ts";
import { tokenOf } from "../server/api/testing-callers.ts";
import { send } from "../server/api/testing-client.ts";
import { buyLoans } from "../server/domain/pipeline/testing-trades.ts";
import { httpClient } from "../server/integrations/http.ts";
import { startTelemetry } from "../server/telemetry/start.ts";
import { withoutValues } from "../server/telemetry/statements.ts";
import { placeOf, telemetry } from "../server/telemetry/telemetry.ts";
import { ROOT } from "./build.ts";
import { HttpServer, listen } from "./http-server.ts";
import { routesUnder } from "./routes.ts";

/** A collector of OpenTelemetry's, which keeps what it is sent (OTLP over HTTP in JSON). */
const received: { path: string; headers: IncomingMessage["headers"]; body: string }[] = [];
const collector = createServer(async (request, response) => {
  const body = (await request.setEncoding("utf8").toArray()).join("");
  received.push({ path: request.url ?? "", headers: request.headers, body });
  response.end("{}");
});
let endpoint: string;
let tenant: TestTenant;

beforeAll(async () => {
  endpoint = `http://127.0.0.1:${await listen(collector, 0, "127.0.0.1")}`;
  tenant = await testTenant();
  await buyLoans(tenant.as("exchange"), "T-1", 3, { borrowerName: "Ann Canary" });
});
afterEach(() => {
  received.length = 0;
  vi.restoreAllMocks();
});
afterAll(async () => {
  collector.close();
  await Promise.all([tenant.close(), closeTenants(), closeControlDatabase()]);
});

interface Attribute {
  key: string;
  value: { stringValue?: string; intValue?: string };
}
interface SentSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: Attribute[];
}
interface Metric {
  name: string;
  gauge?: { dataPoints: { asInt: string }[] };
  histogram?: { dataPoints: { count: string; bucketCounts: string[]; attributes: Attribute[] }[] };
}

const bodies = (signal: string) =>
  received.filter((one) => one.path === `/v1/${signal}`).map(({ body }) => JSON.parse(body));
const spans = (): SentSpan[] =>
  bodies("traces").flatMap(({ resourceSpans }) => resourceSpans[0].scopeSpans[0].spans);
const metrics = (): Metric[] =>
  bodies("metrics").flatMap(({ resourceMetrics }) => resourceMetrics[0].scopeMetrics[0].metrics);
const factsOf = ({ attributes }: { attributes: Attribute[] }) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue ?? value.intValue]));

/** A server as `npm start` has it, before the doors of the API. */
async function served(headers: Record<string, string>) {
  const http = new HttpServer(
    async (request, response) => {
      const answer = await send("GET", request.url ?? "/", { headers });
      response.writeHead(answer.status).end(answer.text);
    },
    new Set(),
    routesUnder(ROOT),
  );
  const port = await listen(http.server, 0, "127.0.0.1");
  const ask = (address: string, more: Record<string, string> = {}) =>
    new Promise<number>((resolve, reject) => {
      get(`http://127.0.0.1:${port}${address}`, { headers: more, agent: false }, (answer) => {
        answer.resume().once("close", () => resolve(answer.statusCode ?? 0));
      }).once("error", reject);
    });
  return { ask, drain: () => http.drain() };
}

it("C37 a collector gets a request's span by its route, the statements below it, and the measures, with nobody's data", async () => {
  const env = { OTEL_EXPORTER_OTLP_HEADERS: "authorization=Bearer%20key", OTEL_SERVICE_NAME: "desk" };
  const headers = await tokenOf(tenant, "operator");
  const told = startTelemetry(endpoint, env);
  const { ask, drain } = await served(headers);
  const id = "3f1c6f0e-5f0e-4e57-9b53-3a1f4f1f2a10";
  expect(await ask("/api/pipeline/loans?search=Ann%20Canary", { "x-request-id": id })).toBe(200);
  expect(await ask("/api/pipeline/loans/export.csv?search=Ann%20Canary")).toBe(200);
  await drain();
  await told.stop();

  const server = spans().filter(({ kind }) => kind === 2);
  expect(server.map(({ name }) => name)).toEqual([
    "GET /api/pipeline/loans",
    "GET /api/pipeline/loans/export.csv",
  ]);
  const [request] = server;
  expect(request?.traceId).toBe(id.replaceAll("-", ""));
  expect(factsOf(request!)).toMatchObject({
    "http.response.status_code": "200",
    "pssaas.tenant": tenant.slug,
  });
  expect(BigInt(request?.endTimeUnixNano ?? 0)).toBeGreaterThan(BigInt(request?.startTimeUnixNano ?? 0));
  const below = spans().filter(({ parentSpanId }) => parentSpanId === request?.spanId);
  expect(below.length).toBeGreaterThan(1);
  expect(new Set(below.map(({ traceId }) => traceId))).toEqual(new Set([request?.traceId]));
  expect(below.map((span) => factsOf(span)["db.query.text"]).join()).toMatch(/\$1/);
  expect(spans().map(({ name }) => name)).toContain("COPY");

  const byName = new Map(metrics().map((metric) => [metric.name, metric]));
  const points = byName.get("http.server.request.duration")?.histogram?.dataPoints ?? [];
  expect(points.map(({ count }) => count)).toEqual(["1", "1"]);
  expect(points[0]?.bucketCounts.reduce((sum, one) => sum + Number(one), 0)).toBe(1);
  expect(byName.get("db.client.connection.count")?.gauge?.dataPoints).toHaveLength(3);
  expect(Number(byName.get("pssaas.outbox.waiting")?.gauge?.dataPoints[0]?.asInt)).toBeGreaterThanOrEqual(0);

  expect(received[0]?.headers.authorization).toBe("Bearer key");
  expect(received.map(({ body }) => body).join()).toContain('"stringValue":"desk"');
  expect(received.map(({ body }) => body).join()).not.toMatch(/canary|ann(%20| )/i);
});

it.each(["x=100%", "a name=1", "x=1%0A2"])(
  "C37 headers %o that cannot be sent are told by the setting's name",
  (headers) => {
    const start = () => startTelemetry(endpoint, { OTEL_EXPORTER_OTLP_HEADERS: headers });
    expect(start).toThrow(SettingsError);
    expect(start).toThrow(/^OTEL_EXPORTER_OTLP_HEADERS must be .*%25\.$/);
  },
);

it("C37 batches of the browser's calls are one measure, however they are put together", async () => {
  const told = startTelemetry(endpoint, {});
  const { ask, drain } = await served({});
  const calls = ["session.me", "pipeline.workflow", "funding.policy"];
  const batches = calls.flatMap((one) => calls.map((other) => `${one},${other}`));
  for (const batch of batches) expect(await ask(`/api/trpc/${batch}?batch=1&input=%7B%7D`)).toBe(401);
  await drain();
  await told.stop();
  const durations = metrics().find(({ name }) => name === "http.server.request.duration");
  const points = durations?.histogram?.dataPoints ?? [];
  expect(points.map((point) => [factsOf(point)["http.route"], point.count])).toEqual([
    ["/api/trpc/{batch}", String(batches.length)],
  ]);
  expect(new Set(spans().map(({ name }) => name)).size).toBe(batches.length);
});

it("C37 a call to a system outside is a span with its name and ending, and without its address", async () => {
  const told = startTelemetry(endpoint, {});
  const system = createServer((_request, response) => response.writeHead(500).end());
  const base = `http://127.0.0.1:${await listen(system, 0, "127.0.0.1")}`;
  const privateHosts = [new URL(base).host];
  const call = httpClient({ name: "GoHighLevel", base, privateHosts });
  await call({
    method: "POST",
    path: "/contacts/canary",
    query: { email: "canary" },
    json: { name: "canary" },
  });
  system.close();
  await told.stop();
  const [span] = spans();
  expect(span?.name).toBe("POST GoHighLevel");
  expect(factsOf(span!)).toMatchObject({ "pssaas.outcome": "unknown", "http.response.status_code": "500" });
  expect(received.map(({ body }) => body).join()).not.toContain("canary");
});

it("C37 a collector that is gone holds nothing up and is told of once", async () => {
  const gone = createServer();
  const { port } = await new Promise<AddressInfo>((resolve) => {
    gone.listen(0, "127.0.0.1", () => resolve(gone.address() as AddressInfo));
  });
  await new Promise((resolve) => gone.close(resolve));
  const logged = vi.spyOn(console, "error").mockReturnValue();
  const told = startTelemetry(`http://127.0.0.1:${port}`, {});
  const { ask, drain } = await served({});
  expect(await ask("/api/health")).toBe(200);
  await drain();
  await told.stop();
  const lines = logged.mock.calls.map(([line]) => JSON.parse(String(line)));
  expect(lines.map(({ msg }) => msg)).toEqual(["The collector of traces and metrics cannot be reached"]);
});

it("C37 without a collector nothing of it is loaded or measured", () => {
  expect(telemetry()).toBeUndefined();
  const files = globSync("{app,cli,components,db,server}/**/*.{ts,tsx}", { cwd: ROOT });
  const loaders = files.filter((file) => {
    if (/\.test\.ts$|^server[\\/]telemetry/.test(file)) return false;
    return /telemetry\/(start|otlp|statements)\.ts"/.test(readFileSync(path.join(ROOT, file), "utf8"));
  });
  expect(loaders).toEqual(["cli/start.ts"]);
  expect(readFileSync(path.join(ROOT, "cli/start.ts"), "utf8")).toMatch(
    /if \(collector\) \(await import\("\.\.\/server\/telemetry\/start\.ts"\)\)/,
  );
});

it.each([
  ["select a from t where b = $1 limit 10", "select a from t where b = $1 limit ?"],
  [
    "copy (select x from t2 where n = 'Ann ''C'' Lee' and y > 12.5) to stdout",
    "copy (select x from t2 where n = ? and y > ?) to stdout",
  ],
  ['select $tag$Ann$tag$,\n  "col9"', 'select ?, "col9"'],
])("C37 the text of %j leaves without values", (text, shown) => expect(withoutValues(text)).toBe(shown));

it("C37 a request stands below its caller's span when that is well formed, and never at a place of another form", () => {
  const [trace, parent] = ["4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"];
  expect(placeOf("x", `00-${trace}-${parent}-01`)).toMatchObject({ traceId: trace, parentSpanId: parent });
  for (const bad of [undefined, "", `00-${"0".repeat(32)}-${parent}-01`, "00-Ann-Canary-01"]) {
    const { traceId, spanId, parentSpanId } = placeOf("some-request-id-1", bad);
    expect([/^[0-9a-f]{32}$/.test(traceId), /^[0-9a-f]{16}$/.test(spanId), parentSpanId]).toEqual([
      true,
      true,
      undefined,
    ]);
  }
});
