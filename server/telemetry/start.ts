import type pg from "pg";
import { countDueOutboxes } from "../domain/tenancy/outbox-watch.ts";
import { type Gauge, startOtlp } from "./otlp.ts";
import { traceStatements } from "./statements.ts";
import { setTelemetry, type Telemetry } from "./telemetry.ts";

/** Begins to tell the collector of `OTEL_EXPORTER_OTLP_ENDPOINT`; loaded only where that is set. */
export function startTelemetry(endpoint: string, env: Record<string, string | undefined>): Telemetry {
  const metricsEveryMs = Number(env.OTEL_METRIC_EXPORT_INTERVAL) || 60_000;
  const told = startOtlp({
    endpoint,
    headers: env.OTEL_EXPORTER_OTLP_HEADERS,
    serviceName: env.OTEL_SERVICE_NAME,
    gauges: [CONNECTIONS, OUTBOXES],
    metricsEveryMs,
  });
  const putBack = traceStatements();
  const one: Telemetry = {
    ...told,
    stop: async () => {
      putBack();
      setTelemetry(undefined);
      await told.stop();
    },
  };
  setTelemetry(one);
  return one;
}

const held = globalThis as {
  pssaasTenants?: Map<string, { pool: pg.Pool }>;
  pssaasControl?: { pool: pg.Pool };
};

/** By state, over the pools of all tenants and that of the control database. */
const CONNECTIONS: Gauge = {
  name: "db.client.connection.count",
  unit: "{connection}",
  async read() {
    const pools = [
      ...(held.pssaasTenants?.values() ?? []),
      ...(held.pssaasControl ? [held.pssaasControl] : []),
    ];
    const total = (of: (pool: pg.Pool) => number) => pools.reduce((sum, { pool }) => sum + of(pool), 0);
    const idle = total((pool) => pool.idleCount);
    return [
      { value: idle, attributes: { "db.client.connection.state": "idle" } },
      {
        value: total((pool) => pool.totalCount) - idle,
        attributes: { "db.client.connection.state": "used" },
      },
      {
        value: total((pool) => pool.waitingCount),
        attributes: { "db.client.connection.state": "waited_for" },
      },
    ];
  },
};

const OUTBOXES: Gauge = {
  name: "pssaas.outbox.waiting",
  unit: "{tenant}",
  read: async () => [{ value: await countDueOutboxes(new Date()) }],
};
