import { expectAccessible } from "../fixtures/axe.ts";
import { mortgageOf } from "../fixtures/mortgages.ts";
import { expect, test } from "../fixtures/test.ts";

test("M8 M11: an operator's direct call is refused with 403, changes nothing, and stands in the log that administrators search", async ({
  newTenant,
  openAs,
}) => {
  const tenant = await newTenant();
  const { mortgageId } = await mortgageOf(tenant);
  const operator = await openAs({ tenant, role: "operator" });
  await operator.goto("/mortgages/audit");
  await expect(operator.getByRole("heading", { name: "This is for administrators" })).toBeVisible();
  const refused = await operator.context().request.post("/api/trpc/mortgages.delete", {
    data: { mortgageId, planToken: "a".repeat(64), force: true },
    headers: { Origin: new URL(operator.url()).origin },
  });
  expect(refused.status()).toBe(403);
  const still = await tenant.api("admin", "GET", `/api/mortgages/${mortgageId}`);
  expect(still.status).toBe(200);

  const page = await openAs({ tenant, role: "admin" });
  await page.goto("/mortgages/audit");
  const table = page.getByRole("table", { name: "Audit log" });
  // Looking at a page that is not theirs asked nothing, so it is no attempt.
  await expect(table.getByText("Refused", { exact: true })).toHaveCount(1);
  const row = table.getByRole("row", { name: /Deleting a mortgage, since they are no administrator/ });
  await expect(row).toContainText(String(mortgageId));
  await expectAccessible(page, "the audit log");

  await page.getByLabel("What was done").selectOption("Refused attempt");
  await page.getByLabel("Who did it").fill("operator@");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/action=refused/);
  await expect(page).toHaveURL(/who=operator/);
  await expect(table.locator("tbody").getByRole("row")).toHaveCount(1);
  await page.getByLabel("Id of the mortgage").fill(String(mortgageId + 1));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "No entry matches" })).toBeVisible();
  await page.getByRole("button", { name: "Clear all filters" }).click();
  await expect(page).toHaveURL("/mortgages/audit");
  await row.getByRole("link", { name: String(mortgageId) }).click();
  await expect(page).toHaveURL(`/mortgages/${mortgageId}`);
});
