import { expectAccessible } from "../fixtures/axe.ts";
import { reconciledExample } from "../fixtures/callbacks.ts";
import { doStep, nextOf, openFileOf } from "../fixtures/funding-workflow.ts";
import { expect, test } from "../fixtures/test.ts";

test("F6.1: a lender is added, corrected, retired and brought back, and what is wrong is said in its place", async ({
  newTenant,
  openAs,
}) => {
  const tenant = await newTenant();
  const page = await openAs({ tenant, role: "admin" });
  await page.goto("/funding/lenders");
  const table = page.getByRole("table", { name: "Lenders" });
  await expect(table.getByRole("row", { name: /Revenue-based financing 1/ })).toContainText("To verify");
  await expectAccessible(page, "lenders");

  await page.getByRole("button", { name: "Add a lender" }).click();
  const form = page.getByRole("dialog", { name: "Add a lender" });
  await form.getByLabel("Name").fill("Northway Capital");
  await form.getByLabel("Least score").fill("950");
  await form.getByRole("button", { name: "Add lender" }).click();
  await expect(form.getByText("Products must hold a product.")).toBeVisible();
  await expect(form.getByLabel("Least score")).toHaveAttribute("aria-invalid", "true");
  await form.getByRole("checkbox", { name: "MCA" }).check();
  await form.getByLabel("Least score").fill("580");
  await form.getByLabel("Most amount").fill("250,000");
  await expectAccessible(page, "the lender's form");
  await page.keyboard.press("Control+Enter");
  await expect(form).toBeHidden();
  const row = table.getByRole("row", { name: /Northway Capital/ });
  await expect(row).toContainText("580");
  await expect(row).toContainText("$250,000");
  await expect(row).toContainText("No e-mail address");

  const choose = async (what: string) => {
    await row.getByRole("button", { name: "Actions for Northway Capital" }).click();
    await page.getByRole("menuitem", { name: what }).click();
  };
  await choose("Edit");
  await page.getByLabel("E-mail for submissions").fill("deals@northway.test");
  await page.getByRole("button", { name: "Save lender" }).click();
  await expect(row).toContainText("deals@northway.test");
  await choose("Retire");
  await page
    .getByRole("dialog", { name: "Retire Northway Capital" })
    .getByRole("button", { name: "Retire" })
    .click();
  await expect(row).toHaveCount(0);
  await page.getByRole("checkbox", { name: "Retired too" }).check();
  await expect(page).toHaveURL(/retired=true/);
  await choose("Bring back");
  await page.getByRole("dialog").getByRole("button", { name: "Bring back" }).click();
  await expect(row).not.toContainText("Retired");

  const operator = await openAs({ tenant, role: "operator" });
  await operator.goto("/funding/lenders?search=northway");
  await expect(operator.getByRole("row", { name: /Northway Capital/ })).toBeVisible();
  await expect(operator.getByRole("button", { name: "Add a lender" })).toHaveCount(0);
});

test("F4.3: the source's example stands on the page to the cent: 1,800.00, 2,700.00 and 405.00", async ({
  newTenant,
  openAs,
}) => {
  const tenant = await newTenant();
  const { day, client } = await reconciledExample(tenant);
  const page = await openAs({ tenant, role: "admin" });
  await page.goto(`/funding/reconciliation?from=${day}&to=${day}`);
  const statement = page.getByRole("table", { name: /^Statement of/ });
  await expect(statement.getByRole("row", { name: /Term loan/ })).toContainText(/Engine.*1,800\.00.*0\.00/);
  await expect(statement.getByRole("row", { name: /Card funding/ })).toContainText(
    /7 Figures.*2,700\.00.*405\.00/,
  );
  await expect(statement.getByRole("row", { name: /^Total/ })).toContainText(/4,500\.00.*405\.00/);
  await expectAccessible(page, "reconciliation");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download CSV" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe(`reconciliation-${day}-${day}.csv`);
  await page.getByRole("button", { name: "Last month" }).click();
  await expect(page.getByText("Nothing was received in this period")).toBeVisible();
  await page.goBack();
  await statement.getByRole("link", { name: client }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: client })).toBeVisible();

  const operator = await openAs({ tenant, role: "operator" });
  await operator.goto("/funding/reconciliation");
  await expect(operator.getByRole("heading", { name: "This is for administrators" })).toBeVisible();
});

test("F3.5 F4.1: a letter that an address would sign says so, and who can enter the operator's name", async ({
  newTenant,
  openAs,
}) => {
  const tenant = await newTenant();
  const { fileId, address } = await openFileOf(tenant, "cards");
  await doStep(tenant, fileId, "card_funding", "approve_underwriting");
  const page = await openAs({ tenant, role: "operator" });
  await page.goto(address);
  const note = nextOf(page).getByText(/The letter is signed/);
  await expect(note).toContainText(tenant.emailOf("operator"));
  await expect(note).toContainText(/ask .+ to enter it/);
  await expectAccessible(page, "a letter that an address would sign");
  await note.getByRole("link", { name: "Operators" }).click();
  await expect(page.getByRole("heading", { name: "Operators" })).toBeVisible();

  const admin = await openAs({ tenant, role: "admin" });
  await admin.goto(address);
  await nextOf(admin).getByRole("button", { name: "Set the operator’s terms" }).click();
  const terms = admin.getByRole("dialog", { name: "The operator’s terms" });
  await terms.getByLabel("Signs letters as").fill("Olga Marsh");
  await terms.getByRole("button", { name: "Save terms" }).click();
  await expect(terms).toBeHidden();
  await expect(nextOf(admin).getByText(/The letter is signed/)).toBeHidden();
  await page.goto(address);
  await expect(nextOf(page).locator("[data-main-action]")).toBeEnabled();
  await expect(note).toBeHidden();
});

test("F6.3 F4.1: an operator's fee and affiliate link are set, and who has none is named", async ({
  newTenant,
  openAs,
}) => {
  const tenant = await newTenant();
  const page = await openAs({ tenant, role: "admin" });
  await page.goto("/funding/operators");
  await page.getByRole("button", { name: "Set somebody’s terms" }).click();
  const who = page.getByRole("dialog", { name: "Set somebody’s terms" });
  await who.getByLabel("E-mail of the operator").fill("nobody");
  await who.getByRole("button", { name: "Go on" }).click();
  await expect(who.getByLabel("E-mail of the operator")).toHaveAttribute("aria-invalid", "true");
  await who.getByLabel("E-mail of the operator").fill(tenant.emailOf("operator"));
  await who.getByRole("button", { name: "Go on" }).click();
  const terms = page.getByRole("dialog", { name: "The operator’s terms" });
  await terms.getByLabel("Fee, %").fill("8.5");
  await terms.getByLabel("Affiliate link").fill("portal.asap.test/me");
  await terms.getByRole("button", { name: "Save terms" }).click();
  await expect(terms.getByLabel("Affiliate link")).toHaveAttribute("aria-invalid", "true");
  await terms.getByLabel("Affiliate link").fill("");
  await terms.getByRole("button", { name: "Save terms" }).click();
  const row = page.getByRole("table", { name: "Operators" }).getByRole("row", { name: /8\.5%/ });
  await expect(row).toContainText("Missing: referrals cannot be sent");
  await expectAccessible(page, "operators");
  await row.getByRole("button", { name: /^Edit the terms/ }).click();
  await terms.getByLabel("Affiliate link").fill("https://portal.asap.test/me");
  await terms.getByRole("button", { name: "Save terms" }).click();
  await expect(row).toContainText("https://portal.asap.test/me");
});
