import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { type AddressInfo, createServer as createNetServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { oldNode } from "./floors.ts";
import { startProgram } from "./testing-process.ts";

/** What a person is told when the server cannot start: one sentence, no stack trace, exit code 1. */
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "pssaas-start-"));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function startFails(env: Record<string, string>, args: string[] = []) {
  const run = startProgram("start.ts", args, {
    PORT: "0",
    PSSAAS_DATA_DIR: path.join(folder, "data"),
    ...env,
  });
  const code = await run.ended;
  const said = run.stderr().replace(/^\(node:\d+\).*\n(\(Use .*\n)?/gm, "");
  expect(said).not.toMatch(/\n\s+at /);
  return { code, said, told: run.stdout() };
}

const SECRET = "s".repeat(40);

test("C2 a Node that misses security fixes is told at boot, and only such a one", async () => {
  const { told } = await startFails({ DATABASE_URL: "no address", AUTH_SECRET: SECRET });
  expect(told).toBe(oldNode(process.versions.node) === null ? "" : `${oldNode(process.versions.node)}\n`);
});

describe("npm start refuses in one sentence", () => {
  test("an occupied port", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, resolve));
    const { port } = other.address() as AddressInfo;
    const { code, said } = await startFails({ PORT: String(port) });
    other.close();
    expect(code).toBe(1);
    expect(said).toBe(
      `Port ${port} is in use; set PORT to another one, for example PORT=${port + 1} npm start\n`,
    );
  });

  test("a port that is no number", async () => {
    const { code, said } = await startFails({ PORT: "http" });
    expect(code).toBe(1);
    expect(said).toBe("PORT must be a number from 1 to 65535, not 'http'.\n");
  });

  test("an option that does not exist is wrong usage (exit code 2)", async () => {
    const { code, said } = await startFails({}, ["--fast"]);
    expect(code).toBe(2);
    expect(said).toContain("Unknown option '--fast'");
  });

  test("DATABASE_URL without AUTH_SECRET", async () => {
    const { code, said } = await startFails({ DATABASE_URL: "postgres://u:p@localhost/pssaas" });
    expect(code).toBe(1);
    expect(said).toMatch(/^AUTH_SECRET must be set .*openssl rand -base64 48\n$/);
  });

  test("DATABASE_URL that is no address", async () => {
    const { code, said } = await startFails({ DATABASE_URL: "localhost:5432", AUTH_SECRET: SECRET });
    expect(code).toBe(1);
    expect(said).toMatch(/^DATABASE_URL is not a PostgreSQL address; .*\n$/);
  });

  test("a database where nothing listens, without the password in the sentence", async () => {
    const closed = createNetServer();
    await new Promise<void>((resolve) => closed.listen(0, "127.0.0.1", resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    const url = `postgres://desk:hunter2@127.0.0.1:${port}/pssaas`;
    const { code, said } = await startFails({ DATABASE_URL: url, AUTH_SECRET: SECRET });
    expect(code).toBe(1);
    expect(said).toBe(
      `The database at 127.0.0.1:${port}/pssaas (DATABASE_URL) cannot be used: nothing answers there.\n`,
    );
  });

  test("a database address that takes the connection and drops it", async () => {
    const rude = createNetServer((socket) => socket.once("data", () => socket.end()));
    await new Promise<void>((resolve) => rude.listen(0, "127.0.0.1", resolve));
    const { port } = rude.address() as AddressInfo;
    const url = `postgres://desk:hunter2@127.0.0.1:${port}/pssaas`;
    const { code, said } = await startFails({ DATABASE_URL: url, AUTH_SECRET: SECRET });
    rude.close();
    expect(code).toBe(1);
    expect(said).toBe(
      `The database at 127.0.0.1:${port}/pssaas (DATABASE_URL) cannot be used: it took the connection and dropped it. Is that a PostgreSQL, and does it ask for TLS (sslmode=require)?\n`,
    );
  });

  test("a wrong password", async () => {
    const url = new URL(process.env.DATABASE_URL ?? "");
    url.password = "wrong";
    const { code, said } = await startFails({ DATABASE_URL: url.href, AUTH_SECRET: SECRET });
    expect(code).toBe(1);
    expect(said).toBe(
      `The database at ${url.host}/pssaas (DATABASE_URL) cannot be used: the user or the password is wrong.\n`,
    );
  });

  test("a database that does not exist", async () => {
    const url = new URL(process.env.DATABASE_URL ?? "");
    url.pathname = "/nowhere";
    const { code, said } = await startFails({ DATABASE_URL: url.href, AUTH_SECRET: SECRET });
    expect(code).toBe(1);
    expect(said).toContain("that database does not exist");
  });

  test("a data folder that cannot be made", async () => {
    writeFileSync(path.join(folder, "file"), "");
    const { code, said } = await startFails({ PSSAAS_DATA_DIR: path.join(folder, "file", "data") });
    expect(code).toBe(1);
    expect(said.trim().split("\n")).toHaveLength(1);
    expect(said).toMatch(/cannot be written/);
  });

  test.skipIf(process.getuid?.() === 0)("a data folder that may not be written", async () => {
    const closed = path.join(folder, "closed");
    mkdirSync(closed);
    chmodSync(closed, 0o500);
    const { code, said } = await startFails({ PSSAAS_DATA_DIR: closed });
    expect(code).toBe(1);
    expect(said).toMatch(/cannot be written/);
  });

  test("a data folder of a newer release", async () => {
    const data = path.join(folder, "newer/postgres/cluster/data");
    mkdirSync(data, { recursive: true });
    writeFileSync(path.join(data, "PG_VERSION"), "99\n");
    const { code, said } = await startFails({ PSSAAS_DATA_DIR: path.join(folder, "newer") });
    expect(code).toBe(1);
    expect(said).toMatch(/made by a newer release/);
  });
});
