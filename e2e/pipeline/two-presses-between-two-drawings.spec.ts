import type { Page } from "@playwright/test";
import { mortgageOf, mortgageRows } from "../fixtures/mortgages.ts";
import { expect, test } from "../fixtures/test.ts";

/** Presses what has these names in one go, as two quick presses on a page that is busy. */
const pressAtOnce = (page: Page, names: string[]) =>
  page.evaluate((wanted) => {
    const all = [...document.querySelectorAll<HTMLElement>("[role=menuitemcheckbox], button[aria-pressed]")];
    for (const name of wanted) all.find(({ textContent }) => textContent?.trim() === name)?.click();
  }, names);

test("P7.2 M13: two filters that are pressed before the list was drawn again both count", async ({
  newTenant,
  openAs,
}) => {
  const tenant = await newTenant();
  await tenant.buy(2);
  await mortgageOf(tenant, { status: "closed" });
  await mortgageOf(tenant, { status: "defaulted" });
  await mortgageOf(tenant);
  const page = await openAs({ tenant, role: "admin" });

  await page.goto("/mortgages");
  await expect(mortgageRows(page)).toHaveCount(3);
  await page.getByRole("region", { name: "Filters" }).getByRole("button", { name: "Status" }).click();
  await expect(page.getByRole("menuitemcheckbox", { name: "Closed" })).toBeVisible();
  await pressAtOnce(page, ["Closed", "Defaulted"]);
  await expect(mortgageRows(page)).toHaveCount(2);
  await expect(page).toHaveURL(/status=closed(,|%2C)defaulted/);

  await page.goto("/pipeline/loans");
  await page.getByRole("region", { name: "Filters" }).getByRole("button", { name: "Status" }).click();
  await expect(page.getByRole("menuitemcheckbox", { name: "Purchased" })).toBeVisible();
  await pressAtOnce(page, ["Purchased", "In Transit"]);
  await expect(page).toHaveURL(/status=purchased(,|%2C)in_transit/);

  await page.goto("/pipeline/trades");
  await page.getByRole("region", { name: "Filters" }).getByRole("button", { name: "Status" }).click();
  await expect(page.getByRole("menuitemcheckbox", { name: "Active", exact: true })).toBeVisible();
  const names = await page.getByRole("menuitemcheckbox").allTextContents();
  await pressAtOnce(page, names.slice(0, 2));
  await expect(page.getByRole("menuitemcheckbox", { checked: true })).toHaveCount(2);

  await page.goto("/admin/deliveries");
  await expect(page.getByRole("button", { name: "Rejected" })).toBeVisible();
  await pressAtOnce(page, ["Created", "Rejected"]);
  await expect(page.getByRole("button", { pressed: true })).toHaveCount(2);
});
