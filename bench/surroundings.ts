import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { build, isBuilt, ROOT } from "../cli/build.ts";
import { openDeployment } from "../cli/environment.ts";
import { Failure } from "../cli/failure.ts";
import { freePort } from "../db/free-port.ts";

/** The database and the production server that is measured, in a process of its own. */
export interface Surroundings {
  url: string;
  /** Process id of the server. */
  server: number;
  close(): Promise<void>;
}

/** With `DATABASE_URL` that database; otherwise an embedded one, with its data on disk, in a temporary folder. */
export async function openSurroundings(say: (line: string) => void): Promise<Surroundings> {
  if (!isBuilt()) await build(say);
  const folder = mkdtempSync(path.join(tmpdir(), "pssaas-bench-"));
  chmodSync(folder, 0o711);
  process.env.PSSAAS_DATA_DIR = folder;
  const open = await openDeployment(say);
  let server: ChildProcess | undefined;
  const close = async () => {
    if (server && isRunning(server)) {
      server.kill("SIGTERM");
      await once(server, "exit");
    }
    await open.close();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const port = await freePort();
    server = startServer(port);
    await untilItListens(server, port);
    return { url: `http://127.0.0.1:${port}`, server: server.pid ?? 0, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function startServer(port: number): ChildProcess {
  return spawn(process.execPath, ["cli/start.ts"], {
    cwd: ROOT,
    env: {
      ...process.env,
      PORT: String(port),
      HOST: "127.0.0.1",
      PSSAAS_DEMO: "0",
      PSSAAS_LOG_LEVEL: "warn",
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
}

/** One that a signal ended has no exit code. */
const isRunning = ({ exitCode, signalCode }: ChildProcess) => exitCode === null && signalCode === null;

async function untilItListens(server: ChildProcess, port: number): Promise<void> {
  for (let waited = 0; waited < 120_000; waited += 100) {
    if (!isRunning(server)) throw new Failure("The server did not start; the reason is above.");
    const answer = await fetch(`http://127.0.0.1:${port}/api/ready`).catch(() => null);
    if (answer?.ok) return;
    await sleep(100);
  }
  throw new Failure("The server did not start within two minutes.");
}
