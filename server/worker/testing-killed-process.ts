import { once } from "node:events";
import http from "node:http";
import https from "node:https";
import { flushCompileCache } from "node:module";
import net from "node:net";
import pg from "pg";
import { databaseOver } from "../../db/connect.ts";
import { openTenant } from "../../db/tenant/client.ts";
import type { Context } from "../domain/context.ts";
import type { EffectKind } from "../domain/funding/model/effects.ts";

/** One thing of a tenant as a process of its own does it, ordered by a message, which kills itself (SIGKILL) on the way there. */
export interface Orders {
  tenant: Context["tenant"];
  databaseName: string;
  now: string;
  /** How many there are to send, of one kind alone where it is named, or the step to do. */
  work: { send: number; kind?: EffectKind } | { step: Record<string, unknown> };
  /** Before which of the places, from 1; 0: nowhere. */
  at: number;
  /** Where GoHighLevel is, whose address nobody sets up. */
  crm: string;
}

// What takes the longest is there before anybody orders anything.
const [{ sendDueEffects }, { sendersOf }, { completeStep }] = await Promise.all([
  import("../domain/funding/send-effects.ts"),
  import("../integrations/senders.ts"),
  import("../domain/funding/complete-step.ts"),
]);
// Whoever is killed leaves to the next what it has compiled.
flushCompileCache();
const [orders] = (await once(process, "message")) as [Orders];
process.disconnect();

let places = 0;
/** Between two of these nothing changes, neither in the database nor outside. */
function reach(): void {
  places += 1;
  if (places === orders.at) process.kill(process.pid, "SIGKILL");
}

/** Before each statement that changes something, and before each commit. */
function watchDatabase(): void {
  const query = pg.Client.prototype.query as (...args: unknown[]) => unknown;
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const [first] = args;
    const text = typeof first === "string" ? first : String((first as { text?: string }).text);
    // Keeping the pace of calls is no part of what is done.
    if (/^\s*(insert|update|delete|commit)\b/i.test(text) && !text.includes("integration_pace")) reach();
    return query.apply(this, args);
  } as typeof pg.Client.prototype.query;
}

/** A question over HTTP: whoever is killed beside it left what the one left who was killed before the next change. */
const onlyAsks = (chunk: unknown) => String(chunk).startsWith("GET ");

/** Before anything leaves for a system outside that may change something there, and after it has left. */
function watchTheOutside(database: number): void {
  const isOutside = new WeakSet<net.Socket>();
  const { connect, write } = net.Socket.prototype as unknown as Record<
    string,
    (...args: unknown[]) => unknown
  >;
  Object.assign(net.Socket.prototype, {
    connect(this: net.Socket, ...args: unknown[]) {
      const [to] = [args[0]].flat() as [{ port?: unknown }];
      if (Number(to?.port ?? args[0]) !== database) isOutside.add(this);
      return connect?.apply(this, args);
    },
    write(this: net.Socket, ...args: unknown[]) {
      if (!isOutside.has(this) || onlyAsks(args[0])) return write?.apply(this, args);
      reach();
      const told = args.at(-1);
      const rest = typeof told === "function" ? args.slice(0, -1) : args;
      const left = (...how: unknown[]) => {
        reach();
        if (typeof told === "function") told(...how);
      };
      return write?.apply(this, [...rest, left]);
    },
  });
}

/** The address of GoHighLevel stands in the code, so its server on this machine is called in its place. */
function callTheCrmHere(base: string): void {
  https.request = ((url: URL, options: http.RequestOptions) => {
    const request = http.request(new URL(url.pathname + url.search, base), options);
    request.on("socket", (socket) => socket.once("connect", () => socket.emit("secureConnect")));
    return request;
  }) as typeof https.request;
}

function watch(): void {
  watchDatabase();
  watchTheOutside(Number(new URL(process.env.DATABASE_URL ?? "").port));
}

callTheCrmHere(orders.crm);
const { pool } = await openTenant(orders.tenant.id, orders.databaseName);
const db = databaseOver(pool);
let at = Date.parse(orders.now);
/** Each look is later than the one before, so that the pace of the CRM keeps nobody waiting. */
const now = () => {
  at += 200;
  return new Date(at);
};
watch();
if ("send" in orders.work) {
  const all = sendersOf({ tenantId: orders.tenant.id, db, now });
  const { kind, send } = orders.work;
  const senders = kind === undefined ? all : { [kind]: all[kind] };
  await sendDueEffects({ pool, now }, senders, { most: send });
} else {
  const actor = { kind: "user", name: "ann@desk.test", role: "operator" } as const;
  await completeStep({ tenant: orders.tenant, actor, pool, db, now }, orders.work.step);
}
reach();
process.exit(0);
