import { loanUrl, panelOf, rowLinkOf, rowsOf } from "../fixtures/desk.ts";
import { expect, test } from "../fixtures/test.ts";

test("P7.7 P3.5: the badge counts what is overdue and leads to exactly those loans", async ({
  newTenant,
  openAs,
}) => {
  const tenant = await newTenant();
  const [oldest = 0] = await tenant.buyDaysAgo(21, 2, (number) => ({ borrowerName: `Oldest ${number}` }));
  const [late = 0] = await tenant.buyDaysAgo(7, 1, { borrowerName: "Late" });
  await tenant.buy(4, { borrowerName: "Fresh" });
  const page = await openAs({ tenant, role: "operator" });
  await page.goto("/pipeline");
  const badge = page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: /^Overdue/ });
  await expect(badge).toContainText("3 loans overdue in status");
  await expect(page.locator("header")).toContainText("3 overdue");
  await badge.click();
  await expect(page).toHaveURL(/\/pipeline\/loans\?overdue=true$/);
  await expect(rowsOf(page)).toHaveCount(3);
  await expect(rowsOf(page).filter({ hasText: "Fresh" })).toHaveCount(0);
  const api = await tenant.api("operator", "GET", "/api/pipeline/loans?agingAlert=true");
  expect(api.json.totalRows).toBe(3);

  await page.goto("/pipeline");
  await page.getByRole("link", { name: "Review overdue" }).click();
  await expect(rowsOf(page)).toHaveCount(3);
  await expect(rowsOf(page).first()).toContainText("Oldest");
  await expect(rowsOf(page).last()).toContainText("Late");

  await tenant.move(late, "in_transit");
  await page.reload();
  await expect(badge).toContainText("2 loans overdue in status");
  await expect(rowLinkOf(page, late)).toHaveCount(0);

  await page.goto(loanUrl(oldest));
  const { json } = await tenant.api("operator", "GET", `/api/pipeline/loans/${oldest}`);
  const age = panelOf(page).getByRole("button", { name: /overdue in status/ });
  await expect(age).toContainText(`${json.daysInCurrentStatus} business days, overdue in status`);
  await age.focus();
  await expect(page.getByRole("tooltip")).toContainText(
    /weekend days not counted\. .* over the limit of 2\./,
  );
});

test("P7.7: while nothing is overdue there is no badge, the dashboard says so, and the list of them is not an empty pipeline", async ({
  newTenant,
  openAs,
}) => {
  const tenant = await newTenant();
  const [loanId = 0] = await tenant.buyDaysAgo(14, 1);
  await tenant.move(loanId, "in_transit");
  const page = await openAs({ tenant, role: "operator" });
  await page.goto("/pipeline");
  await expect(page.locator("header")).toContainText("Nothing is overdue");
  await expect(page.getByRole("link", { name: "Review overdue" })).toHaveCount(0);
  const entry = page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: /^Overdue/ });
  await expect(entry).not.toContainText(/\d|overdue in status/);
  await entry.click();
  await expect(page).toHaveURL(/overdue=true$/);
  await expect(page.getByRole("heading", { name: "No loan matches" })).toBeVisible();
  await expect(page.getByText("No loans yet")).toHaveCount(0);
});
