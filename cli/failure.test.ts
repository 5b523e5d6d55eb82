import { createServer, type Socket } from "node:net";
import pg from "pg";
import { expect, test, vi } from "vitest";
import { explain } from "./failure.ts";
import { listen } from "./http-server.ts";

test("A10 a database that takes a connection and says nothing is told as one that does not answer", async () => {
  vi.stubEnv("DATABASE_URL", "postgres://desk@127.0.0.1:5432/pssaas");
  vi.stubEnv("DATABASE_URL_UNPOOLED", undefined);
  const taken: Socket[] = [];
  const silent = createServer((socket) => taken.push(socket));
  const port = await listen(silent, 0, "127.0.0.1");
  const pool = new pg.Pool({ connectionTimeoutMillis: 100, host: "127.0.0.1", port });
  const error = await pool.connect().catch((reason: unknown) => reason);
  expect(explain(error)).toBe(
    "The database at 127.0.0.1:5432/pssaas (DATABASE_URL) cannot be used: it does not answer.",
  );
  for (const socket of taken) socket.destroy();
  silent.close();
  vi.unstubAllEnvs();
});
