import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { aptInstall, mayInstall } from "../scripts/debian-packages.ts";
import { deploymentFrom } from "./deployment.ts";
import { freePort } from "./free-port.ts";

/** Where Debian and others put it. */
const PROGRAMS = [
  "/usr/sbin/pgbouncer",
  "/usr/bin/pgbouncer",
  "/usr/local/bin/pgbouncer",
  "/opt/homebrew/bin/pgbouncer",
];

/**
 * For a run behind a pooler: PgBouncer in transaction mode before the test run's PostgreSQL, as Neon's pooled address and many
 * managed servers have it. Each statement outside a transaction may then go over another connection. After `testing-cluster.ts`.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const program = pgbouncer();
  const direct = deploymentFrom(process.env);
  const folder = mkdtempSync(path.join(tmpdir(), "pssaas-pooler-"));
  chmodSync(folder, 0o755);
  const port = await freePort();
  const server = new URL(direct.ownerUrl());
  const users = [direct.ownerUrl(), direct.appUrl()].map((url) => new URL(url));
  const quoted = (text: string) => `"${decodeURIComponent(text).replaceAll('"', '""')}"`;
  writeFileSync(
    path.join(folder, "users.txt"),
    users.map(({ username, password }) => `${quoted(username)} ${quoted(password)}\n`).join(""),
  );
  const settings = {
    listen_addr: "127.0.0.1",
    listen_port: port,
    unix_socket_dir: "",
    auth_type: "scram-sha-256",
    auth_file: path.join(folder, "users.txt"),
    pool_mode: "transaction",
    default_pool_size: 6,
    max_client_conn: 1_000,
    server_idle_timeout: 2,
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`);
  const ini = path.join(folder, "pgbouncer.ini");
  writeFileSync(
    ini,
    `[databases]\n* = host=${server.hostname} port=${server.port}\n[pgbouncer]\n${lines.join("\n")}\n`,
  );
  // It refuses to run as root.
  const as = process.getuid?.() === 0 ? ["-u", "nobody"] : [];
  const pooler = spawn(program, ["-q", ...as, ini], { stdio: ["ignore", "inherit", "inherit"] });
  const ended = once(pooler, "exit");
  // Whoever is given up does not stop it.
  const kill = () => void pooler.kill("SIGKILL");
  process.once("exit", kill);
  await untilItListens(pooler, port);
  const pooled = new URL(server);
  pooled.port = String(port);
  process.env.DATABASE_URL_UNPOOLED = server.href;
  process.env.DATABASE_URL = pooled.href;
  return async () => {
    process.off("exit", kill);
    kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
}

/** @throws Error when it is not there and cannot be installed */
function pgbouncer(): string {
  const find = () => PROGRAMS.find((file) => existsSync(file));
  if (!find() && mayInstall()) aptInstall("pgbouncer");
  const program = find();
  if (!program)
    throw new Error("PgBouncer was not found and could not be installed. Install it, on Debian: pgbouncer");
  return program;
}

async function untilItListens(pooler: ChildProcess, port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (pooler.exitCode !== null) throw new Error("PgBouncer did not start; the reason is above.");
    const socket = net.connect(port, "127.0.0.1");
    const isUp = await new Promise((resolve) => {
      socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    });
    socket.destroy();
    if (isUp) return;
    await sleep(50);
  }
  throw new Error("PgBouncer did not listen within ten seconds.");
}
