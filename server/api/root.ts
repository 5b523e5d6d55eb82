import { adminRouter } from "./admin.router.ts";
import { deskRouter } from "./desk.router.ts";
import { fundingRouter } from "./funding.router.ts";
import { integrationsRouter } from "./integrations.router.ts";
import { mortgagesRouter } from "./mortgages.router.ts";
import { pipelineRouter } from "./pipeline.router.ts";
import { sessionRouter } from "./session.router.ts";
import { router } from "./trpc.ts";

export const appRouter = router({
  session: sessionRouter,
  desk: deskRouter,
  pipeline: pipelineRouter,
  funding: fundingRouter,
  mortgages: mortgagesRouter,
  integrations: integrationsRouter,
  admin: adminRouter,
});

export type AppRouter = typeof appRouter;
