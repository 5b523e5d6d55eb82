import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeControlDatabase } from "../../db/control/client.ts";
import { closeTenants } from "../../db/tenant/client.ts";
import { type TestTenant, testTenant } from "../../db/testing.ts";
import { createApiKey } from "../auth/api-keys.ts";
import { postbackSecretOf } from "../auth/postback-address.ts";
import { allEndpoints } from "./endpoints.ts";
import type { Endpoint } from "./rest.ts";
import { stateOf, tokenOf } from "./testing-callers.ts";
import { send } from "./testing-client.ts";

/** C19: what says that it is larger than may be is refused before a byte of it is read. */

let tenant: TestTenant;
let headers: Record<string, string>;
beforeAll(async () => {
  tenant = await testTenant();
  const { key } = await createApiKey({ tenantId: tenant.id }, new Date());
  headers = {
    ...(await tokenOf(tenant, "admin")),
    "x-exchange-api-key": key,
    "content-length": "2000000000",
  };
});
afterAll(async () => {
  await Promise.all([tenant.close(), closeTenants(), closeControlDatabase()]);
});

const TAKING = allEndpoints().filter(({ method }) => method !== "GET" && method !== "DELETE");

/** A body of which it is known how often somebody asked for more. */
function watched() {
  const seen = { asked: 0 };
  const body = new ReadableStream<Uint8Array>(
    {
      pull: (controller) => {
        seen.asked += 1;
        controller.enqueue(new Uint8Array(1_000));
        if (seen.asked > 100) controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  return { seen, body };
}

function addressOf({ path }: Endpoint): string {
  const caller = path.includes("/engine/") ? "engine" : "documenso";
  const address = path
    .replace("{secret}", postbackSecretOf(tenant.id, undefined, caller))
    .replaceAll(/\{\w+\}/g, "1");
  if (!address.endsWith("/documents")) return address;
  return `${address}?name=a.pdf&${address.includes("/mortgages/") ? "type=title" : "kind=other"}`;
}

describe("C19 a body of 2 GB by its own word", () => {
  it.each(TAKING.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint] as const))(
    "%s answers 413 and reads nothing",
    async (_name, endpoint) => {
      const [{ seen, body }, before] = [watched(), await stateOf(tenant)];
      const type = endpoint.otherBodies?.[0] ?? "application/json";
      const answer = await send(endpoint.method, addressOf(endpoint), {
        headers: { ...headers, "content-type": type },
        body,
      });
      expect([answer.status, answer.json.code], answer.text).toEqual([413, "PAYLOAD_TOO_LARGE"]);
      expect(seen.asked).toBe(0);
      expect(await stateOf(tenant)).toBe(before);
    },
  );

  it("C19 a call of the browser answers 413 in its own form and reads nothing", async () => {
    const { seen, body } = watched();
    const answer = await send("POST", "/api/trpc/desk.saveSetting", { headers, body });
    expect(answer.status).toBe(413);
    expect(answer.json).toMatchObject({ error: { data: { code: "PAYLOAD_TOO_LARGE", httpStatus: 413 } } });
    expect(seen.asked).toBe(0);
  });
});
