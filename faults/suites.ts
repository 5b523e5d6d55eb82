import { clock } from "./clock.ts";
import { cuts } from "./cuts.ts";
import { deliveries } from "./deliveries.ts";
import { diskFull } from "./disk-full.ts";
import { functions } from "./functions.ts";
import { killApp, killDatabase } from "./kills.ts";
import { migrations } from "./migrations.ts";
import { operations } from "./operations.ts";
import { processes } from "./processes.ts";
import { restarts } from "./restarts.ts";
import { services } from "./services.ts";
import type { Suite } from "./suite.ts";
import { tenants } from "./tenants.ts";

/** Every suite, in the order in which they run. */
export const SUITES: Suite[] = [
  deliveries,
  cuts,
  killApp,
  killDatabase,
  restarts,
  tenants,
  processes,
  functions,
  services,
  migrations,
  diskFull,
  clock,
  operations,
];
