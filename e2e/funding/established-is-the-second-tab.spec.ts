import { expectAccessible } from "../fixtures/axe.ts";
import { nextOf, openFileOf, timelineOf, workflowOf } from "../fixtures/funding-workflow.ts";
import { expect, test } from "../fixtures/test.ts";

test.use({ role: "operator" });

test("F3.4 F3.6 F4.2: both tracks are started, and established funding ends with the commission", async ({
  page,
  tenant,
}) => {
  test.setTimeout(120_000);
  const { address, name } = await openFileOf(tenant, "everything");
  await tenant.asOwner(
    "update funding_lender set contact_email = 'sba@grasshopper.test' where name = 'Grasshopper Bank'",
  );
  await page.goto(address);
  const press = (verb: string) => nextOf(page).getByRole("button", { name: verb, exact: true }).click();

  await expect(nextOf(page)).toHaveCount(0);
  await workflowOf(page).getByRole("button", { name: "Start Creative Funding Workflow" }).click();
  await expect(nextOf(page)).toContainText("Review and approve underwriting");
  await expect(page.getByRole("tab")).toHaveCount(0);
  await workflowOf(page)
    .getByRole("button", { name: /qualifies for established funding, too/ })
    .click();

  await expect(page.getByRole("tab", { name: "Established funding" })).toHaveAttribute(
    "aria-selected",
    "true",
  );
  await expect(page).toHaveURL(/track=established/);
  await page.keyboard.press("Tab");
  await expectAccessible(page, "two tracks");
  await page.reload();
  await expect(page.getByRole("tab", { name: "Established funding" })).toHaveAttribute(
    "aria-selected",
    "true",
  );

  await press("Review and approve");
  const dialog = page.getByRole("dialog", { name: "Approve established funding" });
  await dialog.getByRole("radio", { name: "SBA loan", exact: true }).check();
  await dialog.getByRole("button", { name: "Approve established funding" }).click();
  await press(`Send agreement to ${name}`);

  await press("Record the documents");
  await expect(nextOf(page)).toContainText("Tick what has been received");
  await nextOf(page).getByRole("checkbox", { name: "Tax returns, 2–3 years" }).check();
  await expect(nextOf(page)).toContainText("Still missing: Profit and loss statement, Balance sheet");
  await expect(nextOf(page).getByText(/Bank statements/)).toHaveCount(0);
  await press("Record 1 document");

  await expect(nextOf(page).getByRole("heading", { name: "Submit to a partner" })).toBeVisible();
  const fitting = nextOf(page).getByRole("list", { name: "Lenders that fit" });
  await expect(fitting.getByRole("checkbox", { name: "Cadence Bank" })).toBeDisabled();
  await expect(fitting).toContainText("Has no e-mail address");
  await nextOf(page)
    .getByText(/lenders are left out/)
    .click();
  await expect(nextOf(page).getByRole("list", { name: "Lenders that are left out" })).toContainText(
    "Lends MCA; approved is SBA.",
  );
  await fitting.getByRole("checkbox", { name: "Grasshopper Bank" }).check();
  await press("Submit to the lender");
  await press("Mark as handed off");
  await nextOf(page).getByLabel("Amount received").fill("1,500.00");
  await expect(nextOf(page).getByLabel("Lender", { exact: true })).toHaveValue("Grasshopper Bank");
  await nextOf(page).getByLabel("Reference").fill("W-77");
  await press("Record $1,500.00 received");
  await expect(page.getByText("Completed")).toBeVisible();
  await expect(timelineOf(page).first()).toContainText(
    /\$1,500\.00 from Grasshopper Bank on .*, reference W-77/,
  );

  await page.getByRole("tab", { name: "Creative funding" }).click();
  await expect(nextOf(page).getByRole("heading", { name: "Generate term-loan offers" })).toBeVisible();
});
