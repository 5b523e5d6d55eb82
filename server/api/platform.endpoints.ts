import { sql } from "drizzle-orm";
import { z } from "zod";
import { controlDatabase } from "../../db/control/client.ts";
import { refuse } from "../domain/errors.ts";
import { isDraining } from "./draining.ts";
import { openApiDocument } from "./openapi.ts";
import type { Endpoint } from "./rest.ts";

export const getHealth: Endpoint = {
  method: "GET",
  path: "/api/health",
  summary: "The process is alive",
  description: "Touches no database.",
  access: "open",
  status: 200,
  response: z.object({ status: z.literal("ok") }),
  refusals: [],
  handle: async () => ({ status: "ok" }),
};

export const getReady: Endpoint = {
  method: "GET",
  path: "/api/ready",
  summary: "The process takes requests and reaches its database",
  access: "open",
  status: 200,
  response: z.object({ status: z.literal("ready") }),
  refusals: ["UNAVAILABLE"],
  handle: async () => {
    if (isDraining()) refuse("UNAVAILABLE", "This process is shutting down; another one takes the request.");
    await controlDatabase().execute(sql`select 1`);
    return { status: "ready" };
  },
};

export const getOpenApi: Endpoint = {
  method: "GET",
  path: "/api/openapi.json",
  summary: "This document",
  access: "open",
  status: 200,
  refusals: [],
  handle: async () => openApiDocument(),
};

export const PLATFORM_ENDPOINTS: Endpoint[] = [getHealth, getReady, getOpenApi];
