import { expectAccessible } from "../fixtures/axe.ts";
import { openFile, underwritten } from "../fixtures/credit.ts";
import { unique } from "../fixtures/tenant.ts";
import { expect, test } from "../fixtures/test.ts";

test.use({ role: "operator" });

test("F8.1: the list is searched, walked and opened without a mouse, and its filters are its address", async ({
  page,
  tenant,
}) => {
  const word = unique("walk");
  const low = await underwritten(
    tenant,
    { scores: [{ bureau: "experian", value: 520 }] },
    { name: `A ${word}` },
  );
  const good = await underwritten(tenant, {}, { name: `B ${word}` });
  await page.goto("/funding?sort=name&dir=asc");
  await expect(page.getByRole("link", { name: low.name })).toBeVisible();
  await page.keyboard.press("/");
  await page.keyboard.type(word);
  await expect(page).toHaveURL(new RegExp(`q=${word}`));
  const rows = page.getByRole("table", { name: "Funding files" }).locator("tbody").getByRole("row");
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText("Declined");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("link", { name: low.name })).toBeFocused();
  await page.keyboard.press("j");
  await expect(page.getByRole("link", { name: good.name })).toBeFocused();
  await page.keyboard.press("k");
  await expect(page.getByRole("link", { name: low.name })).toBeFocused();
  await expectAccessible(page, "list of files");
  await page.getByLabel("Way").selectOption({ label: "Term loan" });
  await expect(rows).toHaveCount(1);
  await page.getByRole("searchbox", { name: "Search files" }).press("ArrowDown");
  await expect(page.getByRole("link", { name: good.name })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`/funding/${good.fileId}`);
  await page.goBack();
  await expect(page).toHaveURL(/path=term_loan/);
  const howFar = page.getByLabel("Open or finished");
  await howFar.selectOption({ label: "Finished: funded" });
  await expect(page).toHaveURL(/outcome=funded/);
  await expect(rows).toHaveCount(0);
  await howFar.selectOption({ label: "Open" });
  await expect(rows).toHaveCount(1);
  await page.goto("/funding?path=somewhere");
  await expect(
    page.getByRole("alert").filter({ hasText: "A part of this link cannot be read" }),
  ).toBeVisible();
});

test("F1.1: a client is opened; what is wrong is said in its place, what was typed is kept, a namesake is shown", async ({
  page,
  tenant,
}) => {
  const email = `${unique("again")}@mail.test`;
  const other = await openFile(tenant, { email });
  await page.goto("/funding");
  await page.getByRole("link", { name: "New file" }).click();
  await page.getByLabel("Name").fill("Ines Okonkwo");
  await page.getByLabel("E-mail").fill(email);
  const similar = page.getByRole("region", { name: "Files that may be of the same client" });
  await expect(similar.getByRole("link", { name: other.name })).toBeVisible();
  // What is still to come is told together with the rest.
  await page.getByLabel("Business since").fill("2999-01-01");
  await page.getByLabel("Name").press("Control+Enter");
  await expect(page.getByLabel("Stated income, a year")).toBeFocused();
  await expect(
    page.getByText(/Stated income, a year must be in dollars and cents, such as 1250.00/),
  ).toBeVisible();
  await expect(page.getByText(/Business since must not be in the future/)).toBeVisible();
  await expectAccessible(page, "new file with a fault");
  await page.getByRole("link", { name: "Cancel" }).click();
  await page.getByRole("link", { name: "New file" }).click();
  await expect(page.getByText("Draft kept.")).toBeVisible();
  await expect(page.getByLabel("Name")).toHaveValue("Ines Okonkwo");
  // A file is given to one of those who may operate here.
  const operator = page.getByLabel("Operator");
  await expect(operator).toHaveValue(tenant.emailOf("operator"));
  await expect(operator.getByRole("option")).toHaveCount(2);
  await operator.selectOption(tenant.emailOf("admin"));
  await page.getByLabel("Business since").fill("2019-01-01");
  await page.getByLabel("Stated income, a year").fill("61,500");
  await page.getByLabel("Stated income, a year").press("Control+Enter");
  await expect(page).toHaveURL(/\/funding\/\d+$/);
  await expect(page.getByRole("heading", { name: "Ines Okonkwo" })).toBeVisible();
  await expect(page.locator("header")).toContainText("Waits for a credit report");
  await expect(page.getByRole("region", { name: "Client" })).toContainText("Operator");
  await expect(page.locator("header")).toContainText(tenant.emailOf("admin"));
  await expect(page.getByRole("region", { name: "Possible duplicates" })).toContainText(other.name);
});

test("F5.2 F8.3: the sheet of keys names those of the files and of the Funding Queue", async ({ page }) => {
  await page.goto("/funding");
  await page.keyboard.press("?");
  const keys = page.getByRole("dialog", { name: "Keyboard" });
  for (const where of ["Files", "Funding Queue", "Funding file"])
    await expect(keys.getByRole("heading", { name: where, exact: true })).toBeVisible();
  await expect(keys).toContainText("How the call ended, by its number");
});
