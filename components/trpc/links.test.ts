import { createTRPCClient } from "@trpc/client";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { AppRouter } from "@/server/api/root.ts";
import { type TestServer, testServer } from "@/server/integrations/testing-server.ts";
import { ALONE, linksTo } from "./links.ts";

let server: TestServer;
beforeEach(async () => {
  server = await testServer(({ path }) =>
    path.includes("templates.list")
      ? "silence"
      : { json: path.split(",").map(() => ({ result: { data: null } })) },
  );
});
afterEach(() => server.close());

it("M12 what asks another system goes alone, so that the rest of its page does not wait for it", async () => {
  const client = createTRPCClient<AppRouter>({ links: linksTo(`${server.base}/api/trpc`, {}) });
  const given = { mortgageId: 1 };
  const leave = new AbortController();
  const silent = client.mortgages.templates.list.query(given, { context: ALONE, signal: leave.signal });
  const rest = [
    client.mortgages.get.query(given),
    client.mortgages.chain.query(given),
    client.mortgages.documents.list.query(given),
  ];
  expect(await Promise.all(rest)).toEqual([null, null, null]);
  await expect
    .poll(() => server.received.map(({ path }) => path).sort())
    .toEqual([
      "/api/trpc/mortgages.get,mortgages.chain,mortgages.documents.list",
      "/api/trpc/mortgages.templates.list",
    ]);
  leave.abort();
  await expect(silent).rejects.toThrow();
});
