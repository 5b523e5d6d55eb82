import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Failure } from "./failure.ts";

/** The folder of the product; commands may be run from elsewhere. */
export const ROOT = path.resolve(import.meta.dirname, "..");

const STAMP = path.join(ROOT, ".next/pssaas-build");
const SOURCES = [
  "package-lock.json",
  "{next.config,proxy,instrumentation,instrumentation-client}.ts",
  "tsconfig.json",
  "postcss.config.mjs",
  "{app,components,server,db}/**/*.{ts,tsx,css,json,svg,ico,png,woff2}",
  "public/**/*",
];
const NOT_SOURCES = /\.(test|stories)\.tsx?$|[\\/]migrations[\\/]/;

/** What the present build was made from, in one hash: the same content needs no new build, whatever the dates say. */
function sourceHash(): string {
  const hash = createHash("sha256");
  const found = globSync(SOURCES, { cwd: ROOT, withFileTypes: true });
  const files = found
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  for (const file of [...new Set(files)].filter((name) => !NOT_SOURCES.test(name)).sort()) {
    const content = readFileSync(file);
    hash.update(`${path.relative(ROOT, file)}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

/** True when `.next` holds the build of exactly these sources. */
export function isBuilt(): boolean {
  if (!existsSync(STAMP) || !existsSync(path.join(ROOT, ".next/BUILD_ID"))) return false;
  return readFileSync(STAMP, "utf8") === sourceHash();
}

/** Builds the app, saying little unless it fails. @throws Failure with what the build said */
export async function build(log: (line: string) => void): Promise<void> {
  const began = performance.now();
  log("Building the app, once for this version (well under a minute on most machines) …");
  const hash = sourceHash();
  rmSync(STAMP, { force: true });
  const { code, output } = await runNextBuild();
  if (code !== 0) throw new Failure(`${output.trim()}\n\nThe app could not be built; the reason is above.`);
  writeFileSync(STAMP, hash);
  log(`Built in ${Math.round((performance.now() - began) / 1000)} s.`);
}

function runNextBuild(): Promise<{ code: number | null; output: string }> {
  const program = path.join(ROOT, "node_modules/next/dist/bin/next");
  if (!existsSync(program)) throw new Failure("The packages are not installed; run `npm ci` first.");
  // A build reads no data, so it gets no way to any.
  const { DATABASE_URL, DATABASE_URL_UNPOOLED, AUTH_SECRET, ...env } = process.env;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, "build"], {
      cwd: ROOT,
      env: { ...env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    const collect = (chunk: Buffer) => {
      output += chunk.toString("utf8");
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, output }));
  });
}

if (process.argv[1] === import.meta.filename) {
  try {
    if (isBuilt()) console.log("The build is up to date.");
    else await build(console.log);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
