import { dialogOf, panelOf } from "../fixtures/desk.ts";
import { cellOf, focusIn, gridRow, headOf, selectionOf } from "../fixtures/grid.ts";
import { unique } from "../fixtures/tenant.ts";
import { expect, test } from "../fixtures/test.ts";

test("P8.7: arrows walk, Enter opens the loan, Escape leads back to the same cell", async ({
  page,
  tenant,
}) => {
  const name = unique("Walk");
  const ids = await tenant.buy(6, (number) => ({ borrowerName: `${name} ${number}` }));
  const [, second = 0, third = 0, fourth = 0] = ids;
  await page.goto(`/pipeline/grid?q=${name}&sort=borrowerName&dir=asc`);
  await cellOf(gridRow(page, second), "loanId").click();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => focusIn(page)).toBe(`currentStatus ${third}`);
  await page.keyboard.press("Enter");
  await expect(panelOf(page)).toContainText(`${name} 3`);
  await expect(page).toHaveURL(new RegExp(`/pipeline/grid/${third}\\?`));
  await expect(panelOf(page)).toContainText("3 of 6");
  await page.keyboard.press("Escape");
  await expect(panelOf(page)).toBeHidden();
  await expect.poll(() => focusIn(page)).toBe(`currentStatus ${third}`);

  await page.keyboard.press("Enter");
  await expect(panelOf(page)).toContainText(`${name} 3`);
  await page.keyboard.press("j");
  await expect(panelOf(page)).toContainText(`${name} 4`);
  await page.keyboard.press("Escape");
  await expect.poll(() => focusIn(page)).toBe(`currentStatus ${fourth}`);
  await expect(page).toHaveURL(/\/pipeline\/grid\?/);
});

test("P8.7: of keys pressed faster than the screen is drawn each one counts", async ({ page, tenant }) => {
  const name = unique("Fast");
  const ids = await tenant.buy(6, (number) => ({ borrowerName: `${name} ${number}` }));
  const [first = 0, , , , fifth = 0] = ids;
  await page.goto(`/pipeline/grid/${first}?q=${name}&sort=borrowerName&dir=asc`);
  await expect(panelOf(page)).toContainText("1 of 6");
  await page.evaluate(() => {
    for (const key of "jjjjjk")
      document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  });
  await expect(page).toHaveURL(new RegExp(`/pipeline/grid/${fifth}\\?`));
  await expect(panelOf(page)).toContainText("5 of 6");
});

test("P8.7: a whole bulk update by keyboard alone", async ({ page, tenant }) => {
  const name = unique("Bulk");
  const ids = await tenant.buy(4, (number) => ({ borrowerName: `${name} ${number}` }));
  const [first = 0, second = 0, third = 0] = ids;
  await page.goto(`/pipeline/grid?q=${name}&sort=borrowerName&dir=asc`);
  await expect(gridRow(page, first)).toBeVisible();
  await page.keyboard.press("Control+Shift+S");
  await expect(page.getByText("No loan is selected yet")).toBeVisible();
  await cellOf(gridRow(page, first), "loanId").focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Shift+Space");
  await expect(selectionOf(page)).toContainText("3 selected");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Space");
  await expect(selectionOf(page)).toContainText("2 selected");
  await page.keyboard.press("Control+Shift+S");
  await expect(
    dialogOf(page, "Update status").getByRole("button", { name: "Mark 2 in transit" }),
  ).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(dialogOf(page, "Mark in transit").getByLabel("Notes")).toBeFocused();
  await page.keyboard.type("By hand");
  // The check comes before anything can be sent.
  await expect(dialogOf(page, "Mark in transit")).toContainText("2 ready");
  await page.keyboard.press("Control+Enter");
  await expect(cellOf(gridRow(page, first), "currentStatus")).toHaveText("In Transit");
  await expect(cellOf(gridRow(page, third), "currentStatus")).toHaveText("In Transit");
  await expect(cellOf(gridRow(page, second), "currentStatus")).toHaveText("Purchased");
});

test("P8.7: the head of a column sorts and filters by keyboard; ? lists the keys", async ({
  page,
  tenant,
}) => {
  const name = unique("Head");
  const [loanId = 0] = await tenant.buy(2, (number) => ({ borrowerName: `${name} ${number}` }));
  await page.goto(`/pipeline/grid?q=${name}`);
  await cellOf(gridRow(page, loanId), "loanId").focus();
  await page.keyboard.press("Home");
  await expect.poll(() => focusIn(page)).toMatch(/^ticks/);
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowRight");
  await expect(headOf(page, "Borrower")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/sort=borrowerName/);
  await page.keyboard.press("Shift+F10");
  await expect(page.getByLabel("Borrower contains")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(headOf(page, "Borrower")).toBeFocused();
  await page.keyboard.press("?");
  const keys = dialogOf(page, "Keyboard");
  await expect(keys.getByRole("heading", { name: "Grid", exact: true })).toBeVisible();
  await expect(keys).toContainText("Update the status of the selected loans");
});

test("P8.6 P7.6: from the loan over the grid its trade opens, and back, quickly too", async ({
  page,
  tenant,
}) => {
  const name = unique("Leave");
  const [loanId = 0] = await tenant.buy(2, { borrowerName: name });
  const complaints: string[] = [];
  page.on("console", (message) => message.type() === "warning" && complaints.push(message.text()));
  await page.goto(`/pipeline/grid?q=${name}`);
  await cellOf(gridRow(page, loanId), "loanId").click();
  await page.keyboard.press("Enter");
  await panelOf(page).getByRole("link", { name: /^PSX/ }).click();
  await expect(page).toHaveURL(/\/pipeline\/trades\/\d+/);
  await expect(page.getByRole("heading", { name: "Trades", level: 1 })).toBeVisible();
  for (const step of ["back", "back", "forward", "forward", "back"] as const)
    await page.evaluate((way) => window.history[way](), step);
  await expect(gridRow(page, loanId)).toBeVisible();
  expect(complaints).toEqual([]);
});
