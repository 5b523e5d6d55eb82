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
/** After it, the connection that was asked is let go of: one for each time that somebody asks would be all that there are. */
const ASKED = { text: "select 1", query_timeout: LONGEST_SILENCE_MS + 1_000 };

async function databaseAnswers(): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_resolve, reject) => {
    const problem = Object.assign(new Error("The database does not answer"), { code: "ETIMEDOUT" });
    timer = setTimeout(() => reject(problem), LONGEST_SILENCE_MS);
  });
  try {
    await Promise.race([controlPool().query(ASKED), silence]);
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
