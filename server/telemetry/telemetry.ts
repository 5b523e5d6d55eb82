import { createHash, randomBytes } from "node:crypto";

/**
 * What may be measured, whether or not anybody wants to know. Where no collector is set (`OTEL_EXPORTER_OTLP_ENDPOINT`) nothing
 * of the exporter is loaded and each of these calls does nothing.
 */
export interface Telemetry {
  span(span: Span): void;
  /** @param seconds how long a request took, for the histogram by route and status */
  request(facts: { method: string; route: string; status: number | undefined }, seconds: number): void;
  /** Sends what is left. */
  stop(): Promise<void>;
}

/** A place in a trace: 16 and 8 bytes in hex. */
export interface Place {
  traceId: string;
  spanId: string;
}

/** Codes, counts and patterns only, as in the log (C37). */
export type Attributes = Record<string, string | number | undefined>;

export interface Span extends Place {
  parentSpanId?: string | undefined;
  name: string;
  kind: "server" | "client";
  /** Milliseconds since 1970, with fractions. */
  began: number;
  ended: number;
  attributes: Attributes;
  isError: boolean;
}

/** One for the process, since Next evaluates modules more than once. */
const held = globalThis as { pssaasTelemetry?: Telemetry };

export function telemetry(): Telemetry | undefined {
  return held.pssaasTelemetry;
}

export function setTelemetry(one: Telemetry | undefined): void {
  if (one) held.pssaasTelemetry = one;
  else delete held.pssaasTelemetry;
}

export const spanId = (): string => randomBytes(8).toString("hex");

/** Now, as spans count time. */
export const instant = (): number => performance.timeOrigin + performance.now();

/**
 * Where a request stands: below the caller's span (W3C `traceparent`), or in a trace whose id is the request's own, so that a
 * person's reference finds it.
 */
export function placeOf(
  requestId: string,
  traceparent: string | undefined,
): Place & { parentSpanId?: string | undefined } {
  const [, traceId, parentSpanId] =
    /^00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/.exec(traceparent ?? "") ?? [];
  if (traceId && parentSpanId && !/^0+$/.test(traceId)) return { traceId, parentSpanId, spanId: spanId() };
  const plain = requestId.replaceAll("-", "").toLowerCase();
  const own = /^[0-9a-f]{32}$/.test(plain) ? plain : createHash("sha256").update(requestId).digest("hex");
  return { traceId: own.slice(0, 32), spanId: spanId() };
}
