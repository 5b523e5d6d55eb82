import { expect, test } from "../fixtures/test.ts";

test("P3.5: time zone and holidays are changed for all, after a look at what becomes overdue, and it is on record", async ({
  newTenant,
  openAs,
}) => {
  const tenant = await newTenant();
  await tenant.buyDaysAgo(14, 2);
  const page = await openAs({ tenant, role: "admin" });
  await page.goto("/admin/settings");
  const save = page.getByRole("button", { name: "Change calendar" });
  await expect(page.getByLabel("Time zone")).toHaveValue("America/New_York");
  await expect(save).toBeDisabled();

  await page.getByLabel("Time zone").selectOption("Pacific/Honolulu");
  await page.getByLabel("Holidays").selectOption("us-federal");
  await expect(page.getByRole("status").filter({ hasText: "overdue" })).toContainText("Today would be");
  await page.getByRole("button", { name: "Leave as it is" }).click();
  await expect(page.getByLabel("Time zone")).toHaveValue("America/New_York");
  await expect(save).toBeDisabled();

  await page.getByLabel("Time zone").selectOption("Pacific/Honolulu");
  await page.getByLabel("Holidays").selectOption("us-federal");
  await save.click();
  await expect(page.getByText("The calendar is changed")).toBeVisible();
  const log = page.getByRole("table", { name: "Access log" });
  await expect(log.getByRole("row", { name: /changed the time zone from America\/New_York/ })).toContainText(
    "Pacific/Honolulu",
  );
  await page.reload();
  await expect(page.getByLabel("Time zone")).toHaveValue("Pacific/Honolulu");
  await expect(page.getByLabel("Holidays")).toHaveValue("us-federal");

  await page.goto("/admin/settings?kind=sign-ins");
  await expect(log.getByRole("row", { name: /signed in/ }).first()).toBeVisible();
  await expect(log.getByRole("row", { name: /time zone/ })).toHaveCount(0);
});
