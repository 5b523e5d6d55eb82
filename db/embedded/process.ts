/** Running the server's programs as the right user, and finding the processes that belong to one cluster. */
import { spawn, spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** Who the server runs as: null means "as ourselves". */
export type ServerUser = { uid: number; gid: number; name: string } | null;

export interface Outcome {
  ok: boolean;
  output: string;
}

const KEPT = ["PATH", "SystemRoot", "windir", "ComSpec", "TEMP", "TMP"];

/**
 * The environment of the server's programs. Only what the system needs: PG* variables would redirect them, a
 * strange LANG or LC_ALL would stop them, and the app's secrets are none of their business.
 */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const env: Record<string, string> = { LC_ALL: "C", TZ: "UTC" };
  for (const name of KEPT) {
    const value = process.env[name];
    if (value !== undefined) env[name] = value;
  }
  return env as NodeJS.ProcessEnv;
}

/** Options that make a child run as `user`, from a folder that everybody may enter. */
export function runAs(user: ServerUser) {
  const identity = user === null ? {} : { uid: user.uid, gid: user.gid };
  return { ...identity, cwd: process.platform === "win32" ? undefined : "/", env: serverEnvironment() };
}

/** Run a program that ends within milliseconds. */
export function runNow(program: string, args: string[], user: ServerUser): Outcome {
  const done = spawnSync(program, args, { ...runAs(user), encoding: "utf8", windowsHide: true });
  const output = `${done.stdout ?? ""}${done.stderr ?? ""}${done.error ? done.error.message : ""}`;
  return { ok: done.status === 0, output };
}

/** Run a program that takes a while, without holding up the event loop. */
export function run(program: string, args: string[], user: ServerUser): Promise<Outcome> {
  return new Promise((resolve) => {
    let output = "";
    const child = spawn(program, args, {
      ...runAs(user),
      stdio: ["ignore", "pipe", "pipe"],
      windowsHide: true,
    });
    const collect = (chunk: Buffer) => {
      output += chunk.toString("utf8");
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    child.once("error", (error) => resolve({ ok: false, output: error.message }));
    child.once("close", (status) => resolve({ ok: status === 0, output }));
  });
}

/** Whether a process exists and is more than an entry that nobody has collected yet. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it exists and belongs to somebody else.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
  if (process.platform !== "linux") return true;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    // The command may itself hold parentheses; the state follows the last one.
    return !/^\) [ZX]/.test(stat.slice(stat.lastIndexOf(")")));
  } catch {
    return false;
  }
}

/**
 * The processes of one cluster: its postmaster carries the cluster's name among its arguments and the others in
 * their titles. Their working folder would tell as well, but in a container root may not read it.
 */
export function clusterProcesses(name: string): number[] {
  if (process.platform === "win32") return [];
  const found = process.platform === "linux" ? fromProc() : fromPs();
  return found
    .filter(({ command }) => command.includes(name) && /(^|\/)postgres[: ]/.test(command))
    .map(({ pid }) => pid);
}

function fromProc(): { pid: number; command: string }[] {
  return readdirSync("/proc")
    .filter((entry) => /^\d+$/.test(entry))
    .map((entry) => ({ pid: Number(entry), command: commandLine(entry) }));
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    return ""; // ended meanwhile, or hidden from us
  }
}

function fromPs(): { pid: number; command: string }[] {
  const { output } = runNow("ps", ["-axo", "pid=,command="], null);
  return output.split("\n").flatMap((line) => {
    const match = /^\s*(\d+) (.*)$/.exec(line);
    return match?.[1] && match[2] ? [{ pid: Number(match[1]), command: match[2] }] : [];
  });
}
