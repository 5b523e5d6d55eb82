import { deploymentFrom } from "./deployment.ts";
import { startWebSocketProxy } from "./testing-websocket-proxy.ts";

/** For a run over Neon's driver: the proxy that it expects before the test run's PostgreSQL. After `testing-cluster.ts`. */
export default async function setup(): Promise<() => void> {
  const proxy = await startWebSocketProxy(new URL(deploymentFrom(process.env).ownerUrl()).hostname);
  process.env.PSSAAS_TEST_NEON_PROXY = String(proxy.port);
  return proxy.stop;
}
