import { afterEach, describe, expect, it, vi } from "vitest";
import { closeControlDatabase, controlDatabase, controlPool } from "../../db/control/client.ts";
import { refusalOf } from "./refusals.ts";
import { send } from "./testing-client.ts";

afterEach(async () => {
  vi.restoreAllMocks();
  await closeControlDatabase();
});

describe("C40 what is asked of the process itself", () => {
  it("C40 that it is alive is said without the database, that it is ready only with it, and neither tells why", async () => {
    vi.spyOn(console, "error").mockReturnValue();
    const away = Object.assign(new Error("connect ECONNREFUSED 10.0.0.7:5432"), { code: "ECONNREFUSED" });
    const asked = [
      vi.spyOn(controlPool(), "query").mockRejectedValue(away as never),
      vi.spyOn(controlPool(), "connect").mockRejectedValue(away as never),
      vi.spyOn(controlDatabase(), "execute").mockRejectedValue(away),
    ];
    expect((await send("GET", "/api/health")).json).toEqual({ status: "ok" });
    for (const spy of asked) expect(spy).not.toHaveBeenCalled();
    const ready = await send("GET", "/api/ready");
    expect([ready.status, ready.json.code]).toEqual([503, "UNAVAILABLE"]);
    expect(ready.text).not.toMatch(/10\.0\.0\.7|5432|postgres/i);
  });
});

describe("C37 the log", () => {
  it.each(["\n", "\r\n", "\u2028", "\u001b[2J", '"}\n{"level":"info"'])(
    "C37 %j in what failed begins no line of its own",
    (sign) => {
      const logged = vi.spyOn(console, "error").mockReturnValue();
      refusalOf(new Error(`no such thing: a${sign}2026-01-01 signed in as admin`));
      expect(logged).toHaveBeenCalledOnce();
      const line = String(logged.mock.calls[0]?.[0]);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: it is they that are looked for
      expect(line).not.toMatch(/[\u0000-\u001f]/);
      expect(JSON.parse(line)).toMatchObject({ level: "error" });
    },
  );
});
