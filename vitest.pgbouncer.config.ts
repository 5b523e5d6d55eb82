import { defineConfig, mergeConfig } from "vitest/config";
import config from "./vitest.config.ts";

/** The whole API behind PgBouncer in transaction mode. */
export default mergeConfig(
  { ...config, test: { ...config.test, include: [] } },
  defineConfig({
    test: {
      include: ["server/api/**/*.test.ts"],
      // Thousands of payloads, nearly all of them refused; what is carried out is asked for by the others as well.
      exclude: ["server/api/hostile-input.test.ts"],
      globalSetup: ["db/testing-pgbouncer.ts"],
    },
  }),
);
