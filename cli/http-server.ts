import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import {
  type AddressInfo,
  createServer as createNetServer,
  Server as NetServer,
  type Socket,
} from "node:net";
import type { Duplex } from "node:stream";
import { setImmediate as nextRound, setTimeout as sleep } from "node:timers/promises";
import { securityHeaders } from "../server/auth/security-headers.ts";
import { log } from "../server/log/log.ts";
import { inRequest } from "../server/log/request.ts";
import { beforeHead } from "./before-head.ts";
import { stampClientAddress } from "./client-address.ts";
import { Failure } from "./failure.ts";
import { followRequest } from "./request-log.ts";
import type { RouteOf } from "./routes.ts";
import { refuseTunnel, refuseUnanswerable } from "./unanswerable.ts";
import { endWithUnreadBody } from "./unread-body.ts";
import { refuseUnreadable } from "./unreadable.ts";

export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** How long requests under way may take to end when the server is told to stop. */
const DRAIN_MS = 25_000;
/** How long an idle connection stays open then, for a request that is on the wire already. */
const LAST_REQUESTS_MS = 400;
/** How long a page may go on that nobody waits for any more. Next's handlers need not end at all when whoever asked has gone. */
const AFTERWARDS_MS = 1_000;
/** How long the head of a request that has begun may take to come whole; until then there is nothing that was accepted. */
const LAST_HEADS_MS = 2_000;
const STEP_MS = 20;
/** A round of the event loop that has nothing to do takes a tenth of it; one that takes a connection may be as quick. */
const QUIET_MS = 0.2;
const QUIET_ROUNDS = 5;
/** On a machine that is never quiet we close all the same. */
const LONGEST_NOISE_MS = 200;

/**
 * Finds out whether we may listen there, before anything slow is begun. Port 0 stands for any free port.
 * @returns the port @throws Failure
 */
export async function probePort(port: number, host: string | undefined): Promise<number> {
  const probe = createNetServer();
  const found = await listen(probe, port, host);
  await new Promise((resolve) => probe.close(resolve));
  return found;
}

