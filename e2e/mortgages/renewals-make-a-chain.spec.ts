import { expectAccessible } from "../fixtures/axe.ts";
import { meetOnTheServer } from "../fixtures/held.ts";
import { openLive } from "../fixtures/live.ts";
import { chainOf, changeMeanwhile, mortgageOf, mortgageRow, renewalOf } from "../fixtures/mortgages.ts";
import { unique } from "../fixtures/tenant.ts";
import { expect, test } from "../fixtures/test.ts";

test("M2 M13: a mortgage is renewed twice; the terms are compared while typing, and the chain shows all three", async ({
  page,
  tenant,
}) => {
  const borrower = unique("Ines");
  const { mortgageId } = await mortgageOf(tenant, { borrower });
  await page.goto(`/mortgages/${mortgageId}`);
  await expect(page.getByText("Not renewed so far.")).toBeVisible();
  await page.getByRole("button", { name: "Renew" }).click();
  const dialog = page.getByRole("dialog", { name: `Renew mortgage ${mortgageId} of ${borrower}` });
  const row = (term: string) => dialog.getByRole("row", { name: new RegExp(`^${term}`) });
  await expect(dialog.getByLabel("Origination")).toHaveValue("2027-03-01");
  await expect(dialog.getByLabel("Maturity")).toHaveValue("2030-03-01");
  await dialog.getByLabel("Loan amount").fill("400,000");
  await expect(row("Loan amount")).toContainText("−$12,500.00");
  await dialog.getByLabel("Interest rate").fill("5.5");
  await expect(row("Interest rate")).toContainText("−62.5 bp");
  await dialog.getByLabel("Maturity").fill("2029-03-01");
  await expect(row("Maturity")).toContainText("2 y, 12 mo shorter");
  await expectAccessible(page, "renewing");
  await dialog.getByLabel("Origination").fill("2024-03-01");
  await dialog.getByRole("button", { name: "Renew mortgage" }).click();
  await expect(dialog.getByText(/^Origination must be after that of the mortgage/)).toBeVisible();
  await dialog.getByLabel("Origination").fill("2027-03-01");
  await page.keyboard.press("Control+Enter");

  await expect(page.getByRole("region", { name: "Terms" })).toContainText("$400,000.00");
  await expect(page).not.toHaveURL(`/mortgages/${mortgageId}`);
  await expect(chainOf(page)).toHaveCount(2);
  await page.getByRole("button", { name: "Renew" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Renew mortgage" }).click();
  await expect(chainOf(page)).toHaveCount(3);
  await expect(chainOf(page).nth(0)).toContainText("Historical");
  await expect(chainOf(page).nth(1)).toContainText("−$12,500.00");
  await expect(chainOf(page).nth(2)).toContainText("Current");
  await expect(chainOf(page).nth(2)).toHaveAttribute("aria-current", "true");
  await expectAccessible(page, "a chain of three");

  await chainOf(page).nth(0).getByRole("link").click();
  await expect(page).toHaveURL(`/mortgages/${mortgageId}`);
  await expect(page.locator("header")).toContainText("Renewed");
  await expect(page.getByRole("button", { name: "Renew" })).toHaveAttribute("aria-disabled", "true");
  await expect(chainOf(page).nth(0)).toHaveAttribute("aria-current", "true");
});

test("M2 M7: terms that somebody changed while a renewal was being typed are shown before it is made", async ({
  page,
  tenant,
}) => {
  const mortgage = await mortgageOf(tenant);
  await openLive(page, `/mortgages/${mortgage.mortgageId}`);
  await page.getByRole("button", { name: "Renew" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Interest rate").fill("5");
  await changeMeanwhile(tenant, mortgage, { interestRate: "7", loanAmount: "390000" });
  const news = dialog.getByRole("alert");
  await expect(news).toContainText("Interest rate: 6.125% → 7.000%");
  await expect(dialog.getByRole("button", { name: "Renew mortgage" })).toHaveCount(0);
  await news.getByRole("button", { name: /^Go on/ }).click();
  await expect(dialog.getByRole("row", { name: /^Interest rate/ })).toContainText("−200 bp");
  await expect(dialog.getByLabel("Interest rate")).toHaveValue("5");
  // What nobody typed is proposed by the terms as they are now.
  await expect(dialog.getByLabel("Loan amount")).toHaveValue("390,000.00");
  await dialog.getByRole("button", { name: "Renew mortgage" }).click();
  await expect(page.getByRole("region", { name: "Terms" })).toContainText("5.000%");
  await expect(page.getByRole("region", { name: "Terms" })).toContainText("$390,000.00");
});

test("M2: a mortgage that a colleague renewed meanwhile is not renewed again, and the way leads to the renewal", async ({
  page,
  tenant,
  problems,
}) => {
  const borrower = unique("Twice");
  const mortgage = await mortgageOf(tenant, { borrower });
  await openLive(page, `/mortgages?q=${borrower}`);
  await mortgageRow(page, borrower).hover();
  await mortgageRow(page, borrower)
    .getByRole("button", { name: /^Actions/ })
    .click();
  await page.getByRole("menuitem", { name: "Renew …" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Interest rate").fill("5");
  problems.expect(/409/);
  await meetOnTheServer(page, "mortgages.renew", () => renewalOf(tenant, mortgage));
  await dialog.getByRole("button", { name: "Renew mortgage" }).click();
  await expect(dialog.getByRole("alert")).toContainText("has been renewed already");
  await expect(dialog.getByLabel("Interest rate")).toHaveValue("5");
  await dialog.getByRole("link", { name: /^Open mortgage/ }).click();
  await expect(chainOf(page)).toHaveCount(2);
  await expect(chainOf(page).nth(1)).toHaveAttribute("aria-current", "true");
});
