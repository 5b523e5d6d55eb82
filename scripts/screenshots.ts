import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { type BrowserContextOptions, chromium, type Page } from "@playwright/test";
import { ROOT } from "../cli/build.ts";
import { probePort } from "../cli/http-server.ts";
import { startProgram } from "../cli/testing-process.ts";
import { findBrowser } from "./browser.ts";

/**
 * `npm run screenshots`: the demo as a person sees it, light and dark, on a desk and on a tablet, into docs/images/.
 * `--only=<name>` takes one of them. The demo is the same on every machine on the same day.
 */
const FOLDER = path.join(ROOT, "docs/images");
const PASSWORD = "screenshots of the demo";
const SIZES = {
  desk: { suffix: "", viewport: { width: 1440, height: 900 } },
  tablet: { suffix: "-tablet", viewport: { width: 768, height: 1024 } },
};

/** Each brings a page to what is to be seen. */
const SHOTS: Record<string, (page: Page) => Promise<void>> = {
  dashboard: async (page) => {
    await page.goto("/pipeline");
    await page.getByRole("region", { name: "Recent activity" }).getByRole("link").first().waitFor();
  },
  list: async (page) => {
    await page.goto("/pipeline/loans?status=in_transit,delivered&sort=daysInCurrentStatus&dir=desc");
    await page.locator("[data-loan-row]").nth(2).hover();
  },
  panel: async (page) => {
    await page.goto("/pipeline/loans?status=delivered&sort=purchasePrice&dir=desc");
    await page.locator("[data-loan-row]").nth(1).click();
    await page.getByRole("dialog").getByRole("region", { name: "Timeline" }).waitFor();
  },
  "quick-action": async (page) => {
    await page.goto("/pipeline/loans?status=in_transit&sort=daysInCurrentStatus&dir=desc");
    await page
      .getByRole("button", { name: /^Actions for / })
      .nth(3)
      .click();
    await page.getByRole("menuitem", { name: "Mark delivered" }).click();
    await page.getByLabel("Notes").fill("Custodian confirmed the complete package");
  },
  bulk: async (page) => {
    await page.goto("/pipeline/loans?status=in_transit&sort=daysInCurrentStatus&dir=desc");
    await page.getByRole("checkbox", { name: "Select the page" }).check();
    await page
      .getByRole("region", { name: "Selected loans" })
      .getByRole("button", { name: "Mark delivered" })
      .click();
    await page.getByRole("dialog").getByText("ready").waitFor();
  },
  palette: async (page) => {
    await page.goto("/pipeline");
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").fill("mar");
    await page.getByRole("option").nth(3).waitFor();
  },
  trades: async (page) => {
    await page.goto("/pipeline/trades");
    await page.locator("[data-trade-row]").nth(5).click();
    await page.getByRole("region", { name: /^Trade / }).waitFor();
  },
  advice: async (page) => {
    await page.goto("/pipeline/trades?status=settled");
    await page.locator("[data-trade-row]").first().click();
    await page.getByRole("link", { name: "Purchase advice" }).click();
    await page.getByRole("button", { name: "Print" }).waitFor();
  },
  docs: async (page) => {
    await page.goto("/docs");
    await page.getByRole("heading", { name: "REST API" }).waitFor();
  },
  workflow: async (page) => {
    await page.goto("/admin/workflow");
    await page.getByRole("button", { name: "Add Cleared to Purchase and Suspense" }).click();
    await page
      .getByRole("button", { name: /^Suspense / })
      .first()
      .click();
  },
  deliveries: async (page) => {
    await page.goto("/admin/deliveries");
    await page.getByRole("table", { name: "Deliveries" }).getByRole("button").first().click();
    await page.getByRole("textbox", { name: "Payload" }).waitFor();
  },
  keys: async (page) => {
    await page.goto("/admin/keys");
    await page.getByRole("table", { name: "Exchange keys" }).waitFor();
  },
  users: async (page) => {
    await page.goto("/admin/users");
    await page.getByRole("table", { name: "Users" }).waitFor();
  },
  settings: async (page) => {
    await page.goto("/admin/settings");
    await page.getByRole("table", { name: "Access log" }).waitFor();
  },
  grid: async (page) => {
    await page.goto("/pipeline/grid?status=purchased,in_transit,delivered&sort=daysInCurrentStatus&dir=desc");
    await page.locator(".ag-row:not(.grid-waiting)").or(page.getByText("wants a desktop")).first().waitFor();
  },
  "grid-by-trade": async (page) => {
    await page.goto("/pipeline/grid?group=trade");
    const isWide = (page.viewportSize()?.width ?? 0) >= 1_024;
    if (isWide) {
      await page.locator(".grid-trade").nth(1).getByRole("button").click();
      await page.locator(".ag-row:not(.grid-trade):not(.grid-waiting)").first().waitFor();
    } else await page.getByText("wants a desktop").waitFor();
  },
  files: async (page) => {
    await page.goto("/funding");
    await page.getByRole("link", { name: "Amara Lindholm" }).waitFor();
  },
  file: async (page) => {
    await openFile(page, "Terrence Blakely");
    await page.getByText("Why this path?").click();
  },
  "funding-plan": async (page) => {
    await openFile(page, "Hiroko Vandermeer");
    await page.getByRole("table", { name: "Funding plan" }).waitFor();
  },
  "what-if": async (page) => {
    await openFile(page, "Terrence Blakely");
    await page.getByRole("button", { name: "What if" }).click();
    await page.getByRole("slider").first().waitFor();
  },
  queue: async (page) => {
    await page.goto("/funding/queue");
    await page.getByRole("region", { name: "The call" }).waitFor();
  },
  lenders: async (page) => {
    await page.goto("/funding/lenders");
    await page.getByRole("table", { name: "Lenders" }).waitFor();
  },
  reconciliation: async (page) => {
    await page.goto("/funding/reconciliation");
    await page.getByRole("heading", { name: "Reconciliation" }).waitFor();
  },
  policy: async (page) => {
    await page.goto("/funding/policy");
    await page.getByLabel("Bankruptcy within").waitFor();
  },
  integrations: async (page) => {
    await page.goto("/admin/integrations");
    await page.getByRole("button", { name: "Set up GoHighLevel" }).click();
  },
  mortgages: async (page) => {
    await page.goto("/mortgages");
    await page.getByRole("table", { name: "Mortgages" }).getByRole("link").first().waitFor();
  },
  mortgage: async (page) => {
    await openMortgage(page, "status=renewed");
    await page.getByRole("region", { name: "History" }).waitFor();
  },
  renewal: async (page) => {
    await openMortgage(page, "status=active");
    await page.getByRole("button", { name: "Renew" }).click();
    await page.getByRole("dialog").getByLabel("Interest rate").fill("5.25");
  },
  "mortgage-log": async (page) => {
    await page.goto("/mortgages/audit");
    await page.getByRole("table").waitFor();
  },
  "sign-in": async (page) => {
    await page.context().clearCookies();
    await page.goto("/sign-in");
    await page.getByLabel("Email").fill("admin@watermark.test");
  },
};

