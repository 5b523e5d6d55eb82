import { SettingsError } from "../../db/deployment.ts";
import { log } from "../log/log.ts";
import { instant, type Span, type Telemetry } from "./telemetry.ts";

/** Counted when metrics are sent: how many there are now, by attribute. */
export type Gauge = {
  name: string;
  unit: string;
  read(): Promise<{ value: number; attributes?: Record<string, string> }[]>;
};

export interface OtlpOptions {
  /** `http://host:4318`; the signals' paths are added. */
  endpoint: string;
  /** `name=value,name=value`, as in `OTEL_EXPORTER_OTLP_HEADERS`. */
  headers?: string | undefined;
  serviceName?: string | undefined;
  gauges: Gauge[];
  spansEveryMs?: number;
  metricsEveryMs?: number;
}

const MOST_WAITING = 2_048;
const PATIENCE_MS = 10_000;
/** Seconds, as OpenTelemetry's conventions for HTTP name them. */
const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
const KINDS = { server: 2, client: 3 };

interface Durations {
  attributes: Record<string, string | number | undefined>;
  count: number;
  sum: number;
  buckets: number[];
}

/**
 * Sends spans and metrics to a collector as OTLP over HTTP in JSON. What it cannot send is dropped, and said once until it
 * can again: nobody waits for a collector.
 * @throws SettingsError where no request could carry the headers
 */
export function startOtlp(options: OtlpOptions): Telemetry {
  const { spansEveryMs = 5_000, metricsEveryMs = 60_000 } = options;
  const began = instant();
  const durations = new Map<string, Durations>();
  const post = poster(options);
  let spans: Span[] = [];
  const sendSpans = async () => {
    const some = spans;
    spans = [];
    if (some.length > 0)
      await post("traces", "resourceSpans", { scopeSpans: [{ scope: SCOPE, spans: some.map(spanOf) }] });
  };
  const sendMetrics = async () => {
    const metrics = [durationsOf(durations, began), ...(await gaugesOf(options.gauges))];
    await post("metrics", "resourceMetrics", { scopeMetrics: [{ scope: SCOPE, metrics }] });
  };
  const timers = [setInterval(sendSpans, spansEveryMs), setInterval(sendMetrics, metricsEveryMs)];
  for (const timer of timers) timer.unref();
  return {
    span: (span) => {
      if (spans.length < MOST_WAITING) spans.push(span);
    },
    request: (facts, seconds) => count(durations, facts, seconds),
    async stop() {
      for (const timer of timers) clearInterval(timer);
      await Promise.all([sendSpans(), sendMetrics()]);
    },
  };
}

const SCOPE = { name: "pssaas" };

function poster({ endpoint, headers = "", serviceName = "pssaas" }: OtlpOptions) {
  const resource = { attributes: attributesOf({ "service.name": serviceName, "process.pid": process.pid }) };
  const given = headersFrom(headers);
  let isTold = false;
  return async (signal: string, key: string, content: object) => {
    try {
      const answer = await fetch(`${endpoint.replace(/\/+$/, "")}/v1/${signal}`, {
        method: "POST",
        headers: { ...given, "Content-Type": "application/json" },
        body: JSON.stringify({ [key]: [{ resource, ...content }] }),
        signal: AbortSignal.timeout(PATIENCE_MS),
        redirect: "error",
      });
      await answer.body?.cancel();
      if (!answer.ok) throw Object.assign(new Error("refused"), { code: `HTTP_${answer.status}` });
      isTold = false;
    } catch (error) {
      if (!isTold) log.warn("The collector of traces and metrics cannot be reached", error);
      isTold = true;
    }
  };
}

/** Values are percent-encoded, as OpenTelemetry has them. */
function headersFrom(text: string): Record<string, string> {
  const headers = new Headers();
  try {
    for (const pair of text.split(",")) {
      const [name = "", ...value] = pair.split("=");
      if (name.trim()) headers.set(name.trim(), decodeURIComponent(value.join("=").trim()));
    }
  } catch {
    // What is wrong with it is not repeated: these are mostly keys.
    throw new SettingsError(
      "OTEL_EXPORTER_OTLP_HEADERS must be name=value with commas between, and a % within a value must be %25.",
    );
  }
  return Object.fromEntries(headers);
}

function attributesOf(attributes: Record<string, string | number | undefined>) {
  return Object.entries(attributes).flatMap(([key, value]) => {
    if (value === undefined) return [];
    return [{ key, value: typeof value === "number" ? { intValue: String(value) } : { stringValue: value } }];
  });
}

const nanoseconds = (ms: number) => String(BigInt(Math.round(ms * 1_000)) * 1_000n);

function spanOf({ traceId, spanId, parentSpanId, name, kind, began, ended, attributes, isError }: Span) {
  return {
    traceId,
    spanId,
    ...(parentSpanId ? { parentSpanId } : {}),
    name,
    kind: KINDS[kind],
    startTimeUnixNano: nanoseconds(began),
    endTimeUnixNano: nanoseconds(ended),
    attributes: attributesOf(attributes),
    status: isError ? { code: 2 } : {},
  };
}

function count(
  durations: Map<string, Durations>,
  { method, route, status }: Parameters<Telemetry["request"]>[0],
  seconds: number,
): void {
  const key = `${method} ${route} ${status}`;
  const attributes = {
    "http.request.method": method,
    "http.route": route,
    "http.response.status_code": status,
  };
  const known = durations.get(key) ?? {
    attributes,
    count: 0,
    sum: 0,
    buckets: Array<number>(BOUNDS.length + 1).fill(0),
  };
  const place = BOUNDS.findIndex((bound) => seconds <= bound);
  const bucket = place < 0 ? BOUNDS.length : place;
  known.buckets[bucket] = (known.buckets[bucket] ?? 0) + 1;
  known.count += 1;
  known.sum += seconds;
  durations.set(key, known);
}

function durationsOf(durations: Map<string, Durations>, began: number) {
  const dataPoints = [...durations.values()].map(({ attributes, count: total, sum, buckets }) => ({
    attributes: attributesOf(attributes),
    startTimeUnixNano: nanoseconds(began),
    timeUnixNano: nanoseconds(instant()),
    count: String(total),
    sum,
    bucketCounts: buckets.map(String),
    explicitBounds: BOUNDS,
  }));
  const histogram = { aggregationTemporality: 2, dataPoints };
  return { name: "http.server.request.duration", unit: "s", histogram };
}

/** One that cannot be read is left out. */
async function gaugesOf(gauges: Gauge[]) {
  const read = await Promise.allSettled(
    gauges.map(async (gauge) => ({ ...gauge, values: await gauge.read() })),
  );
  return read.flatMap((outcome) => {
    if (outcome.status === "rejected") return [];
    const { name, unit, values } = outcome.value;
    const dataPoints = values.map(({ value, attributes = {} }) => ({
      attributes: attributesOf(attributes),
      timeUnixNano: nanoseconds(instant()),
      asInt: String(value),
    }));
    return [{ name, unit, gauge: { dataPoints } }];
  });
}
