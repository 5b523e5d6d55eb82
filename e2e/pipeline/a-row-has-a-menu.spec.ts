import type { Page } from "@playwright/test";
import { dialogOf, panelOf, rowLinkOf, rowsOf, xOf } from "../fixtures/desk.ts";
import { type TestTenant, unique } from "../fixtures/tenant.ts";
import { expect, test } from "../fixtures/test.ts";

const menuOf = (page: Page, name: string) => page.getByRole("menu", { name: `Actions for ${name}` });

async function oneInTransit(page: Page, tenant: TestTenant): Promise<{ loanId: number; name: string }> {
  const name = unique("Menu");
  const [loanId = 0] = await tenant.buy(1, { borrowerName: name });
  await tenant.move(loanId, "in_transit");
  await page.goto(`/pipeline/loans?q=${name}`);
  await expect(rowsOf(page)).toHaveCount(1);
  return { loanId, name };
}

for (const key of ["Shift+F10", "ContextMenu"]) {
  test(`C4 P7.2: ${key} opens a row's menu with its valid moves, and Escape gives the focus back`, async ({
    page,
    tenant,
  }) => {
    const { loanId, name } = await oneInTransit(page, tenant);
    const row = rowLinkOf(page, loanId);
    await row.focus();
    await page.keyboard.press(key);
    const menu = menuOf(page, name);
    await expect(menu.getByRole("menuitem")).toHaveText([
      "Mark delivered",
      "Mark rejected",
      "Mark returned",
      "Open the loan",
      "Select",
      "Copy loan ID",
      "Copy PSX loan ID",
    ]);
    await page.keyboard.press("Escape");
    await expect(menu).toBeHidden();
    await expect(row).toBeFocused();

    await page.keyboard.press(key);
    await expect(menu.getByRole("menuitem", { name: "Mark delivered" })).toBeFocused();
    await page.keyboard.press("ArrowDown");
    await expect(menu.getByRole("menuitem", { name: "Mark rejected" })).toBeFocused();
    await page.keyboard.press("Enter");
    const dialog = dialogOf(page, "Mark rejected");
    await expect(dialog.getByLabel("Notes")).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(row).toBeFocused();
  });
}

test("C4: the right button opens it at the pointer; it selects, opens and copies; without a row it is the browser's", async ({
  page,
  tenant,
}) => {
  const { loanId, name } = await oneInTransit(page, tenant);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const row = rowsOf(page).first();
  const menu = menuOf(page, name);
  await row.click({ button: "right", position: { x: 400, y: 18 } });
  await expect.poll(async () => Math.abs((await xOf(menu)) - (await xOf(row)) - 400)).toBeLessThan(12);
  await menu.getByRole("menuitem", { name: "Select" }).click();
  await expect(row.getByRole("checkbox")).toBeChecked();

  await row.click({ button: "right" });
  await expect(menu.getByRole("menuitem", { name: "Deselect" })).toBeVisible();
  await menu.getByRole("menuitem", { name: "Copy PSX loan ID" }).click();
  await expect(page.getByText("PSX loan ID copied")).toBeVisible();
  const { json } = await tenant.api("operator", "GET", `/api/pipeline/loans/${loanId}`);
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(json.exchangeLoanId);

  await row.click({ button: "right" });
  await menu.getByRole("menuitem", { name: "Open the loan" }).click();
  await expect(panelOf(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("heading", { name: "Loans", level: 1 }).click({ button: "right" });
  await expect(page.getByRole("menu")).toHaveCount(0);
});

test.describe("for an operator on a tablet", () => {
  test.use({ role: "operator", viewport: { width: 768, height: 1024 }, hasTouch: true });

  test("C4 P6.3: the menu's button is in sight without a pointer over the row, and settling is not in it", async ({
    page,
    tenant,
  }) => {
    const { loanId, name } = await oneInTransit(page, tenant);
    await tenant.move(loanId, "delivered");
    await page.reload();
    const button = page.getByRole("button", { name: `Actions for ${name}` });
    await expect(button).toHaveCSS("opacity", "1");
    await button.tap();
    await expect(page.getByRole("menu").getByRole("menuitem")).toHaveText([
      "Mark disputed",
      "Open the loan",
      "Select",
      "Copy loan ID",
      "Copy PSX loan ID",
    ]);
  });
});
