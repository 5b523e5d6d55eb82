import type { Page } from "@playwright/test";
import {
  dialogOf,
  loanUrl,
  nextActionsOf,
  panelOf,
  rowLinkOf,
  rowsOf,
  timelineOf,
} from "../fixtures/desk.ts";
import { openLive, withinASecond } from "../fixtures/live.ts";
import { unique } from "../fixtures/tenant.ts";
import { expect, test } from "../fixtures/test.ts";

const cardOf = (page: Page, status: string) =>
  page
    .getByRole("list", { name: "Statuses in lifecycle order" })
    .getByRole("link", { name: new RegExp(`^${status} [0-9]`) });

test("P7.8: a colleague's move and the exchange's trade show on the dashboard within a second", async ({
  newTenant,
  openAs,
}) => {
  const tenant = await newTenant();
  const [loanId = 0] = await tenant.buy(3, (number) => ({ borrowerName: `Dash ${number}` }));
  const mine = await openAs({ tenant, role: "admin" });
  await openLive(mine, "/pipeline");
  await mine.evaluate(() => Object.assign(window, { sameDocument: true }));
  await cardOf(mine, "Delivered").focus();

  const theirs = await openAs({ tenant, role: "operator" });
  await theirs.goto(loanUrl(loanId));
  await nextActionsOf(theirs).getByRole("button", { name: "Mark in transit" }).click();
  await dialogOf(theirs, "Mark in transit").getByLabel("Notes").fill("On the truck");
  const soon = await withinASecond(mine);
  const saved = theirs.waitForResponse((response) => response.url().includes("changeStatus"));
  await dialogOf(theirs, "Mark in transit").getByRole("button", { name: "Mark in transit" }).click();
  await saved;
  await expect(cardOf(mine, "In Transit")).toContainText("1 loan", soon);
  await expect(cardOf(mine, "Purchased")).toContainText("2 loans");
  await expect(mine.getByRole("region", { name: "Recent activity" })).toContainText("Dash 1");

  await tenant.buy(4);
  await expect(cardOf(mine, "Purchased")).toContainText("6 loans", soon);
  await expect(cardOf(mine, "Delivered")).toBeFocused();
  expect(await mine.evaluate(() => "sameDocument" in window)).toBe(true);
});

test("P7.8: the list shows it with focus, scroll and typed text as they were", async ({ page, tenant }) => {
  const name = unique("Live");
  const ids = await tenant.buy(60, (number) => ({
    borrowerName: `${name} ${String(number).padStart(2, "0")}`,
  }));
  const [low = 0, high = 0] = [ids[40], ids[42]];
  await openLive(page, `/pipeline/loans?q=${name}&sort=borrowerName&dir=asc&pageSize=100`);
  await expect(rowsOf(page)).toHaveCount(60);
  await rowLinkOf(page, high).focus();
  await rowLinkOf(page, high).scrollIntoViewIfNeeded();
  const scroll = () => rowLinkOf(page, high).evaluate((row) => Math.round(row.getBoundingClientRect().top));
  const before = await scroll();
  const soon = await withinASecond(page);
  await tenant.move(low, "in_transit");
  const moved = rowsOf(page).filter({ has: rowLinkOf(page, low) });
  await expect(moved).toContainText("In Transit", soon);
  await expect(rowLinkOf(page, high)).toBeFocused();
  expect(await scroll()).toBe(before);

  const search = page.getByRole("searchbox");
  await search.focus();
  await page.keyboard.press("End");
  await search.pressSequentially(" 4");
  await tenant.move(ids[44] ?? 0, "in_transit");
  const other = rowsOf(page).filter({ has: rowLinkOf(page, ids[44] ?? 0) });
  await expect(other).toContainText("In Transit", soon);
  await expect(search).toHaveValue(`${name} 4`);
  await expect(search).toBeFocused();

  await tenant.buy(1, { borrowerName: `${name} 49b` });
  await expect(rowsOf(page).filter({ hasText: `${name} 49b` })).toBeVisible(soon);
});

test("P7.8: the open loan shows it, and an edit that is being typed stays as it is", async ({
  page,
  tenant,
}) => {
  const [loanId = 0, another = 0] = await tenant.buy(2);
  await openLive(page, loanUrl(loanId));
  const sale = panelOf(page).getByRole("region", { name: "Sale and delivery" });
  await sale.getByRole("button", { name: "Edit" }).click();
  await sale.getByLabel("Sale price").fill("201,500.5");
  const soon = await withinASecond(page);
  const loanAsked: string[] = [];
  page.on("request", (request) => {
    if (/pipeline\.loan\b/.test(request.url())) loanAsked.push(request.url());
  });
  await tenant.move(loanId, "in_transit");
  await expect(timelineOf(page)).toHaveCount(2, soon);
  await expect(sale.getByLabel("Sale price")).toHaveValue("201,500.5");
  await expect(sale.getByLabel("Sale price")).toBeFocused();
  expect(loanAsked.length).toBeGreaterThan(0);

  loanAsked.length = 0;
  const listAsked = page.waitForResponse((response) => response.url().includes("pipeline.loans"));
  await tenant.move(another, "in_transit");
  await listAsked;
  expect(loanAsked).toEqual([]);
});

test("P7.8: a write of one's own asks for each answer once", async ({ page, tenant }) => {
  const [loanId = 0] = await tenant.buy(1);
  await openLive(page, loanUrl(loanId));
  await nextActionsOf(page).getByRole("button", { name: "Mark in transit" }).click();
  await dialogOf(page, "Mark in transit").getByLabel("Notes").fill("Mine");
  const asked: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "GET" && request.url().includes("/api/trpc/")) asked.push(request.url());
  });
  await dialogOf(page, "Mark in transit").getByRole("button", { name: "Mark in transit" }).click();
  await expect(timelineOf(page)).toHaveCount(2);
  expect(asked.length).toBeLessThanOrEqual(2);
});
