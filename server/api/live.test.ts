import net from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { closeControlDatabase, controlPool } from "../../db/control/client.ts";
import { deploymentFrom } from "../../db/deployment.ts";
import { closeTenants } from "../../db/tenant/client.ts";
import { closeEars } from "../../db/tenant/listen.ts";
import { type TestTenant, testTenant } from "../../db/testing.ts";
import { changeRole, disable } from "../auth/testing.ts";
import { inTransaction } from "../domain/context.ts";
import { changeStatuses } from "../domain/pipeline/change-statuses.ts";
import { editLoan } from "../domain/pipeline/edit-loan.ts";
import { buyLoans, deliver, psxLoan, psxTrade } from "../domain/pipeline/testing-trades.ts";
import { cookieOf, OWN_PAGE, tokenOf } from "./testing-callers.ts";
import { send } from "./testing-client.ts";
import { type Heard, openStream, type TestStream } from "./testing-stream.ts";

let tenant: TestTenant;
let other: TestTenant;
let operator: Record<string, string>;
const open: TestStream[] = [];

beforeAll(async () => {
  tenant = await testTenant();
  other = await testTenant();
  operator = await tokenOf(tenant, "operator");
});
afterEach(async () => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  await Promise.all(open.splice(0).map((stream) => stream.close()));
});
afterAll(async () => {
  await closeEars();
  await Promise.all([tenant.close(), other.close(), closeTenants(), closeControlDatabase()]);
});

/** A stream that hears everything from now on. */
async function listening(headers = operator): Promise<TestStream> {
  const stream = await openStream(headers);
  open.push(stream);
  expect(await stream.next()).toBe("resync");
  return stream;
}

const names = (topic: string, ids?: number[]) => (heard: Heard) =>
  Array.isArray(heard) &&
  heard.some((event) => event.topic === topic && (!ids || JSON.stringify(event.ids) === JSON.stringify(ids)));

let serial = 0;
const buy = (count: number) => buyLoans(tenant.as("exchange"), `T-${++serial}`, count);

describe("P7.8 a stream", () => {
  it("hears of a delivered trade, a move and an edit, each by its loans", async () => {
    const stream = await listening();
    const ids = await buy(3);
    await stream.until(names("loans", ids));
    await changeStatuses(tenant.as("operator"), { loanIds: ids, newStatus: "in_transit", notes: "x" });
    await stream.until(names("loans", ids));
    const [loanId = 0] = ids;
    await editLoan(tenant.as("operator"), { loanId, salePrice: "1.00" });
    await stream.until(names("loans", [loanId]));
  });

  it("hears nothing of what is rolled back", async () => {
    const stream = await listening();
    await inTransaction(tenant.as("operator"), async (tx) => {
      await tx.execute(
        "insert into desk_saved_view (owner, name, is_shared, definition, created_at, updated_at) values ('a', 'gone', true, '{}', now(), now())",
      );
      throw new Error("no");
    }).catch(() => undefined);
    await tenant.pool.query(
      "insert into desk_saved_view (owner, name, is_shared, definition, created_at, updated_at) values ('a', 'kept', true, '{}', now(), now())",
    );
    const { rows } = await tenant.pool.query<{ id: number }>(
      "select max(view_id) as id from desk_saved_view",
    );
    expect(await stream.next()).toEqual([{ topic: "views", ids: [rows[0]?.id] }]);
  });

  it("P6.1 hears nothing of another tenant, and two tenants' streams hear their own", async () => {
    const [mine, theirs] = [await listening(), await listening(await tokenOf(other, "operator"))];
    await buyLoans(other.as("exchange"), "T-OTHER", 2);
    await theirs.until(names("loans"));
    const ids = await buy(5);
    expect(await mine.next()).toContainEqual({ topic: "loans", ids });
  });

  it("P6.3 says to administrators alone that a delivery came", async () => {
    const admin = await listening(await tokenOf(tenant, "admin"));
    const seen = await listening();
    const refused = deliver(
      tenant.as("exchange"),
      psxTrade("T-BAD", [psxLoan(1)], { principalId: "NOBODY" }),
    );
    await expect(refused).rejects.toThrow();
    await admin.until(names("deliveries"));
    const ids = await buy(1);
    const heard = await seen.until(names("loans", ids));
    expect(heard.flat().map((event) => (typeof event === "string" ? event : event.topic))).not.toContain(
      "deliveries",
    );
  });

  it("is told of a burst in few messages, and of all of it", async () => {
    const stream = await listening();
    const ids = await buy(40);
    await stream.until(names("loans", ids));
    for (const loanId of ids) await editLoan(tenant.as("operator"), { loanId, salePrice: "1.00" });
    const told = new Set<number>();
    let messages = 0;
    while (told.size < ids.length) {
      messages += 1;
      for (const event of (await stream.next()) as { topic: string; ids: number[] }[]) {
        if (event.topic === "loans") for (const id of event.ids) told.add(id);
      }
    }
    expect([...told].sort((a, b) => a - b)).toEqual(ids);
    expect(messages).toBeLessThan(ids.length / 2);
  });
});

