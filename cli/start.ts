import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { isUnavailable } from "../db/connect.ts";
import { beginDraining, isDraining } from "../server/api/draining.ts";
import { migrateTenants } from "../server/domain/tenancy/migrate-tenants.ts";
import { markEveryOutbox } from "../server/domain/tenancy/outbox-watch.ts";
import { log } from "../server/log/log.ts";
import { telemetry } from "../server/telemetry/telemetry.ts";
import { type OutboxWorker, startOutboxWorker } from "../server/worker/outbox-worker.ts";
import { build, isBuilt, ROOT } from "./build.ts";
import { trustedProxies } from "./client-address.ts";
import { type Demo, ensureDemo } from "./demo/demo.ts";
import { type OpenDeployment, openDeployment } from "./environment.ts";
import { exitCodeOf, explain, Failure, UsageError } from "./failure.ts";
import { oldNode } from "./floors.ts";
import { type Handler, HttpServer, listen, probePort } from "./http-server.ts";
import { routesUnder } from "./routes.ts";

const USAGE = `npm start            serves the app; builds it first when needed
npm run dev          serves it from the sources, for development

Settings are environment variables: PORT, HOST, PSSAAS_URL, PSSAAS_DATA_DIR, PSSAAS_DEMO=0, PSSAAS_TRUSTED_PROXIES,
DATABASE_URL with AUTH_SECRET and others. docs/deploy.md describes them.`;

/** A second Ctrl-C within this time is npm passing on the first. */
const SAME_SIGNAL_MS = 1_000;
/** A collector that does not answer holds up no stop. */
const LAST_MEASURES_MS = 2_000;
const CLOSE_MS = 5_000;

let opening: Promise<OpenDeployment> | undefined;
let outboxes: OutboxWorker | undefined;

async function start(): Promise<void> {
  const { dev, help } = readOptions();
  if (help) return console.log(USAGE);
  Object.assign(process.env, {
    NODE_ENV: dev ? "development" : "production",
    NEXT_MANUAL_SIG_HANDLE: "true",
    NEXT_TELEMETRY_DISABLED: "1",
  });
  tellOfOldNode();
  const host = process.env.HOST || undefined;
  const port = await probePort(portFrom(process.env.PORT), host);
  const url = (process.env.PSSAAS_URL || process.env.NEXTAUTH_URL || `http://localhost:${port}`).replace(
    /\/+$/,
    "",
  );
  process.env.NEXTAUTH_URL = url;

  let handler: Handler | undefined;
  const http = new HttpServer(
    async (request, response) => handler?.(request, response),
    trustedProxies(process.env),
    routesUnder(ROOT),
  );
  const prepareApp = async () => {
    handler = await prepareNext(http, { dev, port });
  };
  const needsBuild = !dev && !isBuilt();
  // Of the start for who starts it; afterwards for the log.
  const tell = (line: string) => (outboxes ? log.warn(line) : console.log(line));
  opening = openDeployment(tell, { keepsUp: true });
  stopOnSignals(http);
  // A wrong setting is told before a minute of building; with a build at hand the app loads meanwhile.
  const [open] = await Promise.all([opening, needsBuild ? undefined : prepareApp()]);
  const { OTEL_EXPORTER_OTLP_ENDPOINT: collector } = process.env;
  if (collector) (await import("../server/telemetry/start.ts")).startTelemetry(collector, process.env);
  log.info("start", { node: process.versions.node, pid: process.pid, isEmbedded: open.isEmbedded });
  const [demo] = await Promise.all([
    onceMore(() => prepareData(open)),
    needsBuild ? build(console.log).then(prepareApp) : undefined,
  ]);
  if (isDraining()) return;
  await listen(http.server, port, host);
  // What came in while no process ran is sent as well.
  await onceMore(() => markEveryOutbox(new Date()));
  if (isDraining()) return;
  outboxes = startOutboxWorker();
  log.info("ready", { port, ms: Math.round(process.uptime() * 1000) });
  announce(url, demo);
}

function readOptions(): { dev: boolean; help: boolean } {
  try {
    const { values } = parseArgs({ options: { dev: { type: "boolean" }, help: { type: "boolean" } } });
    return { dev: values.dev ?? false, help: values.help ?? false };
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
  }
}