/** @throws Failure with a sentence about the port */
export function listen(server: NetServer, port: number, host: string | undefined): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(new Failure(portProblem(error, port))));
    server.listen({ port, ...(host === undefined ? {} : { host }) }, () => {
      server.removeAllListeners("error");
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function portProblem(error: NodeJS.ErrnoException, port: number): string {
  if (error.code === "EADDRINUSE")
    return `Port ${port} is in use; set PORT to another one, for example PORT=${port + 1} npm start`;
  if (error.code === "EACCES")
    return `Port ${port} may not be used by this user; set PORT to one above 1023.`;
  return `The server cannot listen on port ${port}: ${error.message}`;
}

/** Node's HTTP server around the app, which can end without cutting anybody off. */
export class HttpServer {
  readonly server: Server;
  readonly #underWay = new Set<ServerResponse>();
  /** What doors have begun and not ended, and what handlers have while somebody is there, and for a moment afterwards. */
  readonly #working = new Set<Promise<unknown>>();
  readonly #sockets = new Set<Socket>();
  readonly #upgraded = new Set<Duplex>();
  #draining = false;

  constructor(handler: Handler, proxies: Set<string>, routeOf: RouteOf = () => null) {
    const headers = securityHeaders();
    // Only development speaks another protocol, for hot reloading. Otherwise Next would keep the connection without a word.
    const shouldUpgradeCallback = () => process.env.NODE_ENV === "development";
    const answer = (request: IncomingMessage, response: ServerResponse) => {
      stampClientAddress(request, proxies);
      this.#follow(response);
      endWithUnreadBody(request, response);
      harden(response, headers);
      const current = followRequest(request, response, routeOf);
      if (refuseUnanswerable(request, response)) return;
      current.onWork = (work) => this.#waitFor(work);
      const answered = inRequest(current, () =>
        handler(request, response).catch((error: unknown) => {
          log.error("A request could not be answered", error);
          response.destroy();
        }),
      );
      this.#waitFor(Promise.race([answered, goneAWhile(response)]));
    };
    // Node would refuse what it does not know, and what names no host, by itself, without a line or a header of ours.
    this.server = createServer({ shouldUpgradeCallback, requireHostHeader: false }, answer);
    this.server.on("checkExpectation", answer);
    // Longer than the minute after which most load balancers close an idle connection themselves.
    this.server.keepAliveTimeout = 65_000;
    this.server.headersTimeout = 70_000;
    this.server.on("connection", (socket) => {
      this.#sockets.add(socket);
      socket.once("close", () => this.#sockets.delete(socket));
    });
    this.server.on("connect", (_request, socket) => refuseTunnel(socket, headers));
    this.server.on("clientError", (error, socket) =>
      refuseUnreadable(error, socket as Socket, this.#underWay, headers),
    );
    this.server.on("upgrade", (_request, socket) => {
      this.#upgraded.add(socket);
      socket.once("close", () => this.#upgraded.delete(socket));
    });
  }

  #follow(response: ServerResponse): void {
    this.#underWay.add(response);
    response.once("close", () => this.#underWay.delete(response));
    if (this.#draining) response.setHeader("Connection", "close");
  }

  #waitFor(work: Promise<unknown>): void {
    this.#working.add(work);
    const isOver = () => this.#working.delete(work);
    work.then(isOver, isOver);
  }

  /**
   * Stops accepting, lets what is under way finish, then closes every connection (A11). Event streams never finish by
   * themselves, so they are ended at once: their browsers come back to whoever serves next.
   */
  async drain(): Promise<void> {
    this.#draining = true;
    for (const response of this.#underWay)
      if (!response.headersSent) response.setHeader("Connection", "close");
    await quietMoment();
    // http.Server's own `close` would cut idle connections at once, and with them requests that are on the wire.
    NetServer.prototype.close.call(this.server);
    for (const socket of this.#upgraded) socket.destroy();
    const began = performance.now();
    const isBusy = () => this.#sockets.size > 0 || this.#working.size > 0;
    while (isBusy() && performance.now() - began < DRAIN_MS) {
      for (const response of this.#underWay) if (isEventStream(response)) response.end();
      if (performance.now() - began > LAST_REQUESTS_MS) {
        await quietMoment();
        this.server.closeIdleConnections();
        // Browsers open some ahead of their requests; for Node one on which nothing was ever asked is not idle.
        for (const socket of this.#sockets) if (socket.bytesRead === 0) socket.destroy();
      }
      if (performance.now() - began > LAST_HEADS_MS) this.#closeUnasked();
      await sleep(STEP_MS);
    }
    for (const socket of this.#sockets) socket.destroy();
  }

  /** What has no request under way. A connection that our side has ended already shows its last answer, and ends by itself. */
  #closeUnasked(): void {
    const asked = new Set([...this.#underWay].map(({ socket }) => socket));
    for (const socket of this.#sockets) if (!asked.has(socket) && !socket.writableEnded) socket.destroy();
  }
}

/**
 * Gives an answer the security headers that it has not got by itself, whatever answers: files of the build, icons and Next's own
 * refusals pass neither the proxy nor a door (C38).
 */
function harden(response: ServerResponse, headers: Record<string, string>): void {
  beforeHead(response, () => {
    for (const [name, value] of Object.entries(headers))
      if (!response.hasHeader(name)) response.setHeader(name, value);
  });
}

/**
 * Until some rounds of the event loop took no time, so that whatever has arrived by now has been taken: what waits in the kernel for a
 * process that is busy would be reset by closing, a new connection with the listener and a request with its idle connection.
 */
async function quietMoment(): Promise<void> {
  const began = performance.now();
  let quiet = 0;
  for (let last = began; quiet < QUIET_ROUNDS && last - began < LONGEST_NOISE_MS; ) {
    await nextRound();
    const now = performance.now();
    quiet = now - last < QUIET_MS ? quiet + 1 : 0;
    last = now;
  }
}

/** Whoever asked has gone, and what was begun for them has had a moment to end; of a stream that was ended nothing does. */
async function goneAWhile(response: ServerResponse): Promise<void> {
  await new Promise((resolve) => response.once("close", resolve));
  if (!isOfEvents(response)) await sleep(AFTERWARDS_MS, undefined, { ref: false });
}

function isEventStream(response: ServerResponse): boolean {
  return !response.writableEnded && isOfEvents(response);
}

/** By what was asked for, too: headers that `writeHead` was given whole cannot be read back. */
function isOfEvents(response: ServerResponse): boolean {
  if (!response.headersSent) return false;
  const types = [response.getHeader("content-type"), response.req.headers.accept];
  return types.some((type) => String(type).startsWith("text/event-stream"));
}
