import { mortgageOf } from "../fixtures/mortgages.ts";
import { fieldOf, openPalette, optionsOf } from "../fixtures/palette.ts";
import { unique } from "../fixtures/tenant.ts";
import { expect, test } from "../fixtures/test.ts";

test.use({ role: "operator" });

test("M13 P9.2: the palette finds a mortgage by borrower and by address and opens it; the sheet of keys names its keys", async ({
  page,
  tenant,
}) => {
  const borrower = unique("Okonkwo");
  const { mortgageId } = await mortgageOf(tenant, { borrower });
  await page.goto("/pipeline");
  await openPalette(page);
  await fieldOf(page).fill(borrower);
  const hit = optionsOf(page).filter({ hasText: `Mortgage ${mortgageId}` });
  await expect(hit).toContainText(borrower);
  await hit.click();
  await expect(page).toHaveURL(`/mortgages/${mortgageId}`);
  await page.keyboard.press("?");
  const keys = page.getByRole("dialog", { name: "Keyboard" });
  await expect(keys.getByRole("heading", { name: "Mortgages", exact: true })).toBeVisible();
});
