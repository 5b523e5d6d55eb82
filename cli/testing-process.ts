import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";

/** A run of one of our programs as its own process, with only the settings that the test gives. */
export interface Run {
  child: ChildProcess;
  stdout(): string;
  stderr(): string;
  /** The exit code, once it has ended and everything it said has arrived. */
  ended: Promise<number | null>;
}

const ROOT = path.resolve(import.meta.dirname, "..");

/** Starts `cli/<program>` of this product, or of a copy elsewhere, with an environment that holds nothing of ours beside `env`. */
export function startProgram(
  program: "start.ts" | "main.ts",
  args: string[],
  env: Record<string, string>,
  root = ROOT,
): Run {
  return startNode(path.join(root, "cli", program), args, env, root);
}

/** Next's own server alone, as a serverless platform has it: no server of ours before it, and nothing that sends the outboxes. */
export function startNextAlone(env: Record<string, string> & { PORT: string; HOST: string }): Run {
  const args = ["start", "--port", env.PORT, "--hostname", env.HOST];
  return startNode(path.join(ROOT, "node_modules/next/dist/bin/next"), args, {
    ...env,
    NODE_ENV: "production",
  });
}

function startNode(file: string, args: string[], env: Record<string, string>, root = ROOT): Run {
  const { PATH = "", HOME = "", TMPDIR } = process.env;
  const child = spawn(process.execPath, [file, ...args], {
    cwd: root,
    env: { NODE_ENV: "test", PATH, HOME, ...(TMPDIR ? { TMPDIR } : {}), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream]?.on("data", (chunk: Buffer) => {
      said[stream] += chunk.toString("utf8");
    });
  }
  // Nobody looks after one whose starter has ended: it would keep its port, and its database.
  const end = () => void child.kill();
  process.once("exit", end);
  const ended = once(child, "close").then(([code]) => {
    process.off("exit", end);
    return code as number | null;
  });
  return { child, stdout: () => said.stdout, stderr: () => said.stderr, ended };
}

/** Runs a command to its end. */
export async function runCommand(args: string[], env: Record<string, string>) {
  const run = startProgram("main.ts", args, env);
  const code = await run.ended;
  return { code, stdout: run.stdout(), stderr: run.stderr() };
}
