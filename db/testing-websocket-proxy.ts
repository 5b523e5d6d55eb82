import type { AddressInfo } from "node:net";
import net from "node:net";
import { type WebSocket, WebSocketServer } from "ws";

/**
 * A WebSocket in front of a PostgreSQL port, as Neon's driver expects one: the address comes in the URL, bytes go both
 * ways. Only ports of the given host may be reached.
 */
export async function startWebSocketProxy(host: string): Promise<{ port: number; stop(): void }> {
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0, perMessageDeflate: false });
  await new Promise<void>((resolve) => server.once("listening", resolve));
  server.on("connection", (socket, request) => {
    const asked = new URL(request.url ?? "/", "http://proxy").searchParams.get("address")?.split(":") ?? [];
    if (asked[0] !== host) return socket.close();
    forward(socket, net.connect(Number(asked[1]), host));
  });
  return {
    port: (server.address() as AddressInfo).port,
    stop: () => {
      for (const client of server.clients) client.terminate();
      server.close();
    },
  };
}

/** How much may wait to be sent to the WebSocket before PostgreSQL is asked to pause. */
const MOST_WAITING_BYTES = 1_000_000;

function forward(socket: WebSocket, tcp: net.Socket): void {
  socket.on("message", (data: Buffer) => tcp.write(data));
  socket.on("close", () => tcp.destroy());
  socket.on("error", () => tcp.destroy());
  tcp.on("data", (data) => {
    socket.send(data, () => {
      if (socket.bufferedAmount < MOST_WAITING_BYTES) tcp.resume();
    });
    if (socket.bufferedAmount >= MOST_WAITING_BYTES) tcp.pause();
  });
  tcp.on("close", () => socket.close());
  tcp.on("error", () => socket.close());
}
