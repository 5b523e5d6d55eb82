import { existsSync } from "node:fs";
import { aptInstall, mayInstall, run } from "./debian-packages.ts";

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

/** Chromium without its window's own pages: the same tests take it a third less time. */
const HEADLESS_SHELL = "/usr/bin/chromium-headless-shell";

/**
 * The Chromium that browser tests use: the one named in the environment, Playwright's own, the headless one of Debian (also
 * installed now, where that can be done), the system's, or one installed now. @returns its program @throws Error with what to do
 */
export async function findBrowser(log: (line: string) => void): Promise<string> {
  const named = process.env.PLAYWRIGHT_CHROMIUM_PATH;
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`PLAYWRIGHT_CHROMIUM_PATH names ${named}, which does not exist.`);
  }
  return (await present()) ?? (await installed(log)) ?? fail();
}

/** Debian's package, which only root can install; whoever has it or another browser needs nothing more. */
function headlessShell(): string {
  if (!existsSync(HEADLESS_SHELL) && mayInstall()) aptInstall("chromium-headless-shell");
  return HEADLESS_SHELL;
}

async function present(): Promise<string | undefined> {
  const own = await playwrightsOwn();
  return existsSync(own) ? own : [headlessShell(), ...SYSTEM_PATHS].find((path) => existsSync(path));
}

async function playwrightsOwn(): Promise<string> {
  const { chromium } = await import("@playwright/test");
  return chromium.executablePath();
}

async function installed(log: (line: string) => void): Promise<string | undefined> {
  log("No Chromium found; installing Playwright's …");
  run("npx", ["playwright", "install", "chromium"]);
  const own = await present();
  if (own || !mayInstall()) return own;
  log("That did not work; installing the system's …");
  aptInstall("chromium");
  return present();
}

function fail(): never {
  throw new Error(HINT);
}
