import { createServer } from "node:net";
import { defineConfig } from "@playwright/test";
import { TABLET_SPECS } from "./e2e/tablet.ts";
import { findBrowser } from "./scripts/browser.ts";

// Workers evaluate this file again; what is chosen once is handed on in the environment.
process.env.PLAYWRIGHT_CHROMIUM_PATH ||= await findBrowser(console.error);
process.env.PSSAAS_E2E_PORT ||= String(await freePort());

const IS_BUILD_SERVER = Boolean(process.env.CI);

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  globalSetup: "./e2e/fixtures/app.ts",
  fullyParallel: false,
  workers: 2,
  // A second try is told in the closing counts, with what the first one said, and only a few are let pass (scripts/test.ts).
  retries: IS_BUILD_SERVER ? 1 : 0,
  forbidOnly: IS_BUILD_SERVER,
  timeout: 90_000,
  globalTimeout: 50 * 60_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  use: {
    baseURL: `http://localhost:${process.env.PSSAAS_E2E_PORT}`,
    browserName: "chromium",
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    locale: "en-US",
    timezoneId: "America/New_York",
    screenshot: "only-on-failure",
    // Tests wait for what a person would see, so nothing is gained by watching it move.
    contextOptions: { reducedMotion: "reduce" },
    launchOptions: {
      executablePath: process.env.PLAYWRIGHT_CHROMIUM_PATH,
      // Chromium refuses its sandbox to root.
      chromiumSandbox: process.getuid?.() !== 0,
    },
  },
  projects: [
    { name: "desktop", use: { viewport: { width: 1440, height: 900 } } },
    {
      name: "tablet",
      use: { viewport: { width: 768, height: 1024 }, hasTouch: true },
      testMatch: TABLET_SPECS,
    },
  ],
});

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
