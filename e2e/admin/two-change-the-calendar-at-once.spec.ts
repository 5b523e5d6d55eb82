import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures/test.ts";

const zoneOf = (page: Page) => page.getByLabel("Time zone");
const holidaysOf = (page: Page) => page.getByLabel("Holidays");
const save = (page: Page) => page.getByRole("button", { name: "Change calendar" });

test("P3.5: what another administrator changed meanwhile is told and not brought back, and what was chosen stays", async ({
  newTenant,
  openAs,
  problems,
}) => {
  const tenant = await newTenant();
  const mine = await openAs({ tenant, role: "admin" });
  const theirs = await openAs({ tenant, role: "admin" });
  // Without live changes the window does not hear of the other's.
  problems.expect(/ERR_FAILED .*api\/live/, /409/);
  await mine.route("**/api/live", (route) => route.abort());
  await mine.goto("/admin/settings");
  await expect(holidaysOf(mine)).toHaveValue("none");

  await theirs.goto("/admin/settings");
  await holidaysOf(theirs).selectOption("US federal holidays");
  await save(theirs).click();
  await expect(theirs.getByText("The calendar is changed")).toBeVisible();

  await zoneOf(mine).selectOption("America/Chicago");
  await save(mine).click();
  const told = mine.getByRole("alert").filter({ hasText: "Somebody changed the calendar" });
  await expect(told).toContainText("it is America/New_York with US federal holidays now");
  await expect(zoneOf(mine)).toHaveValue("America/Chicago");
  await expect(holidaysOf(mine)).toHaveValue("us-federal");

  await save(mine).click();
  await expect(mine.getByText("The calendar is changed")).toBeVisible();
  await theirs.reload();
  await expect(zoneOf(theirs)).toHaveValue("America/Chicago");
  await expect(holidaysOf(theirs)).toHaveValue("us-federal");
});

test("P3.5 C2: what was chosen and not saved is there again after another page, which says so", async ({
  page,
}) => {
  await page.goto("/admin/settings");
  await zoneOf(page).selectOption("America/Denver");
  await page.getByRole("link", { name: "Users" }).click();
  await expect(page.getByText("Draft kept")).toBeVisible();
  await page.getByRole("link", { name: "Settings" }).click();
  await expect(zoneOf(page)).toHaveValue("America/Denver");
  await expect(page.getByText("it is not saved yet")).toBeVisible();
  await page.getByRole("button", { name: "Leave as it is" }).click();
  await expect(zoneOf(page)).toHaveValue("America/New_York");
  await expect(save(page)).toBeDisabled();
});