async function openFile(page: Page, name: string): Promise<void> {
  await page.goto("/funding");
  await page.getByRole("link", { name }).click();
  await page.locator("[data-next-action]").waitFor();
}

async function openMortgage(page: Page, which: string): Promise<void> {
  await page.goto(`/mortgages?${which}`);
  await page.getByRole("table", { name: "Mortgages" }).getByRole("link").first().click();
  await page.getByRole("link", { name: "All mortgages" }).waitFor();
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { only: { type: "string" } } });
  const names = Object.keys(SHOTS).filter((name) => values.only === undefined || values.only === name);
  if (names.length === 0) throw new Error(`--only must be one of ${Object.keys(SHOTS).join(", ")}`);
  const executablePath = await findBrowser(console.log);
  mkdirSync(FOLDER, { recursive: true });
  const app = await startDemo();
  const browser = await chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0 });
  try {
    for (const name of names) {
      for (const size of Object.values(SIZES)) {
        for (const colorScheme of ["light", "dark"] as const) {
          const options: BrowserContextOptions = {
            baseURL: app.url,
            viewport: size.viewport,
            colorScheme,
            reducedMotion: "reduce",
            locale: "en-US",
            timezoneId: "America/New_York",
          };
          const file = path.join(FOLDER, `${name}-${colorScheme}${size.suffix}.png`);
          const context = await browser.newContext(options);
          await take(await context.newPage(), name, file);
          await context.close();
          console.log(`${path.relative(ROOT, file)}  ${Math.round(statSync(file).size / 1024)} KB`);
        }
      }
    }
  } finally {
    await browser.close();
    await app.stop();
  }
}

async function take(page: Page, name: string, file: string): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill("admin@watermark.test");
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/pipeline");
  await SHOTS[name]?.(page);
  await page.waitForLoadState("networkidle");
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: file, animations: "disabled", caret: "hide" });
}

/** The app with its demo, on a data folder of its own. */
async function startDemo(): Promise<{ url: string; stop(): Promise<void> }> {
  const dataDir = mkdtempSync(path.join(tmpdir(), "pssaas-screenshots-"));
  chmodSync(dataDir, 0o711); // the database runs as another user when we are root
  const port = await probePort(0, undefined);
  const url = `http://localhost:${port}`;
  const app = startProgram("start.ts", [], {
    PORT: String(port),
    PSSAAS_DATA_DIR: dataDir,
    PSSAAS_DEMO_PASSWORD: PASSWORD,
  });
  const stop = async () => {
    app.child.kill("SIGTERM");
    await app.ended;
    rmSync(dataDir, { recursive: true, force: true });
  };
  console.log("Starting the app with its demo …");
  const isReady = new Promise<void>((resolve, reject) => {
    app.child.stdout?.on("data", () => app.stdout().includes("is ready at") && resolve());
    void app.ended.then((code) => reject(new Error(`The app ended with code ${code}:\n${app.stderr()}`)));
  });
  try {
    await isReady;
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}

await main();
