import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import type { Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

/** A server that speaks S3 and verifies signatures, on this machine, with a bucket of its own. */
export interface TestS3 {
  /** What the environment has to say to use it. */
  settings: Record<string, string>;
  /** As if the machine it runs on were gone; `back` has it return with all that it held. */
  vanish(): Promise<void>;
  back(): Promise<void>;
  close(): Promise<void>;
}

type S3rver = new (
  options: object,
) => {
  run(): Promise<AddressInfo>;
  httpServer: Server;
};

const BUCKET = "desk-files";

export async function testS3(): Promise<TestS3> {
  const Server = createRequire(import.meta.url)("@20minutes/s3rver") as S3rver;
  const directory = mkdtempSync(path.join(tmpdir(), "pssaas-s3-"));
  const start = async (port: number) => {
    const configureBuckets = [{ name: BUCKET }];
    const options = {
      address: "127.0.0.1",
      port,
      silent: true,
      directory,
      vhostBuckets: false,
      configureBuckets,
    };
    const server = new Server(options);
    return { server, address: await server.run() };
  };
  let running = await start(0);
  const { port } = running.address;
  const vanish = async () => {
    const { httpServer } = running.server;
    const closed = once(httpServer, "close");
    httpServer.close();
    httpServer.closeAllConnections();
    await closed;
  };
  return {
    settings: {
      PSSAAS_S3_ENDPOINT: `http://127.0.0.1:${port}`,
      PSSAAS_S3_BUCKET: BUCKET,
      PSSAAS_S3_ACCESS_KEY_ID: "S3RVER",
      PSSAAS_S3_SECRET_ACCESS_KEY: "S3RVER",
    },
    vanish,
    async back() {
      running = await start(port);
    },
    async close() {
      if (running.server.httpServer.listening) await vanish();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
