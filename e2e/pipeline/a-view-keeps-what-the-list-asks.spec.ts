import type { Page } from "@playwright/test";
import { choose, dialogOf, rowsOf } from "../fixtures/desk.ts";
import { expect, test } from "../fixtures/test.ts";

const matching = (page: Page, text: string) => page.getByRole("status").filter({ hasText: text });

async function askToSaveView(page: Page, name: string): Promise<void> {
  await page.goto("/pipeline/loans?state=TX");
  await choose(page, "Views", "Save as a new view …");
  await page.getByLabel("Name").fill(name);
}

async function saveView(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Save view" }).click();
  await expect(page).toHaveURL(/view=\d+/);
}

test("P9.3 P7.2: filters, order and columns are kept as a view, shared, opened by a colleague, and changed only by whose it is", async ({
  newTenant,
  openAs,
}) => {
  const tenant = await newTenant();
  await tenant.buy(12, (number) => ({
    borrowerName: `Borrower ${number}`,
    purchasePrice: 100_000 * number,
    sellerName: "Seller & Sons",
  }));
  const page = await openAs({ tenant, role: "operator" });
  await page.goto("/pipeline/loans");
  await expect(rowsOf(page)).toHaveCount(12);

  await page.getByRole("button", { name: "Add filter" }).click();
  await page.getByLabel("Field").selectOption("Purchase amount");
  await page.getByLabel("Value").fill("a lot");
  await page.getByRole("button", { name: "Add filter" }).last().click();
  await expect(page.getByText("Value must be a number")).toBeVisible();
  await page.getByLabel("Value").fill("$1,000,000");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("list", { name: "Active filters" })).toContainText(
    "Purchase amount at least $1,000,000.00",
  );
  await expect(matching(page, "3 loans match")).toBeVisible();
  await choose(page, "Columns", "Seller");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("columnheader", { name: "Seller" })).toBeVisible();

  await choose(page, "Views", "Save as a new view …");
  const dialog = dialogOf(page, "Save this view");
  await dialog.getByRole("button", { name: "Save view" }).click();
  await expect(dialog.getByText("Name must not be blank")).toBeVisible();
  await dialog.getByLabel("Name").fill("Large ones");
  await dialog.getByLabel(/Share with everybody/).check();
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText("View “Large ones” saved")).toBeVisible();
  await expect(page).toHaveURL(/view=\d+/);
  const viewId = new URL(page.url()).searchParams.get("view");

  const colleague = await openAs({ tenant, role: "admin" });
  await colleague.goto(`/pipeline/loans?view=${viewId}`);
  await expect(matching(colleague, "3 loans match")).toBeVisible();
  await expect(colleague.getByRole("columnheader", { name: "Seller" })).toBeVisible();
  await colleague.getByRole("button", { name: "Purchase amount" }).click();
  await expect(colleague.getByRole("button", { name: /Large ones changed/ })).toBeVisible();
  await choose(colleague, /Large ones/, "Save over “Large ones” …");
  await colleague.getByRole("button", { name: "Save view" }).click();
  await expect(colleague.getByRole("button", { name: /^Large ones$/ })).toBeVisible();

  await choose(page, /Large ones/, "All loans");
  await expect(rowsOf(page)).toHaveCount(12);
  await choose(page, "Views", "Large ones");
  await expect(matching(page, "3 loans match")).toBeVisible();
  await expect(page.getByRole("columnheader", { name: "Purchase amount" })).toHaveAttribute(
    "aria-sort",
    "descending",
  );
});

