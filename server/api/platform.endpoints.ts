import { z } from "zod";
import { controlPool } from "../../db/control/client.ts";
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
    await databaseAnswers();
    return { status: "ready" };
  },
};

/** A database may be gone without a word, its connections still open; whoever asks wants to know before they give up themselves. */
const LONGEST_SILENCE_MS = 4_000;

/** A connection that says nothing is let go of: one for each time that somebody asks would be all that there are. */
async function databaseAnswers(): Promise<void> {
  const silence = Promise.withResolvers<never>();
  const problem = Object.assign(new Error("The database does not answer"), { code: "ETIMEDOUT" });
  const timer = setTimeout(() => silence.reject(problem), LONGEST_SILENCE_MS);
  const connecting = controlPool().connect();
  let client: Awaited<typeof connecting> | null = null;
  try {
    client = await Promise.race([connecting, silence.promise]);
    await Promise.race([client.query("select 1"), silence.promise]);
    client.release();
  } catch (error) {
    if (client) client.release(true);
    else
      connecting.then(
        (late) => late.release(),
        () => undefined,
      );
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

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
