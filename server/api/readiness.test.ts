import { afterAll, afterEach, expect, it, vi } from "vitest";
import { closeControlDatabase, controlDatabase, controlPool } from "../../db/control/client.ts";
import { send } from "./testing-client.ts";

const held = globalThis as { pssaasDraining?: boolean };

afterEach(() => {
  delete held.pssaasDraining;
  vi.restoreAllMocks();
  vi.useRealTimers();
});
afterAll(() => closeControlDatabase());

const statusOf = async (path: string) => (await send("GET", path)).status;

it("C40 A11 a process is ready while it reaches its database, and not once it has been told to stop", async () => {
  expect(await statusOf("/api/ready")).toBe(200);
  held.pssaasDraining = true;
  const { status, json } = await send("GET", "/api/ready");
  expect([status, json.code]).toEqual([503, "UNAVAILABLE"]);
  expect(await statusOf("/api/health")).toBe(200);
});

it("C40 whether the process is alive touches no database; whether it is ready does", async () => {
  vi.spyOn(console, "error").mockReturnValue();
  const lost = Object.assign(new Error("terminating connection"), { code: "57P01" });
  const connect = vi.spyOn(controlPool(), "connect").mockRejectedValue(lost as never);
  const select = vi.spyOn(controlDatabase(), "select");
  expect(await statusOf("/api/health")).toBe(200);
  expect([connect.mock.calls.length, select.mock.calls.length]).toEqual([0, 0]);
  const { status, json } = await send("GET", "/api/ready");
  expect([status, json.code, connect.mock.calls.length]).toEqual([503, "UNAVAILABLE", 1]);
});

it("C40 a process whose database says nothing, with its connections open, is told not to be ready", async () => {
  vi.spyOn(console, "error").mockReturnValue();
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const asked = Promise.withResolvers<void>();
  const client = {
    query: () => {
      asked.resolve();
      return new Promise(() => undefined);
    },
    release: vi.fn(),
  };
  vi.spyOn(controlPool(), "connect").mockResolvedValue(client as never);
  const answer = send("GET", "/api/ready");
  await asked.promise;
  await vi.advanceTimersByTimeAsync(5_000);
  const { status, json } = await answer;
  expect([status, json.code]).toEqual([503, "UNAVAILABLE"]);
  expect(client.release.mock.calls).toEqual([[true]]);
});

it("C40 a connection that comes too late for who asked is given back", async () => {
  vi.spyOn(console, "error").mockReturnValue();
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const connected = Promise.withResolvers<object>();
  const asked = Promise.withResolvers<void>();
  vi.spyOn(controlPool(), "connect").mockImplementation((() => {
    asked.resolve();
    return connected.promise;
  }) as never);
  const answer = send("GET", "/api/ready");
  await asked.promise;
  await vi.advanceTimersByTimeAsync(5_000);
  expect((await answer).status).toBe(503);
  const release = vi.fn();
  connected.resolve({ release });
  await connected.promise;
  expect(release.mock.calls).toEqual([[]]);
});

it("C40 neither says what it is made of", async () => {
  for (const path of ["/api/health", "/api/ready"])
    expect((await send("GET", path)).text).toMatch(/^\{"status":"(ok|ready)"\}$/);
});
