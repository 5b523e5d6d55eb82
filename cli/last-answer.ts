import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { REFUSALS, type RefusalCode } from "../server/domain/errors.ts";
import { closeSoon } from "./unread-body.ts";

/**
 * Refuses over a connection that Node has made no response for, and closes it. Headers that `headers` names stand beside those
 * of every answer that has a body.
 * @param refused its code and what the sender is to do
 */
export function refuseAsLast(
  socket: Duplex,
  refused: { code: RefusalCode; message: string },
  headers: Record<string, string>,
): void {
  const status = REFUSALS[refused.code];
  const body = JSON.stringify({ ...refused, details: [] });
  const lines = Object.entries({
    ...headers,
    "Content-Type": "application/json; charset=utf-8",
    "Content-Length": String(Buffer.byteLength(body)),
    "Cache-Control": "no-store",
    Date: new Date().toUTCString(),
    Connection: "close",
  });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  socket.on("error", () => socket.destroy());
  socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${head}\r\n${body}`);
  closeSoon(socket);
}
