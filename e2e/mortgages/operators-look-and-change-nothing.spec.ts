import { expectAccessible } from "../fixtures/axe.ts";
import { chainOf, mortgageOf, mortgageRow, renewalOf } from "../fixtures/mortgages.ts";
import { unique } from "../fixtures/tenant.ts";
import { expect, test } from "../fixtures/test.ts";

test.use({ role: "operator" });

const WHY = /changed by an administrator; your role is operator/;

test("M8 M13: an operator sees a mortgage whole, and of what changes it that it is for administrators", async ({
  page,
  tenant,
}) => {
  const borrower = unique("Seen");
  const first = await mortgageOf(tenant, { borrower });
  const { mortgageId } = await renewalOf(tenant, first);
  await page.goto(`/mortgages?q=${borrower}&status=active`);
  const create = page.getByRole("button", { name: "New mortgage" });
  await expect(create).toHaveAttribute("aria-disabled", "true");
  await expect(create).toHaveAccessibleDescription(WHY);
  await mortgageRow(page, borrower).hover();
  await mortgageRow(page, borrower)
    .getByRole("button", { name: /^Actions/ })
    .click();
  for (const verb of ["Edit", "Renew …", "Delete …"])
    await expect(page.getByRole("menuitem", { name: verb })).toHaveAttribute("aria-disabled", "true");
  await page.getByRole("menuitem", { name: "Open" }).click();

  await expect(page).toHaveURL(`/mortgages/${mortgageId}`);
  await expect(chainOf(page)).toHaveCount(2);
  for (const verb of ["Edit", "Renew"]) {
    const button = page.getByRole("button", { name: verb, exact: true });
    await expect(button).toHaveAttribute("aria-disabled", "true");
    await expect(button).toHaveAccessibleDescription(WHY);
  }
  await expect(page.getByRole("button", { name: /^Status: / })).toHaveCount(0);
  await expect(page.locator("header")).toContainText("Active");
  await expectAccessible(page, "a mortgage as an operator sees it");

  for (const address of ["/mortgages/new", `/mortgages/${mortgageId}/edit`]) {
    await page.goto(address);
    await expect(page.getByRole("heading", { name: "This is for administrators" })).toBeVisible();
  }
  await page.goto("/mortgages");
  await page.keyboard.press("n");
  await expect(page).toHaveURL("/mortgages");
});

test("M4 M13: where there is no such mortgage, the page says so and leads to those that there are", async ({
  page,
}) => {
  await page.goto("/mortgages/2000000000");
  await expect(
    page.getByRole("heading", { level: 1, name: "There is no mortgage 2000000000" }),
  ).toBeVisible();
  await expectAccessible(page, "no such mortgage");
  await page.getByRole("link", { name: "All mortgages" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Mortgages" })).toBeVisible();
});
