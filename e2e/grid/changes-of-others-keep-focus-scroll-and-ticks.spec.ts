import { cellOf, chipOf, focusIn, gridRow, selectionOf } from "../fixtures/grid.ts";
import { openLive, withinASecond } from "../fixtures/live.ts";
import { unique } from "../fixtures/tenant.ts";
import { expect, test } from "../fixtures/test.ts";

test("P7.8: a colleague's move shows in the grid within a second, with focus, scroll and ticks as they were", async ({
  page,
  tenant,
}) => {
  const name = unique("Live");
  const ids = await tenant.buy(150, (number) => ({
    borrowerName: `${name} ${String(number).padStart(3, "0")}`,
  }));
  const [ticked = 0, theirs = 0, mine = 0] = [ids[128], ids[129], ids[130]];
  await openLive(page, `/pipeline/grid?q=${name}&sort=borrowerName&dir=asc`);
  await cellOf(gridRow(page, ids[0] ?? 0), "loanId").focus();
  await page.keyboard.press("Control+End");
  await gridRow(page, ticked).getByRole("checkbox").click();
  await cellOf(gridRow(page, mine), "buyerName").focus();
  const top = () => gridRow(page, mine).evaluate((row) => Math.round(row.getBoundingClientRect().top));
  const before = await top();
  const soon = await withinASecond(page);
  await tenant.move(theirs, "in_transit");
  await expect(cellOf(gridRow(page, theirs), "currentStatus")).toHaveText("In Transit", soon);
  await expect(chipOf(page, "In Transit")).toContainText("1");
  expect(await focusIn(page)).toBe(`buyerName ${mine}`);
  expect(await top()).toBe(before);
  await expect(gridRow(page, ticked).getByRole("checkbox")).toBeChecked();
  await expect(selectionOf(page)).toContainText("1 selected");
});
