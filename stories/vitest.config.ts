import path from "node:path";
import { storybookTest } from "@storybook/addon-vitest/vitest-plugin";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import { findBrowser } from "../scripts/browser.ts";

const root = path.resolve(import.meta.dirname, "..");

/** Every story is a test in a real browser: it renders, its steps hold, it writes no error and axe finds nothing (M14). */
export default defineConfig({
  root,
  plugins: [storybookTest({ configDir: import.meta.dirname })],
  // Found while a test runs, they would make the browser load everything anew in the middle of it.
  optimizeDeps: {
    include: [
      "react",
      "react-dom",
      "react-dom/client",
      "react/jsx-runtime",
      "react/jsx-dev-runtime",
      "radix-ui",
      "class-variance-authority",
    ],
  },
  test: {
    name: "M14 stories",
    // Of a whole story; each thing that it waits for has its own time (`preview.tsx`).
    testTimeout: 90_000,
    hookTimeout: 90_000,
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      viewport: { width: 1280, height: 900 },
      instances: [{ browser: "chromium" }],
      provider: playwright({
        launchOptions: {
          executablePath: await findBrowser(console.error),
          // Chromium refuses its sandbox to root.
          args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
        },
        // Stories wait for what a person would see, so nothing is gained by watching it move.
        contextOptions: { reducedMotion: "reduce" },
      }),
    },
  },
});