function portFrom(text: string | undefined): number {
  const port = /^\d{1,5}$/.test(text || "3000") ? Number(text || "3000") : -1;
  if (port < 0 || port > 65_535) throw new Failure(`PORT must be a number from 1 to 65535, not '${text}'.`);
  return port;
}

/** Migrates every tenant and, on the very first start, makes the demo. */
async function prepareData(open: OpenDeployment): Promise<Demo | null> {
  for (const { slug, ok, error } of await migrateTenants()) {
    if (!ok)
      log.warn("A tenant's database could not be migrated, so the tenant may not work", undefined, {
        tenant: slug,
        why: error,
      });
  }
  return process.env.PSSAAS_DEMO === "0" ? null : ensureDemo(open, console.log);
}

/**
 * Next goes on loading pages behind our back, and on a busy machine nothing else is heard of for seconds: what the database said by
 * then would count as too late. So it is asked a second time before it counts as one that does not answer.
 */
async function onceMore<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    return work();
  }
}

async function prepareNext(
  http: HttpServer,
  { dev, port }: { dev: boolean; port: number },
): Promise<Handler> {
  const { default: next } = await import("next");
  const app = next({ dev, dir: ROOT, port, httpServer: http.server });
  await app.prepare();
  return app.getRequestHandler();
}

/** SIGTERM or Ctrl-C: finish what is under way, close everything, exit 0. A second one: exit at once (A11). */
function stopOnSignals(http: HttpServer): void {
  let stoppingSince: number | null = null;
  const stop = async (signal: NodeJS.Signals) => {
    if (stoppingSince !== null) {
      if (performance.now() - stoppingSince > SAME_SIGNAL_MS) process.exit(signal === "SIGINT" ? 130 : 143);
      return;
    }
    stoppingSince = performance.now();
    // Read by /api/ready: a load balancer sends nobody here any more.
    beginDraining();
    console.log("Stopping …");
    log.info("stop", { signal });
    await Promise.all([http.drain(), outboxes?.stop()]);
    await Promise.race([telemetry()?.stop(), sleep(LAST_MEASURES_MS)]);
    await closeDatabases();
    log.info("stopped");
    process.exit(0);
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  if (process.env.npm_lifecycle_event) whenParentEnds(() => stop("SIGTERM"));
}

/** npm hands SIGTERM to a shell between us, which ends without passing it on. */
function whenParentEnds(stop: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    stop();
  }, 200);
  timer.unref();
}

/** Lets go of the databases; a connection that will not end does not keep the process. */
async function closeDatabases(): Promise<void> {
  const open = await opening?.catch(() => null);
  await Promise.race([open?.close().catch(() => undefined), sleep(CLOSE_MS)]);
}

/** What npm packages for the lockfile may be older too, so it is a note and no reason to stop (C2). */
function tellOfOldNode(): void {
  const problem = oldNode(process.versions.node);
  if (problem) console.log(problem);
}

function announce(url: string, demo: Demo | null): void {
  const seconds = process.uptime().toFixed(1);
  console.log(`\n  PSSaaS is ready at ${url}  (${seconds} s)\n`);
  if (!demo) return;
  const [first, ...others] = demo.users;
  console.log(`  Sign in with   ${first}`);
  for (const user of others) console.log(`                 ${user}`);
  console.log(`  Password       ${demo.password}\n`);
  const example = path.relative(process.cwd(), path.join(ROOT, "examples/trade-12-loans.json"));
  console.log("  Post a trade as the exchange would:\n");
  console.log(
    `  curl -sS ${url}/api/pipeline/trades -H 'Content-Type: application/json' -H 'X-Exchange-Api-Key: ${demo.webhookKey}' --data-binary @${example}\n`,
  );
}

process.on("uncaughtException", (error) => {
  log.error("The process fell over", error);
  process.exit(1);
});

try {
  await start();
} catch (error) {
  // For the person who starts it, a plain sentence also where the log is collected.
  process.stderr.write(`${explain(error)}\n`);
  await closeDatabases();
  process.exit(exitCodeOf(error));
}
