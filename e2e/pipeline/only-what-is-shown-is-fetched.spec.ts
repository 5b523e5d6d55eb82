import type { Page, Response } from "@playwright/test";
import { rowsOf } from "../fixtures/desk.ts";
import { openLive } from "../fixtures/live.ts";
import { unique } from "../fixtures/tenant.ts";
import { expect, test } from "../fixtures/test.ts";

/** Everything that the server sends while `work` goes on: the page itself and every answer to it. */
async function sentDuring(page: Page, work: () => Promise<void>): Promise<string> {
  const responses: Response[] = [];
  const note = (response: Response) => responses.push(response);
  page.on("response", note);
  await work();
  await page.waitForLoadState("networkidle");
  page.off("response", note);
  const texts = responses
    .filter((response) => /^(document|fetch|xhr)$/.test(response.request().resourceType()))
    .map((response) => response.text().catch(() => ""));
  return (await Promise.all(texts)).join("\n");
}

const namesIn = (text: string, name: string) =>
  [...new Set([...text.matchAll(new RegExp(`${name} \\d\\d`, "g"))].map(([found]) => found))].sort();

test("P7.1 P7.2 P10: the dashboard and the list fetch no loan that they do not show", async ({
  newTenant,
  openAs,
}) => {
  const tenant = await newTenant();
  const name = unique("Row");
  const facts = (number: number) => ({ borrowerName: `${name} ${String(number).padStart(2, "0")}` });
  await tenant.buyDaysAgo(30, 60, facts);
  const page = await openAs({ tenant, role: "admin" });

  const dashboard = await sentDuring(page, async () => {
    await openLive(page, "/pipeline");
    await expect(page.getByRole("region", { name: "Overdue in status" }).getByRole("link")).toHaveCount(9);
  });
  const onDashboard = namesIn(await page.locator("main").innerText(), name);
  expect(onDashboard).toHaveLength(8);
  // The activity «60 loans of a trade» carries the name of one, as it would show it of one alone.
  expect(namesIn(dashboard, name)).toEqual([...onDashboard, `${name} 60`]);

  const list = await sentDuring(page, async () => {
    await openLive(page, "/pipeline/loans?sort=borrowerName&dir=asc");
    await expect(rowsOf(page)).toHaveCount(25);
  });
  const inList = namesIn(await page.locator("main").innerText(), name);
  expect(inList).toHaveLength(25);
  expect(namesIn(list, name)).toEqual(inList);
});

test("P7.1 P7.2 P10: no page of a row or of the rail is asked for before somebody points at its link or comes to it by key", async ({
  newTenant,
  openAs,
}) => {
  const tenant = await newTenant();
  await tenant.buyDaysAgo(30, 4, (number) => ({ borrowerName: unique(`Row ${number}`) }));
  const page = await openAs({ tenant, role: "admin" });
  const asked: string[] = [];
  page.on("request", (request) => {
    const { pathname, searchParams } = new URL(request.url());
    const isOfRowOrRail = /^\/pipeline\/(loans\/\d+|grid|trades)$|^\/(funding|mortgages|admin|docs)/.test(
      pathname,
    );
    if (searchParams.has("_rsc") && isOfRowOrRail) asked.push(pathname);
  });
  await openLive(page, "/pipeline");
  const rows = page.getByRole("region", { name: "Overdue in status" }).getByRole("link");
  await expect(rows).toHaveCount(4);
  await page.waitForLoadState("networkidle");
  expect(asked).toEqual([]);
  await rows.nth(0).hover();
  await rows.nth(2).focus();
  const rail = page.getByRole("navigation", { name: "Main" });
  await rail.getByRole("link", { name: "Trades" }).hover();
  await rail.getByRole("link", { name: "Queue" }).focus();
  const meant = [
    await rows.nth(0).getAttribute("href"),
    await rows.nth(2).getAttribute("href"),
    "/pipeline/trades",
    "/funding/queue",
  ];
  await expect.poll(() => [...new Set(asked)]).toEqual(meant.map((href) => href?.split("?")[0]));
});
