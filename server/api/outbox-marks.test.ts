import { afterAll, beforeAll, expect, it } from "vitest";
import { closeControlDatabase, controlPool } from "../../db/control/client.ts";
import { closeTenants } from "../../db/tenant/client.ts";
import { type TestTenant, testTenant } from "../../db/testing.ts";
import { operatorsOf } from "../auth/testing.ts";
import { client } from "../domain/funding/testing-files.ts";
import { tokenOf } from "./testing-callers.ts";
import { send } from "./testing-client.ts";

let tenant: TestTenant;
let headers: Record<string, string>;
beforeAll(async () => {
  tenant = await testTenant();
  await operatorsOf(tenant, "ann@desk.test");
  headers = await tokenOf(tenant, "operator");
});
afterAll(async () => {
  await Promise.all([tenant.close(), closeTenants()]);
  await closeControlDatabase();
});

const [trpc, rest] = ["/api/trpc/funding", "/api/funding"];
const body = () => client({ operator: "ann@desk.test" });

it.each<[door: string, write: () => ReturnType<typeof send>, read: () => ReturnType<typeof send>]>([
  [
    "REST",
    () => send("POST", `${rest}/files`, { headers, body: body() }),
    () => send("GET", `${rest}/files`, { headers }),
  ],
  [
    "tRPC",
    () => send("POST", `${trpc}.openFile`, { headers, body: body() }),
    () => send("GET", `${trpc}.files?input=%7B%7D`, { headers }),
  ],
])(
  "F3.10 what changes something over %s has the outbox looked at, and a question has not",
  async (_, write, read) => {
    const isMarked = async () => {
      const { rows } = await controlPool().query("select due_at from outbox_watch where tenant_id = $1", [
        tenant.id,
      ]);
      return (rows[0]?.due_at ?? null) !== null;
    };
    (globalThis as { pssaasOutboxMarks?: Map<string, number> }).pssaasOutboxMarks?.clear();
    await controlPool().query("update outbox_watch set due_at = null where tenant_id = $1", [tenant.id]);
    expect((await read()).status).toBe(200);
    expect(await isMarked()).toBe(false);
    expect((await write()).status).toBeLessThan(300);
    expect(await isMarked()).toBe(true);
  },
);
