import { cellOf, focusIn, gridRow, loanRows, tradeRows } from "../fixtures/grid.ts";
import { expect, test } from "../fixtures/test.ts";

test("P8.4: trades with count, volume and status open to their loans, by mouse and by keyboard", async ({
  newTenant,
  openAs,
}) => {
  const tenant = await newTenant();
  const older = await tenant.buyDaysAgo(9, 3, { purchasePrice: "100.10" });
  const newer = await tenant.buy(2, { purchasePrice: "0.05" });
  await tenant.move(newer[0] ?? 0, "in_transit");
  const page = await openAs({ tenant, role: "admin" });
  await page.goto("/pipeline/grid");
  await expect(loanRows(page)).toHaveCount(5);
  await page.getByRole("switch", { name: "Group by trade" }).click();
  await expect(tradeRows(page)).toHaveCount(2);
  await expect(loanRows(page)).toHaveCount(0);
  const [first, second] = [tradeRows(page).nth(0), tradeRows(page).nth(1)];
  await expect(first).toContainText("2 loans");
  await expect(cellOf(first, "purchasePrice")).toHaveText("0.10");
  await expect(cellOf(first, "currentStatus")).toHaveText("Active");
  await expect(cellOf(second, "purchasePrice")).toHaveText("300.30");

  await first.getByRole("button", { name: /^Loans of trade/ }).click();
  await expect(first.getByRole("button")).toHaveAttribute("aria-expanded", "true");
  await expect(gridRow(page, newer[0] ?? 0)).toBeVisible();
  await expect(loanRows(page)).toHaveCount(2);

  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect.poll(() => focusIn(page)).toMatch(/trade/);
  await page.keyboard.press("Enter");
  await expect(gridRow(page, older[0] ?? 0)).toBeVisible();
  await expect(loanRows(page)).toHaveCount(5);
  await page.keyboard.press("Space");
  await expect(loanRows(page)).toHaveCount(2);

  // The address holds all of it.
  await page.reload();
  await expect(loanRows(page)).toHaveCount(2);
  await page.goBack();
  await expect(page.getByRole("switch", { name: "Group by trade" })).not.toBeChecked();
  await expect(loanRows(page)).toHaveCount(5);
});

test("P8.4 P8.6: a filter counts and shows only the loans that match, of the trades that have some", async ({
  newTenant,
  openAs,
}) => {
  const tenant = await newTenant();
  await tenant.buyDaysAgo(9, 2);
  const [moved = 0] = await tenant.buy(3);
  await tenant.move(moved, "in_transit");
  const page = await openAs({ tenant, role: "operator" });
  await page.goto("/pipeline/grid?group=trade&status=in_transit");
  await expect(tradeRows(page)).toHaveCount(1);
  await expect(tradeRows(page)).toContainText("1 of 3 loans");
  await tradeRows(page).getByRole("button").click();
  await expect(loanRows(page)).toHaveCount(1);
  await expect(gridRow(page, moved)).toBeVisible();
});

test("P8.4: an address with trades that are not there, or no ids at all, opens what there is", async ({
  page,
  tenant,
}) => {
  await tenant.buy(1);
  await page.goto("/pipeline/grid?group=trade&open=99999999999,abc,-1,2147483647,0");
  await expect(tradeRows(page).first()).toBeVisible();
  const notice = page.getByRole("alert").filter({ hasText: "A part of this link cannot be read" });
  await expect(notice).toContainText("Not read: open=99999999999,abc,-1,2147483647,0.");
  await page.goto("/pipeline/grid?group=wild&open=1&filter=%7B&sort=nothing&cols=x,y&status=%00");
  await expect(loanRows(page).first()).toBeVisible();
  await expect(notice).toContainText("Not read: status=%00, filter={, cols=x,y, sort=nothing, group=wild.");
});
