import { watchChanges } from "../domain/live/watch-changes.ts";
import { identityFromRequest } from "./context.ts";
import { isDraining } from "./draining.ts";
import { liveStream } from "./live-stream.ts";
import type { Endpoint } from "./rest.ts";

const DESCRIPTION =
  `Server-sent events, open until one side ends it. \`event: resync\` comes first and after every gap: what was
read before may be old. A message without a name tells what was committed, by whomever:
\`[{"topic": "loans", "ids": [1, 2]}]\`; topics are loans, workflow, deliveries (administrators), views,
funding (ids of files), funding-policy and integrations, and \`ids\` is null when any of them may have changed. \`event: lost\` says that nothing can be told until the next \`resync\`,
and \`event: beat\` comes every 15 seconds. The stream ends when the session or token does.`.replaceAll(
    "\n",
    " ",
  );

export const getLive: Endpoint = {
  method: "GET",
  path: "/api/live",
  summary: "What changes, as it happens",
  description: DESCRIPTION,
  access: "user",
  status: 200,
  contentType: "text/event-stream",
  refusals: ["TOO_MANY_STREAMS"],
  handle: async ({ request }) => {
    const identity = await identityFromRequest(request);
    const stream = liveStream({
      begin: (viewer) => watchChanges(identity, viewer),
      mayGoOn: async () => {
        // Its reader was sent away; the source does not hear of that.
        if (isDraining()) return false;
        const { tenantId, role } = await identityFromRequest(request);
        return tenantId === identity.tenantId && role === identity.role;
      },
    });
    // Nobody on the way may hold anything back: not a proxy, and no compression.
    return new Response(stream, {
      headers: {
        "Content-Type": "text/event-stream",
        "Cache-Control": "no-store, no-transform",
        "X-Accel-Buffering": "no",
      },
    });
  },
};

export const LIVE_ENDPOINTS: Endpoint[] = [getLive];
