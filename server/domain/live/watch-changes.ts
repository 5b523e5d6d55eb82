import { z } from "zod";
import { listen } from "../../../db/tenant/listen.ts";
import { may, type Role } from "../context.ts";
import { refuse } from "../errors.ts";
import { LIVE_TOPICS, type LiveEvent, type LiveTopic } from "./model/live-events.ts";

/** Who watches, as the door has verified. */
export interface Watcher {
  tenantId: string;
  databaseName: string;
  name: string;
  role: Role;
}

export interface Viewer {
  /** From now on every change is told; what was read before may have changed. Said again after each `onLost`. */
  onListening(): void;
  /** For the time being nothing can be told. */
  onLost(): void;
  onChange(event: LiveEvent): void;
}

/** How many may watch at once; a stream costs little, but not nothing. A browser needs one, however many tabs it has. */
const MOST = { ofPerson: 12, ofTenant: 250, inProcess: 1_000, tenants: 24 };

const held = globalThis as { pssaasWatchers?: Set<Watcher> };

/**
 * Tells of every change of the tenant's that the role may read, until the returned function is called (P7.8).
 * @throws DomainError FORBIDDEN; TOO_MANY_STREAMS when too many watch already
 */
export function watchChanges(watcher: Watcher, viewer: Viewer): () => void {
  if (!may(watcher.role, "pipeline:read"))
    refuse("FORBIDDEN", "Your role does not allow this. Ask a tenant administrator to change it.");
  held.pssaasWatchers ??= new Set();
  const watchers = held.pssaasWatchers;
  refuseTooMany(watcher, [...watchers]);
  const own = { ...watcher };
  watchers.add(own);
  const stop = listen(watcher.tenantId, watcher.databaseName, {
    onListening: () => viewer.onListening(),
    onLost: () => viewer.onLost(),
    onNotice(payload) {
      const event = eventIn(payload);
      if (event && may(watcher.role, READ_BY[event.topic])) viewer.onChange(event);
    },
  });
  return () => {
    stop();
    watchers.delete(own);
  };
}

/** Who may read what the topic points at, as the verbs that read it demand. */
const READ_BY = {
  loans: "pipeline:read",
  workflow: "pipeline:read",
  views: "pipeline:read",
  deliveries: "pipeline:configure",
  funding: "funding:read",
  "funding-policy": "funding:read",
  integrations: "funding:read",
  mortgages: "mortgages:read",
} as const satisfies Record<LiveTopic, string>;

const Notice = z.object({ topic: z.enum(LIVE_TOPICS), ids: z.array(z.number()).nullable() });

/** A newer release of the database's triggers may say what this one does not know. */
function eventIn(payload: string): LiveEvent | null {
  try {
    return Notice.parse(JSON.parse(payload));
  } catch {
    return null;
  }
}

function refuseTooMany({ tenantId, name }: Watcher, watchers: Watcher[]): void {
  const ofTenant = watchers.filter((other) => other.tenantId === tenantId);
  const ofPerson = ofTenant.filter((other) => other.name === name);
  const tenants = new Set(watchers.map((other) => other.tenantId)).add(tenantId);
  if (ofPerson.length >= MOST.ofPerson) {
    refuse(
      "TOO_MANY_STREAMS",
      `You have ${MOST.ofPerson} live streams open already. Close one in another browser or program, then try again.`,
    );
  }
  if (ofTenant.length >= MOST.ofTenant || watchers.length >= MOST.inProcess || tenants.size > MOST.tenants) {
    refuse(
      "TOO_MANY_STREAMS",
      "Too many people are watching live at the moment. Everything else works; reload to see the newest, and try again later.",
    );
  }
}
