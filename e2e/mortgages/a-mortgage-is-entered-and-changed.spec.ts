import { expectAccessible } from "../fixtures/axe.ts";
import { borrowerNamed, mortgageOf } from "../fixtures/mortgages.ts";
import { unique } from "../fixtures/tenant.ts";
import { expect, test } from "../fixtures/test.ts";

test("M5 M13: a mortgage is entered; each fault is said at its field, what was typed is kept, a borrower is added on the way", async ({
  page,
}) => {
  const borrower = unique("Ines");
  await page.goto("/mortgages");
  await page.getByRole("link", { name: "New mortgage" }).first().click();
  await page.getByLabel("Loan amount").press("Control+Enter");
  await expect(page.getByLabel("Loan amount")).toBeFocused();
  for (const field of [
    "Loan amount",
    "Interest rate",
    "Origination date",
    "Maturity date",
    "Borrower",
    "Street",
    "ZIP",
  ])
    await expect(page.getByText(`${field} is required.`, { exact: true })).toBeVisible();
  await expectAccessible(page, "a form full of faults");

  await page.getByLabel("Loan amount").fill("-5");
  await page.getByLabel("Interest rate").fill("100");
  await page.getByLabel("Origination date").fill("2026-03-01");
  await page.getByLabel("Maturity date").fill("2026-03-01");
  await page.getByLabel("Latitude").fill("91");
  await page.getByRole("button", { name: "Create mortgage" }).click();
  await expect(page.getByText(/^Interest rate must be more than 0 and less than 100/)).toBeVisible();
  await expect(page.getByText(/^Maturity date must be after the origination date/)).toBeVisible();
  await expect(page.getByText(/^Latitude must be between -90 and 90/)).toBeVisible();
  await expect(page.getByText(/^Longitude is required together with the latitude/)).toBeVisible();

  await page.getByLabel("Loan amount").fill("$412,500");
  await page.getByLabel("Interest rate").fill("6.125 %");
  await page.getByRole("button", { name: "3 years" }).click();
  await expect(page.getByLabel("Maturity date")).toHaveValue("2029-03-01");
  await page.getByLabel("Latitude").fill("45.52");
  await page.getByLabel("Longitude").fill("-122.68");
  const picker = page.getByRole("combobox", { name: "Borrower" });
  await picker.fill(borrower);
  await page.getByRole("option", { name: /as a new borrower/ }).click();
  const adding = page.getByRole("dialog", { name: "Add a borrower" });
  await expect(adding.getByLabel("Name")).toHaveValue(borrower);
  await adding.getByLabel("E-mail").fill("nonsense");
  await adding.getByRole("button", { name: "Add borrower" }).click();
  await expect(adding.getByLabel("E-mail")).toHaveAttribute("aria-invalid", "true");
  await adding.getByLabel("E-mail").fill("ines@mail.test");
  await expectAccessible(page, "adding a borrower");
  await adding.getByLabel("E-mail").press("Enter");
  await expect(adding).toBeHidden();
  await expect(picker).toHaveValue(borrower);

  // Away and back: what was typed stands there still.
  await page.getByRole("link", { name: "Cancel" }).click();
  await page.getByRole("link", { name: "New mortgage" }).first().click();
  await expect(page.getByText("Draft kept.")).toBeVisible();
  await page.getByLabel("Street").fill("41 Alder Way");
  await page.getByLabel("City").fill("Portland");
  await page.getByLabel("State").fill("OR");
  await page.getByLabel("ZIP").fill("97205");
  await page.getByLabel("ZIP").press("Control+Enter");
  await expect(page).toHaveURL(/\/mortgages\/\d+$/);
  await expect(page.getByRole("heading", { level: 1, name: borrower })).toBeVisible();
  const terms = page.getByRole("region", { name: "Terms" });
  await expect(terms).toContainText("$412,500.00");
  await expect(terms).toContainText("6.125%");
  await expect(terms).toContainText("Term of 3 y");
});

