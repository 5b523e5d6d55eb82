import { dialogOf, nextActionsOf, panelOf, xOf } from "../fixtures/desk.ts";
import { cellOf, chipOf, focusIn, gridRow } from "../fixtures/grid.ts";
import { holdCalls } from "../fixtures/held.ts";
import { unique } from "../fixtures/tenant.ts";
import { expect, test } from "../fixtures/test.ts";

test("P8.2: a right click offers the loan's own moves, asks for notes beside it, and the row moves at once", async ({
  page,
  tenant,
}) => {
  const name = unique("Click");
  const [loanId = 0, other = 0] = await tenant.buy(2, (number) => ({ borrowerName: `${name} ${number}` }));
  await tenant.move(other, "in_transit");
  await tenant.move(loanId, "in_transit");
  await page.goto(`/pipeline/grid?q=${name}`);
  await cellOf(gridRow(page, other), "currentStatus").click({ button: "right" });
  const menu = page.getByRole("menu", { name: `Actions for ${name} 2` });
  await expect(menu.getByRole("menuitem", { name: "Mark delivered" })).toBeVisible();
  await expect(menu.getByRole("menuitem", { name: "Record settlement" })).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(menu).toBeHidden();

  const cell = cellOf(gridRow(page, loanId), "currentStatus");
  await cell.click({ button: "right" });
  await page.getByRole("menuitem", { name: "Mark rejected" }).click();
  const dialog = dialogOf(page, "Mark rejected");
  await expect.poll(async () => Math.abs((await xOf(dialog)) - (await xOf(cell)))).toBeLessThan(260);

  await dialog.getByRole("button", { name: "Mark rejected" }).click();
  await expect(dialog.getByLabel("Notes")).toHaveAttribute("aria-invalid", "true");
  await dialog.getByLabel("Notes").fill("Title is missing");

  // Held back, so that what is seen before the answer can be told from what is seen after it.
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route("**/api/trpc/*changeStatus*", async (route) => {
    await held;
    await route.continue();
  });
  await dialog.getByRole("button", { name: "Mark rejected" }).click();
  await expect(cell).toHaveText("Rejected");
  letGo();
  await expect(page.getByText(`${name} 1 moved to Rejected`)).toBeVisible();
  await expect(chipOf(page, "Rejected")).toContainText("1");
  await page.getByRole("button", { name: /^Undo/ }).click();
  await expect(cell).toHaveText("In Transit");
});

test("P8.2: a move that the server refuses is taken back, and what was typed is asked again", async ({
  page,
  tenant,
  problems,
}) => {
  const name = unique("Refused");
  const [loanId = 0] = await tenant.buy(1, { borrowerName: name });
  await page.goto(`/pipeline/grid?q=${name}`);
  const cell = cellOf(gridRow(page, loanId), "currentStatus");
  await cell.click({ button: "right" });
  await page.getByRole("menuitem", { name: "Mark in transit" }).click();
  const dialog = dialogOf(page, "Mark in transit");
  await dialog.getByLabel("Notes").fill("Too late");
  problems.expect(/409|422/);
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route("**/api/trpc/*changeStatus*", async (route) => {
    await held;
    await route.continue();
  });
  await dialog.getByRole("button", { name: "Mark in transit" }).click();
  await expect(cell).toHaveText("In Transit");
  await tenant.move(loanId, "in_transit", "delivered");
  letGo();
  await expect(dialog).toBeVisible();
  await expect(dialog.getByLabel("Notes")).toHaveValue("Too late");
  await expect(cell).toHaveText("Delivered");
});

test("P8.5 P7.4: a move of a loan that does not match is not counted among those that do", async ({
  newTenant,
  openAs,
}) => {
  const tenant = await newTenant();
  const page = await openAs({ tenant, role: "operator" });
  const name = unique("Counted");
  await tenant.buy(2, { borrowerName: name });
  const [stranger = 0] = await tenant.buy(1, { borrowerName: unique("Stranger") });
  await page.goto(`/pipeline/grid/${stranger}?q=${name}`);
  await expect(chipOf(page, "Purchased")).toHaveText("Purchased2");
  const letGo = await holdCalls(page, "changeStatus");
  await nextActionsOf(page).getByRole("button", { name: "Mark in transit" }).click();
  const dialog = dialogOf(page, "Mark in transit");
  await dialog.getByLabel("Notes").fill("Sent");
  await dialog.getByRole("button", { name: "Mark in transit" }).click();
  await expect(panelOf(page).locator("header")).toContainText("In Transit");
  await expect(chipOf(page, "In Transit")).toHaveText("In Transit0");
  await expect(chipOf(page, "Purchased")).toHaveText("Purchased2");
  // Among all loans it is counted before the answer.
  await page.getByRole("button", { name: "Close the loan" }).click();
  await page.getByRole("link", { name: "Dashboard" }).click();
  const cards = page.getByRole("list", { name: "Statuses in lifecycle order" }).getByRole("listitem");
  await expect(cards.filter({ hasText: /^Purchased2 loans/ })).toBeVisible();
  await expect(cards.filter({ hasText: /^In Transit1 loan/ })).toBeVisible();
  letGo();
  await expect(page.getByText("moved to In Transit")).toBeVisible();
});

test("P8.2: Shift+F10 opens the menu at the cell, and Escape leads back to it", async ({ page, tenant }) => {
  const name = unique("Keys");
  const [loanId = 0] = await tenant.buy(1, { borrowerName: name });
  await page.goto(`/pipeline/grid?q=${name}`);
  await cellOf(gridRow(page, loanId), "loanId").click();
  await page.keyboard.press("Shift+F10");
  await expect(page.getByRole("menuitem", { name: "Copy PSX loan ID" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect.poll(() => focusIn(page)).toBe(`loanId ${loanId}`);
  await page.keyboard.press("Shift+F10");
  await expect(page.getByRole("menuitem", { name: "Mark in transit" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(dialogOf(page, "Mark in transit").getByLabel("Notes")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect.poll(() => focusIn(page)).toBe(`loanId ${loanId}`);
});

test.describe("an operator", () => {
  test.use({ role: "operator" });

  test("P8.2 P6.3: is offered no settlement of a delivered loan", async ({ page, tenant }) => {
    const name = unique("Operator");
    const [loanId = 0] = await tenant.buy(1, { borrowerName: name });
    await tenant.move(loanId, "in_transit", "delivered");
    await page.goto(`/pipeline/grid?q=${name}`);
    await cellOf(gridRow(page, loanId), "currentStatus").click({ button: "right" });
    await expect(page.getByRole("menuitem", { name: "Copy loan ID", exact: true })).toBeVisible();
    await expect(page.getByRole("menuitem", { name: "Record settlement" })).toHaveCount(0);
  });
});
