import { expectInServerLog } from "../fixtures/app.ts";
import { panelOf, rowLinkOf } from "../fixtures/desk.ts";
import { hasFocus, tabTo } from "../fixtures/keyboard.ts";
import { unique } from "../fixtures/tenant.ts";
import { expect, test } from "../fixtures/test.ts";
import {
  buyTrade,
  loansOf,
  openTradeOf,
  toggleOf,
  tradeLineOf,
  tradeOnItsWay,
  tradesOf,
} from "../fixtures/trades.ts";

test("P7.6: a card opens to its loans, a loan opens over it, and Back leads the same way out", async ({
  page,
  tenant,
}) => {
  const { id, exchangeTradeId, loans } = await tradeOnItsWay(tenant);
  await page.goto("/pipeline/trades");
  const toggle = toggleOf(page, exchangeTradeId);
  await expect(toggle).toHaveAttribute("aria-expanded", "false");
  const row = tradeLineOf(page, exchangeTradeId);
  await expect(row).toContainText("Active");
  await expect(row).toContainText("1,000,000.50");

  await toggle.click();
  await expect(toggle).toHaveAttribute("aria-expanded", "true");
  await expect(page).toHaveURL(`/pipeline/trades/${id}`);
  const nested = loansOf(page, exchangeTradeId);
  await expect(nested.locator("[data-loan-row]")).toHaveCount(5);
  await expect(nested).toContainText("All 5 loans");

  const [first = 0] = loans;
  await rowLinkOf(page, first).click();
  await expect(page).toHaveURL(`/pipeline/trades/${id}/loans/${first}`);
  await expect(panelOf(page).getByRole("heading", { name: "Walker 1" })).toBeVisible();
  await expect(panelOf(page)).toContainText("1 of 5 on this page");
  await page.keyboard.press("j");
  await expect(panelOf(page).getByRole("heading", { name: "Walker 2" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(panelOf(page)).toBeHidden();
  await expect.poll(() => hasFocus(rowLinkOf(page, loans[1] ?? 0))).toBe(true);
  await expect(page).toHaveURL(`/pipeline/trades/${id}`);

  await page.goBack();
  await page.goBack();
  await expect(page).toHaveURL(`/pipeline/trades/${id}`);
  await page.goBack();
  await expect(page).toHaveURL("/pipeline/trades");
  await expect(toggle).toHaveAttribute("aria-expanded", "false");
  await page.goForward();
  await expect(openTradeOf(page, exchangeTradeId)).toBeVisible();
});

for (const width of [768, 1280, 1440]) {
  test(`P7.6 P7.9: an open trade leaves the columns at ${width} pixels as they are`, async ({
    page,
    tenant,
  }) => {
    const { exchangeTradeId } = await buyTrade(tenant, 2);
    await page.setViewportSize({ width, height: 900 });
    await page.goto("/pipeline/trades");
    await toggleOf(page, exchangeTradeId).click();
    await expect(loansOf(page, exchangeTradeId).locator("[data-loan-row]")).toHaveCount(2);
    const seen = await tradesOf(page).evaluate((table: HTMLTableElement) => {
      const heads = [...(table.tHead?.rows[0]?.cells ?? [])];
      const cut = [...table.querySelectorAll<HTMLElement>("[data-trade-row] .id")].filter(
        (id) => id.scrollWidth > id.clientWidth,
      );
      const line = table.querySelector("[data-trade-row]")?.closest("tr");
      return {
        page: table.parentElement?.clientWidth,
        table: table.getBoundingClientRect().width,
        heads: Math.round(heads.reduce((sum, head) => sum + head.getBoundingClientRect().width, 0)),
        cutIds: cut.map((id) => id.textContent),
        line: line?.getBoundingClientRect().height,
      };
    });
    expect(seen).toEqual({ page: seen.table, table: seen.table, heads: seen.table, cutIds: [], line: 36 });
  });
}

test("P7.6: a link opens its trade also where the list does not show it, and a loan over it", async ({
  page,
  tenant,
}) => {
  const { id, exchangeTradeId, loans } = await buyTrade(tenant, 2);
  const investor = unique("Elsewhere");
  const other = await buyTrade(tenant, 1, { trade: { buyerName: investor } });
  await page.goto(`/pipeline/trades/${id}/loans/${loans[1]}?investor=${investor}`);
  await expect(panelOf(page).getByRole("heading", { name: "Borrower 2" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(loansOf(page, exchangeTradeId).locator("[data-loan-row]")).toHaveCount(2);
  await expect(toggleOf(page, other.exchangeTradeId)).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: "1 trade matches" })).toBeVisible();
  await toggleOf(page, exchangeTradeId).click();
  await expect(toggleOf(page, exchangeTradeId)).toHaveCount(0);

  await page.goto("/pipeline/trades/2000000000");
  await expect(page.getByRole("alert").filter({ hasText: "There is no such trade" })).toBeVisible();
  await expect(tradesOf(page)).toBeVisible();
});

test("P7.6 P7.9: found, opened, walked through and closed by keyboard alone", async ({ page, tenant }) => {
  const { exchangeTradeId, loans } = await tradeOnItsWay(tenant);
  await page.goto("/pipeline/trades");
  const keys = page.keyboard;
  await expect(tradesOf(page).locator("[data-trade-row]").first()).toBeVisible();
  await keys.press("/");
  await keys.type(exchangeTradeId);
  await expect(tradesOf(page).locator("[data-trade-row]")).toHaveCount(1);
  await keys.press("Tab");
  await keys.press("j");
  await expect(toggleOf(page, exchangeTradeId)).toBeFocused();
  await keys.press("Space");
  await expect(rowLinkOf(page, loans[0] ?? 0)).toBeVisible();
  await keys.press("j");
  await keys.press("j");
  await expect(rowLinkOf(page, loans[1] ?? 0)).toBeFocused();
  await keys.press("k");
  await keys.press("Enter");
  await expect(panelOf(page).getByRole("heading", { name: "Walker 1" })).toBeVisible();
  await keys.press("Escape");
  await expect(rowLinkOf(page, loans[0] ?? 0)).toBeFocused();
  await keys.press("k");
  await keys.press("Enter");
  await expect(toggleOf(page, exchangeTradeId)).toHaveAttribute("aria-expanded", "false");
  await keys.press("Enter");
  const toList = openTradeOf(page, exchangeTradeId).getByRole("link", { name: "Open in loan list" });
  await tabTo(toList);
  await keys.press("Enter");
  await page.waitForURL("**/pipeline/loans?filter=**");
  await expect(page.getByRole("table", { name: "Loans" }).locator("[data-loan-row]")).toHaveCount(5);
});

test("P7.6: trades that fail to load are told, not shown as none, and can be asked for again", async ({
  newTenant,
  openAs,
  problems,
}) => {
  const tenant = await newTenant();
  const { exchangeTradeId } = await buyTrade(tenant, 1);
  const page = await openAs({ tenant, role: "operator" });
  // Without live changes nothing is asked for again by itself.
  problems.expect(/status of 500/, /ERR_FAILED .*api\/live/);
  await page.route("**/api/live", (route) => route.abort());
  expectInServerLog('seller_name\\" does not exist');
  await tenant.asOwner("ALTER TABLE pipeline_trade RENAME COLUMN seller_name TO mislaid");
  await page.goto("/pipeline/trades");
  const alert = page.getByRole("alert").filter({ hasText: "The trades could not be loaded" });
  await expect(alert).toContainText(/Reference\s+[0-9a-f-]{36}/);
  await expect(page.getByText("No trades yet")).toHaveCount(0);

  await tenant.asOwner("ALTER TABLE pipeline_trade RENAME COLUMN mislaid TO seller_name");
  await alert.getByRole("button", { name: "Try again" }).click();
  await expect(toggleOf(page, exchangeTradeId)).toBeVisible();
});

test("P7.6 P8.7: filters, sort and page are in the address; nothing matching is not nothing there", async ({
  newTenant,
  openAs,
}) => {
  const tenant = await newTenant();
  const page = await openAs({ tenant, role: "operator" });
  await page.goto("/pipeline/trades");
  await expect(page.getByRole("heading", { name: "No trades yet" })).toBeVisible();
  const small = await buyTrade(tenant, 1, { trade: { buyerName: "Cascade", sellerName: "Tidewater" } });
  const large = await buyTrade(tenant, 3, { trade: { buyerName: "Meridian", sellerName: "Tidewater" } });
  await page.goto("/pipeline/trades?sort=totalAmount&dir=asc");
  const ids = tradesOf(page).locator("[data-trade-row]");
  await expect(ids).toHaveText([small.exchangeTradeId, large.exchangeTradeId]);
  await tradesOf(page).getByRole("button", { name: "Total amount" }).click();
  await expect(ids).toHaveText([large.exchangeTradeId, small.exchangeTradeId]);
  await expect(page).toHaveURL(/sort=totalAmount/);
  await page.getByRole("searchbox", { name: "Investor" }).fill("meri");
  await expect(ids).toHaveText([large.exchangeTradeId]);
  await page.getByRole("region", { name: "Filters" }).getByRole("button", { name: "Status" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Settled" }).click();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("heading", { name: "No trade matches" })).toBeVisible();
  await expect(page).toHaveURL(/status=settled/);
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(ids).toHaveCount(2);
  await page.goto("/pipeline/trades?page=9");
  await expect(page.getByRole("heading", { name: "This page is past the end" })).toBeVisible();
});