test("M1 M13: an external id that is known adds nothing, and leads to the mortgage that has it", async ({
  page,
  tenant,
}) => {
  const id = unique("LN");
  const known = await mortgageOf(tenant, { externalMortgageId: id });
  await page.goto("/mortgages/new");
  await page.getByLabel("Loan amount").fill("1");
  await page.getByLabel("Interest rate").fill("5");
  await page.getByLabel("External id").fill(id);
  await page.getByLabel("Origination date").fill("2026-03-01");
  await page.getByRole("button", { name: "1 year", exact: true }).click();
  await page.getByRole("combobox", { name: "Borrower" }).fill(known.borrowerName);
  await page.getByRole("option", { name: known.borrowerName }).first().click();
  for (const [label, text] of [
    ["Street", "1 Main"],
    ["City", "Reno"],
    ["State", "NV"],
    ["ZIP", "89501"],
  ] as const)
    await page.getByLabel(label).fill(text);
  await page.getByRole("button", { name: "Create mortgage" }).click();
  const notice = page.getByRole("alert").filter({ hasText: "already" });
  await expect(notice).toContainText(`Mortgage ${known.mortgageId}`);
  await expect(page.getByLabel("Street")).toHaveValue("1 Main");
  await page.getByLabel("External id").fill("");
  await page.getByRole("button", { name: "Create mortgage" }).click();
  await expect(page).toHaveURL(/\/mortgages\/\d+$/);
  expect(page.url()).not.toMatch(new RegExp(`/${known.mortgageId}$`));
});

test("M7: loan, dates, property and borrower are changed, and only what differs is said to change", async ({
  page,
  tenant,
}) => {
  const { mortgageId } = await mortgageOf(tenant);
  const other = unique("Otto");
  await borrowerNamed(tenant, other);
  await page.goto(`/mortgages/${mortgageId}`);
  await page.getByRole("link", { name: "Edit" }).click();
  await expect(page.getByLabel("Loan amount")).toHaveValue("412,500.00");
  await page.getByLabel("Loan amount").fill("400000");
  await page.getByLabel("Maturity date").fill("2024-01-01");
  await page.getByRole("button", { name: "Save mortgage" }).click();
  await expect(page.getByText(/^Maturity date must be after the origination date/)).toBeVisible();
  await page.getByLabel("Maturity date").fill("2028-03-01");
  await page.getByLabel("City").fill("Salem");
  const picker = page.getByRole("combobox", { name: "Borrower" });
  // Whoever types fast presses Enter before anything is found.
  await picker.fill(other);
  await picker.press("Enter");
  await expect(picker).toHaveValue(other);
  const changes = page.getByRole("complementary", { name: "What changes" });
  await expect(changes.getByRole("term")).toHaveText(["Borrower", "Loan amount", "Maturity date", "City"]);
  await expect(changes).toContainText(other);
  await expectAccessible(page, "a mortgage being changed");
  await page.keyboard.press("Control+Enter");
  await expect(page).toHaveURL(`/mortgages/${mortgageId}`);
  await expect(page.getByRole("heading", { level: 1, name: other })).toBeVisible();
  await expect(page.getByRole("region", { name: "Terms" })).toContainText("$400,000.00");
  await expect(page.getByRole("region", { name: "Terms" })).toContainText("Salem");
});

test("M6: the status is set on the record and taken back, and renewed is not among those that a person sets", async ({
  page,
  tenant,
}) => {
  const { mortgageId } = await mortgageOf(tenant);
  await page.goto(`/mortgages/${mortgageId}`);
  const chip = page.getByRole("button", { name: /^Status: / });
  await chip.click();
  await expect(page.getByRole("menuitemradio")).toHaveText(["Active", "Closed", "Defaulted"]);
  await page.getByRole("menuitemradio", { name: "Closed" }).click();
  await expect(chip).toHaveText("Closed");
  await expect(page.getByRole("button", { name: "Renew" })).toHaveAttribute("aria-disabled", "true");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(chip).toHaveText("Active");
});
