import { availableParallelism } from "node:os";
import path from "node:path";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: {
    alias: {
      "@": path.resolve(import.meta.dirname),
      "server-only": path.resolve(import.meta.dirname, "db/testing-server-only.ts"),
    },
  },
  test: {
    include: ["server/**/*.test.ts", "db/**/*.test.ts", "cli/**/*.test.ts", "components/**/*.test.ts"],
    // What a test provokes on purpose is its own; requests and sign-ins are no news here.
    env: { PSSAAS_LOG_LEVEL: "warn", PSSAAS_LOG: "json" },
    globalSetup: ["db/testing-cluster.ts"],
    testTimeout: 120_000 * Number(process.env.PSSAAS_TEST_TIMES ?? 1),
    expect: { poll: { timeout: 15_000 } },
    hookTimeout: 120_000,
    pool: "forks",
    // Half of the time goes to waiting for the database, so two share even a small machine well.
    maxWorkers: Math.max(2, availableParallelism() - 1),
  },
});
