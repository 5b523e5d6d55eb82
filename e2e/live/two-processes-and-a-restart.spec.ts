import { probePort } from "../../cli/http-server.ts";
import { startProgram } from "../../cli/testing-process.ts";
import { faultLines } from "../../server/log/testing-lines.ts";
import { panelOf, timelineOf } from "../fixtures/desk.ts";
import { openLive, withinASecond } from "../fixtures/live.ts";
import { expect, test } from "../fixtures/test.ts";

/** A second process of the app on the same database, as behind a load balancer. */
async function startSecond(port: string) {
  const url = `http://localhost:${port}`;
  const app = startProgram("start.ts", [], {
    PORT: port,
    PSSAAS_DATA_DIR: process.env.PSSAAS_E2E_DATA ?? "",
    PSSAAS_DEMO: "0",
  });
  await expect
    .poll(
      () =>
        fetch(`${url}/api/ready`).then(
          ({ status }) => status,
          () => 0,
        ),
      { timeout: 60_000 },
    )
    .toBe(200);
  return {
    url,
    async stop() {
      const began = performance.now();
      app.child.kill("SIGTERM");
      return { code: await app.ended, ms: performance.now() - began, said: app.stderr() };
    },
  };
}

test("P7.8 A11: two processes of the app hear of each other's changes; one with a viewer stops at once and is missed by nobody", async ({
  page,
  tenant,
  problems,
}) => {
  test.setTimeout(180_000);
  const [loanId = 0] = await tenant.buy(1);
  const port = String(await probePort(0, undefined));
  const second = await startSecond(port);
  await openLive(page, `${second.url}/pipeline/loans/${loanId}`);
  await expect(timelineOf(page)).toHaveCount(1);
  const soon = await withinASecond(page);
  await tenant.move(loanId, "in_transit");
  await expect(timelineOf(page)).toHaveCount(2, soon);

  problems.expect(
    /ERR_(CONNECTION_REFUSED|INCOMPLETE_CHUNKED_ENCODING|EMPTY_RESPONSE|CONNECTION_RESET|SOCKET_NOT_CONNECTED)/,
  );
  const { code, ms, said } = await second.stop();
  expect([code, faultLines(said)]).toEqual([0, []]);
  // Held up by the stream it would take 25 s.
  expect(ms).toBeLessThan(20_000);
  await expect(page.getByRole("status").filter({ hasText: "Reconnecting…" })).toBeVisible();
  await tenant.move(loanId, "delivered");

  const again = await startSecond(port);
  try {
    await expect(timelineOf(page)).toHaveCount(3, { timeout: 40_000 });
    await expect(panelOf(page)).toContainText("Delivered");
    await expect(page.getByRole("status").filter({ hasText: "Reconnecting…" })).toHaveCount(0);
  } finally {
    await page.close();
    await again.stop();
  }
});