test("P9.3: an operator cannot change somebody else's shared view; a deleted one can be brought back; a gone one says so", async ({
  newTenant,
  openAs,
}) => {
  const tenant = await newTenant();
  await tenant.buy(3);
  const admin = await openAs({ tenant, role: "admin" });
  await admin.goto("/pipeline/loans?state=TX");
  await choose(admin, "Views", "Save as a new view …");
  await admin.getByLabel("Name").fill("Texas");
  await admin.getByLabel(/Share with everybody/).check();
  await admin.getByRole("button", { name: "Save view" }).click();
  await expect(admin).toHaveURL(/view=\d+/);
  const address = admin.url();

  const operator = await openAs({ tenant, role: "operator" });
  await operator.goto(address);
  await operator.getByRole("button", { name: /Texas/ }).click();
  await expect(operator.getByRole("menu")).toContainText("Loans opens with this view");
  await expect(operator.getByRole("menu")).not.toContainText("Rename, share or delete");
  await operator.getByRole("menuitemcheckbox", { name: "Loans opens with this view" }).click();
  await operator.keyboard.press("Escape");
  await operator.getByRole("link", { name: "Dashboard", exact: true }).click();
  await operator.getByRole("link", { name: "Loans", exact: true }).click();
  await expect(operator).toHaveURL(/state=TX/);

  await choose(admin, /Texas/, "Rename, share or delete …");
  await admin.getByRole("button", { name: "Delete view" }).click();
  await expect(admin.getByText("View “Texas” deleted")).toBeVisible();
  await operator.goto(`/pipeline/loans?view=${new URL(address).searchParams.get("view")}`);
  await expect(operator.getByText("That view does not exist any more")).toBeVisible();
  await expect(rowsOf(operator)).toHaveCount(3);
  await admin.getByRole("button", { name: "Undo" }).click();
  await expect(admin.getByText("View “Texas” saved")).toBeVisible();
});

test("P9.3: a deleted view that cannot come back says why, also to who has left the list", async ({
  newTenant,
  openAs,
  problems,
}) => {
  problems.expect(/400/);
  const tenant = await newTenant();
  await tenant.buy(1);
  const [here, there] = [await openAs({ tenant, role: "admin" }), await openAs({ tenant, role: "admin" })];
  await askToSaveView(here, "Twice");
  await saveView(here);
  // Undo is offered for ten seconds.
  await askToSaveView(there, "Twice");
  await choose(here, /Twice/, "Rename, share or delete …");
  await here.getByRole("button", { name: "Delete view" }).click();
  await expect(here.getByText("View “Twice” deleted")).toBeVisible();
  await here.getByRole("link", { name: "Dashboard", exact: true }).click();
  await expect(here).toHaveURL(/\/pipeline$/);
  await saveView(there);
  await here.getByRole("button", { name: "Undo" }).click();
  await expect(here.getByText("'Twice' is taken: choose another one")).toBeVisible();
});

test("P9.3: an administrator is asked before somebody else's shared view goes; its window keeps its filters and says so", async ({
  newTenant,
  openAs,
}) => {
  const tenant = await newTenant();
  await tenant.buy(3);
  const owner = await openAs({ tenant, role: "operator" });
  await owner.goto("/pipeline/loans?state=TX");
  await choose(owner, "Views", "Save as a new view …");
  await owner.getByLabel("Name").fill("Texas");
  await owner.getByLabel(/Share with everybody/).check();
  // What was typed is there again, also after Escape.
  await owner.keyboard.press("Escape");
  await choose(owner, "Views", "Save as a new view …");
  await expect(owner.getByLabel("Name")).toHaveValue("Texas");
  await expect(owner.getByLabel(/Share with everybody/)).toBeChecked();
  await owner.getByRole("button", { name: "Save view" }).click();
  await expect(owner).toHaveURL(/view=\d+/);

  const admin = await openAs({ tenant, role: "admin" });
  await admin.goto(owner.url());
  await choose(admin, /Texas/, "Rename, share or delete …");
  await admin.getByRole("button", { name: "Delete view …" }).click();
  const question = dialogOf(admin, "Delete this view?");
  await expect(question).toContainText(/“Texas” is a view of .+\. It will be gone for everybody/);
  await expect(question.getByRole("button", { name: "Keep it" })).toBeFocused();
  await admin.keyboard.press("Enter");
  await expect(question).toBeHidden();
  await expect(admin.getByRole("button", { name: /Texas/ })).toBeVisible();

  await choose(admin, /Texas/, "Rename, share or delete …");
  await admin.getByRole("button", { name: "Delete view …" }).click();
  await question.getByRole("button", { name: "Delete for everybody" }).click();
  await expect(admin.getByText("View “Texas” deleted")).toBeVisible();
  await expect(admin).toHaveURL(/loans\?state=TX$/);

  // The owner's window hears of it by itself.
  await expect(owner.getByText("That view does not exist any more")).toBeVisible();
  await expect(owner).toHaveURL(/loans\?(?!.*view=).*state=TX/);
});
