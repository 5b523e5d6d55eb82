import { choose, dialogOf } from "../fixtures/desk.ts";
import { mortgageOf, mortgageRow, mortgageRows } from "../fixtures/mortgages.ts";
import { expect, test } from "../fixtures/test.ts";

test("M13: filters and order are kept as a view, shared, opened by a colleague, and the list opens with it", async ({
  newTenant,
  openAs,
}) => {
  const tenant = await newTenant();
  await mortgageOf(tenant, { borrower: "Ann Lee", status: "closed", loanAmount: "100000" });
  await mortgageOf(tenant, { borrower: "Bo Reyes", status: "closed", loanAmount: "900000" });
  await mortgageOf(tenant, { borrower: "Cy Young" });
  const page = await openAs({ tenant, role: "admin" });
  await page.goto("/mortgages");
  await expect(mortgageRows(page)).toHaveCount(3);
  await choose(page, "Status", "Closed");
  await page.keyboard.press("Escape");
  await page.getByRole("columnheader", { name: "Amount" }).getByRole("button").click();
  await expect(mortgageRows(page)).toHaveCount(2);

  await choose(page, "Views", "Save as a new view …");
  const dialog = dialogOf(page, "Save this view");
  await dialog.getByRole("button", { name: "Save view" }).click();
  await expect(dialog.getByText("Name must not be blank")).toBeVisible();
  await dialog.getByLabel("Name").fill("Paid off");
  await dialog.getByLabel(/Share with everybody/).check();
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText("View “Paid off” saved")).toBeVisible();
  await expect(page).toHaveURL(/view=\d+/);
  const order = await mortgageRows(page).first().textContent();

  // An address that names the view alone shows what it holds; another filter makes it a changed one.
  const colleague = await openAs({ tenant, role: "operator" });
  await colleague.goto(`/mortgages?view=${new URL(page.url()).searchParams.get("view")}`);
  await expect(mortgageRows(colleague)).toHaveCount(2);
  await expect(mortgageRows(colleague).first()).toHaveText(order ?? "");
  await expect(colleague.getByRole("button", { name: /^Paid off$/ })).toBeVisible();
  await choose(colleague, /Paid off/, "Mortgages opens with this view");
  await colleague.keyboard.press("Escape");
  await colleague.getByRole("link", { name: "Dashboard", exact: true }).click();
  await colleague.getByRole("link", { name: "Records", exact: true }).click();
  await expect(colleague).toHaveURL(/status=closed/);
  await expect(mortgageRows(colleague)).toHaveCount(2);
  // The address that it was led to shows the same by itself.
  await colleague.reload();
  await expect(mortgageRows(colleague)).toHaveCount(2);
  await choose(colleague, /Status/, "Active");
  await expect(mortgageRows(colleague)).toHaveCount(3);
  await colleague.keyboard.press("Escape");
  await colleague.getByRole("button", { name: /Paid off changed/ }).click();
  await expect(colleague.getByRole("menu")).not.toContainText("Save over");
  await colleague.getByRole("menu").getByText("All mortgages").click();
  await expect(colleague).toHaveURL(/\/mortgages$/);

  // Views of loans are another list's.
  await page.goto("/pipeline/loans");
  await page.getByRole("button", { name: "Views" }).click();
  await expect(page.getByRole("menu")).not.toContainText("Paid off");
});

test("M13: a view that is gone says so and leaves the filters; its owner can bring it back", async ({
  newTenant,
  openAs,
}) => {
  const tenant = await newTenant();
  await mortgageOf(tenant, { borrower: "Ann Lee", status: "closed" });
  await mortgageOf(tenant, { borrower: "Cy Young" });
  const [page, other] = [await openAs({ tenant, role: "admin" }), await openAs({ tenant, role: "operator" })];
  await page.goto("/mortgages?status=closed");
  await choose(page, "Views", "Save as a new view …");
  await page.getByLabel("Name").fill("Closed ones");
  await page.getByLabel(/Share with everybody/).check();
  await page.getByRole("button", { name: "Save view" }).click();
  await expect(page).toHaveURL(/view=\d+/);
  await other.goto(page.url());
  await expect(other.getByRole("button", { name: "Closed ones" })).toBeVisible();

  await choose(page, /Closed ones/, "Rename, share or delete …");
  await page.getByRole("button", { name: "Delete view" }).click();
  await expect(page.getByText("View “Closed ones” deleted")).toBeVisible();
  // The colleague's window hears of it by itself.
  await expect(other.getByText("That view does not exist any more")).toBeVisible();
  await expect(other).toHaveURL(/mortgages\?status=closed$/);
  await expect(mortgageRow(other, "Ann Lee")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("View “Closed ones” saved")).toBeVisible();
});
