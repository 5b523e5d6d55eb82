import { expectAccessible } from "../fixtures/axe.ts";
import {
  askToDelete,
  deletionOf,
  listed,
  mortgageOf,
  openDeletion,
  renewalOf,
} from "../fixtures/mortgages.ts";
import type { TestTenant } from "../fixtures/tenant.ts";
import { expect, test } from "../fixtures/test.ts";

const isThere = async (tenant: TestTenant, mortgageId: number) =>
  (await tenant.api("admin", "GET", `/api/mortgages/${mortgageId}`)).status === 200;

test("M9: a renewal is deleted after its id was typed, and its predecessor is what it was", async ({
  page,
  tenant,
}) => {
  const first = await mortgageOf(tenant);
  const { mortgageId } = await renewalOf(tenant, first);
  await openDeletion(page, first.mortgageId);
  await expect(deletionOf(page).getByRole("link", { name: `Mortgage ${mortgageId}` })).toBeVisible();
  await expect(deletionOf(page).getByLabel(/^To confirm/)).toHaveCount(0);
  await page.keyboard.press("Escape");

  const dialog = await askToDelete(page, mortgageId);
  await expect(dialog).toContainText(`Mortgage ${first.mortgageId} becomes active again`);
  await expectAccessible(page, "a deletion");
  const button = dialog.getByRole("button", { name: `Delete mortgage ${mortgageId}` });
  await expect(button).toBeDisabled();
  await dialog.getByLabel(/^To confirm/).fill(String(mortgageId));
  await button.click();
  await expect(page.getByText(`Mortgage ${mortgageId} deleted`)).toBeVisible();
  await expect(page).toHaveURL("/mortgages");
  expect(await isThere(tenant, mortgageId)).toBe(false);
  const { json } = await tenant.api("admin", "GET", `/api/mortgages/${first.mortgageId}`);
  expect(json.status).toBe("active");
});

test("M10: an active listing goes when that is chosen; cancelled, all stays", async ({ page, tenant }) => {
  const { mortgageId } = await mortgageOf(tenant);
  await listed(tenant, mortgageId, null);
  const dialog = await askToDelete(page, mortgageId);
  await dialog.getByLabel(/^To confirm/).fill(String(mortgageId));
  await expect(dialog.getByRole("button", { name: "Delete mortgage and listing" })).toBeDisabled();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(dialog).toBeHidden();
  expect(await isThere(tenant, mortgageId)).toBe(true);

  await askToDelete(page, mortgageId);
  await dialog.getByLabel("Delete the listing too").check();
  await dialog.getByLabel(/^To confirm/).fill(String(mortgageId));
  await dialog.getByRole("button", { name: "Delete mortgage and listing" }).click();
  await expect(page.getByText(`Mortgage ${mortgageId} deleted`)).toBeVisible();
  expect(await isThere(tenant, mortgageId)).toBe(false);
});

test("M10 M11: a locked listing names its deal, goes by force alone, and the log tells of it", async ({
  page,
  tenant,
}) => {
  const { mortgageId } = await mortgageOf(tenant);
  await listed(tenant, mortgageId, "Meridian Fund");
  const dialog = await askToDelete(page, mortgageId);
  await expect(dialog.getByText("Meridian Fund")).toBeVisible();
  await dialog.getByLabel(/^To confirm/).fill(String(mortgageId));
  const button = dialog.getByRole("button", { name: "Clear the lock and delete all of it" });
  await expect(button).toBeDisabled();
  await dialog.getByLabel("Clear the lock by force and delete the listing").check();
  await button.click();
  await expect(page.getByText(`Mortgage ${mortgageId} deleted`)).toBeVisible();
  await page.goto(`/mortgages/audit?mortgage=${mortgageId}&action=deleted`);
  const row = page.getByRole("table", { name: "Audit log" }).locator("tbody").getByRole("row");
  await expect(row).toContainText("Deleted by force, against the lock of a deal");
  await expect(row).toContainText("deleted");
  await row.locator("summary").click();
  await expect(row).toContainText("locked for Meridian Fund");
  await expectAccessible(page, "the log of a deletion");
});

test("M9: what comes to hang on it meanwhile is shown anew, and confirmed anew", async ({
  page,
  tenant,
  problems,
}) => {
  problems.expect(/status of 409/);
  const { mortgageId } = await mortgageOf(tenant);
  const dialog = await askToDelete(page, mortgageId);
  await dialog.getByLabel(/^To confirm/).fill(String(mortgageId));
  await listed(tenant, mortgageId, null);
  // Whoever wrote it told nobody: the press finds out.
  await dialog.getByRole("button", { name: /^Delete mortgage/ }).click();
  await expect(dialog.getByText("This has changed since you looked.")).toBeVisible();
  await expect(dialog.getByLabel("Delete the listing too")).not.toBeChecked();
  await expect(dialog.getByLabel(/^To confirm/)).toHaveValue("");
  expect(await isThere(tenant, mortgageId)).toBe(true);
});
