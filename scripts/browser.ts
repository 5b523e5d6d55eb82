import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const SYSTEM_PATHS = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

const HINT =
  "No Chromium was found and none could be installed. Install Chromium or Chrome, or run `npx playwright install chromium`, or set PLAYWRIGHT_CHROMIUM_PATH to its program.";

/**
 * The Chromium that browser tests use: the one named in the environment, Playwright's own, the system's, or one installed
 * now. @returns its program @throws Error with what to do
 */
export async function findBrowser(log: (line: string) => void): Promise<string> {
  const named = process.env.PLAYWRIGHT_CHROMIUM_PATH;
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`PLAYWRIGHT_CHROMIUM_PATH names ${named}, which does not exist.`);
  }
  return (await present()) ?? (await installed(log)) ?? fail();
}

async function present(): Promise<string | undefined> {
  return [await playwrightsOwn(), ...SYSTEM_PATHS].find((path) => existsSync(path));
}

async function playwrightsOwn(): Promise<string> {
  const { chromium } = await import("@playwright/test");
  return chromium.executablePath();
}

async function installed(log: (line: string) => void): Promise<string | undefined> {
  log("No Chromium found; installing Playwright's …");
  run("npx", ["playwright", "install", "chromium"]);
  const own = await present();
  if (own || process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return own;
  log("That did not work; installing the system's …");
  run("apt-get", ["update", "-qq"]);
  run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"]);
  return present();
}

function run(command: string, args: string[]): void {
  spawnSync(command, args, {
    stdio: ["ignore", "ignore", "inherit"],
    shell: process.platform === "win32",
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    timeout: 600_000,
  });
}

function fail(): never {
  throw new Error(HINT);
}