describe("P6.4 a stream ends within half a minute", () => {
  it.each<[string, (person: { userId: string }) => Promise<unknown>]>([
    ["when the person is disabled", ({ userId }) => disable(userId)],
    ["when the role is another one", ({ userId }) => changeRole(userId, "operator")],
  ])("%s", async (_what, change) => {
    const { userId, ...cookie } = await cookieOf(tenant, "admin");
    vi.useFakeTimers({ toFake: ["setInterval"] });
    const stream = await listening({ ...cookie, ...OWN_PAGE });
    await change({ userId });
    await vi.advanceTimersByTimeAsync(30_000);
    expect((await stream.ended()).filter((heard) => heard !== "beat")).toEqual([]);
  });

  it("A11 once the process is told to stop, and asks no database that may be closed by then", async () => {
    const { userId: _, ...cookie } = await cookieOf(tenant, "admin");
    vi.useFakeTimers({ toFake: ["setInterval"] });
    const stream = await listening({ ...cookie, ...OWN_PAGE });
    const asked = vi.spyOn(controlPool(), "query");
    vi.stubGlobal("pssaasDraining", true);
    await vi.advanceTimersByTimeAsync(30_000);
    await stream.ended();
    expect(asked).not.toHaveBeenCalled();
  });

  it("and goes on while the session is good, with a beat when there is nothing to say", async () => {
    const { userId: _, ...cookie } = await cookieOf(tenant, "admin");
    vi.useFakeTimers({ toFake: ["setInterval", "performance"] });
    const stream = await listening({ ...cookie, ...OWN_PAGE });
    await vi.advanceTimersByTimeAsync(45_000);
    expect(await stream.next()).toBe("beat");
    vi.useRealTimers();
    const ids = await buy(1);
    await stream.until(names("loans", ids));
  });
});

describe("P7.8 limits", () => {
  it("one person gets twelve streams and is told so; a closed one makes room", async () => {
    const mine = await tokenOf(other, "admin");
    const streams = await Promise.all(Array.from({ length: 12 }, () => listening(mine)));
    const refused = await openStream(mine);
    expect(refused).toMatchObject({ status: 429, json: { code: "TOO_MANY_STREAMS" } });
    expect(refused.json.message).toMatch(/12 live streams .* try again/);
    await streams[0]?.close();
    await listening(mine);
  });

  it("HEAD opens none that stays", async () => {
    const mine = await tokenOf(other, "operator");
    for (let i = 0; i < 20; i += 1)
      expect((await send("HEAD", "/api/live", { headers: mine })).status).toBe(200);
    await listening(mine);
  });

  it("all streams of a tenant share one connection, which goes when they are gone", async () => {
    await Promise.all([listening(), listening(), listening()]);
    const { rows } = await tenant.owner.query(
      "select 1 from pg_stat_activity where datname = current_database() and application_name = 'pssaas-live'",
    );
    expect(rows).toHaveLength(1);
  });
});

describe("P7.8 the connection to the database", () => {
  it("says that it is lost and, when it is back, that something may have been missed", async () => {
    const far = await testTenant();
    const wire = await cuttableWire(deploymentFrom(process.env).appDirectUrl());
    process.env.DATABASE_URL_UNPOOLED = wire.url;
    try {
      const stream = await listening(await tokenOf(far, "operator"));
      wire.cut();
      expect(await stream.next()).toBe("lost");
      const missed = await buyLoans(far.as("exchange"), "T-MISSED", 1);
      wire.mend();
      expect(await stream.next()).toBe("resync");
      await changeStatuses(far.as("operator"), { loanIds: missed, newStatus: "in_transit", notes: "x" });
      await stream.until(names("loans", missed));
    } finally {
      delete process.env.DATABASE_URL_UNPOOLED;
      await Promise.all(open.splice(0).map((stream) => stream.close()));
      await closeEars();
      wire.stop();
      await far.close();
    }
  });
});

/** A wire to the database that can be cut and mended. */
async function cuttableWire(databaseUrl: string) {
  const target = new URL(databaseUrl);
  const sockets = new Set<net.Socket>();
  let isCut = false;
  const server = net.createServer((near) => {
    if (isCut) return near.destroy();
    const far = net.connect(Number(target.port), target.hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on("error", () => to.destroy()).on("close", () => to.destroy());
      from.pipe(to);
    }
    return undefined;
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = new URL(process.env.DATABASE_URL ?? "");
  url.hostname = "127.0.0.1";
  url.port = String((server.address() as net.AddressInfo).port);
  const cut = () => {
    isCut = true;
    for (const socket of sockets) socket.destroy();
  };
  const mend = () => {
    isCut = false;
  };
  return {
    url: url.href,
    cut,
    mend,
    stop: () => {
      cut();
      server.close();
    },
  };
}
