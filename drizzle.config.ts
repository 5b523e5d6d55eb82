import { defineConfig } from "drizzle-kit";

/**
 * `npm run db:generate` writes the next migration of the tenant schema; `DRIZZLE_SCHEMA=control` that of the control
 * database. What drizzle-kit does not know (triggers, functions, extensions) goes into a `--custom` migration.
 */
const control = process.env.DRIZZLE_SCHEMA === "control";

export default defineConfig({
  dialect: "postgresql",
  schema: control ? "./db/control/schema.ts" : "./db/tenant/schema/*.ts",
  out: control ? "./db/control/migrations" : "./db/tenant/migrations",
});
