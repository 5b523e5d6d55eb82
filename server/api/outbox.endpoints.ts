import { z } from "zod";
import { sendDueOutboxes } from "../worker/outbox-worker.ts";
import { admitScheduler, orUnavailable } from "./context.ts";
import type { Endpoint } from "./rest.ts";

/** After this nothing more is begun: what is under way has the rest of the minute that the platform gives (`maxDuration`). */
const ENOUGH_MS = 25_000;

/** Calls that come meanwhile are answered with it: a scheduler that is quicker than the services heaps nothing up. */
let underWay: Promise<number> | null = null;

export const getCronOutbox: Endpoint = {
  method: "GET",
  path: "/api/cron/outbox",
  summary: "Send what is due in every outbox, and ask the systems outside what is waited for",
  description:
    "For a platform's scheduler, once a minute, where no process of the app lives (docs/deploy.md). Its Bearer token is the setting " +
    "`CRON_SECRET`, without which there is nothing at this address.",
  access: "scheduler",
  status: 200,
  response: z.object({ looks: z.number().int().meta({ description: "How often an outbox was looked at" }) }),
  refusals: ["NOT_FOUND"],
  handle: async ({ request }) => {
    await admitScheduler(request);
    underWay ??= sendDueOutboxes(AbortSignal.timeout(ENOUGH_MS)).finally(() => {
      underWay = null;
    });
    const sending = underWay;
    return { looks: await orUnavailable(() => sending) };
  },
};
