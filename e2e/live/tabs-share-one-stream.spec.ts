import type { Page } from "@playwright/test";
import { rowLinkOf, rowsOf } from "../fixtures/desk.ts";
import { openLive } from "../fixtures/live.ts";
import { unique } from "../fixtures/tenant.ts";
import { expect, test } from "../fixtures/test.ts";

const isStream = (request: { url(): string }) => new URL(request.url()).pathname === "/api/live";

test("P7.8: eight tabs of one browser hear of changes by one stream, and stay quick", async ({
  context,
  tenant,
}) => {
  const name = unique("Tabs");
  const ids = await tenant.buy(3, (number) => ({ borrowerName: `${name} ${number}` }));
  const streams: string[] = [];
  context.on("request", (request) => isStream(request) && streams.push(request.url()));
  const tabs: Page[] = [];
  for (let i = 0; i < 8; i += 1) {
    const tab = await context.newPage();
    await openLive(tab, `/pipeline/loans?q=${name}`);
    tabs.push(tab);
  }
  expect(streams).toHaveLength(1);
  const [first = 0, second = 0, third = 0] = ids;
  /** All of them share two cores, so this is not timed. */
  const shows = (loanId: number, status: string) =>
    Promise.all(
      tabs.map((tab) => expect(rowsOf(tab).filter({ has: rowLinkOf(tab, loanId) })).toContainText(status)),
    );
  await tenant.move(first, "in_transit");
  await shows(first, "In Transit");

  // The tab with the stream closes; what happens before another has one is not missed.
  const taken = context.waitForEvent("request", isStream);
  await tabs.shift()?.close();
  await tenant.move(second, "in_transit");
  await taken;
  await shows(second, "In Transit");
  await tenant.move(third, "in_transit");
  await shows(third, "In Transit");
  expect(streams).toHaveLength(2);
});

test("P7.8: a lost connection is told quietly, and everything is asked again when it is back", async ({
  page,
  context,
  tenant,
  problems,
}) => {
  const name = unique("Lost");
  const [loanId = 0] = await tenant.buy(1, { borrowerName: name });
  await openLive(page, `/pipeline/loans?q=${name}`);
  const sign = page.getByRole("status").filter({ hasText: "Reconnecting…" });
  await expect(sign).toHaveCount(0);

  problems.expect(/ERR_INTERNET_DISCONNECTED/);
  await context.setOffline(true);
  await expect(sign).toBeVisible();
  // Nothing of the rail makes room for it, down to its last link.
  await expect(page.getByRole("link", { name: "API docs" })).toBeInViewport({ ratio: 1 });
  await tenant.move(loanId, "in_transit");
  await expect(rowsOf(page)).toContainText("Purchased");
  await context.setOffline(false);
  await expect(rowsOf(page)).toContainText("In Transit");
  await expect(sign).toHaveCount(0);
});
