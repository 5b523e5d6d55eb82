import { pipelineRouter } from "./pipeline.router.ts";
import { sessionRouter } from "./session.router.ts";
import { router } from "./trpc.ts";

export const appRouter = router({ session: sessionRouter, pipeline: pipelineRouter });

export type AppRouter = typeof appRouter;
