import { readFile } from "node:fs/promises";
import { dialogOf } from "../fixtures/desk.ts";
import { expect, test } from "../fixtures/test.ts";

test("P9.1 P3.7: an export says how many loans of which filters, takes the ticked columns, and saves every page", async ({
  newTenant,
  openAs,
}) => {
  const tenant = await newTenant();
  await tenant.buy(40, (number) => ({
    borrowerName: number === 1 ? '=HYPERLINK("x")' : `Borrower, "${number}"`,
    propertyState: number <= 30 ? "TX" : "CA",
  }));
  const page = await openAs({ tenant, role: "operator" });
  await page.goto("/pipeline/loans?state=TX&sort=borrowerName&dir=asc");
  await page.getByRole("button", { name: "Export" }).click();
  const dialog = dialogOf(page, "Export as CSV");
  await expect(dialog).toContainText("30 loans that match your filters, on all pages, in the present order.");

  await dialog.getByRole("button", { name: "None" }).click();
  await expect(dialog.getByRole("button", { name: "Choose a column" })).toHaveAttribute(
    "aria-disabled",
    "true",
  );
  await dialog.getByLabel("Borrower", { exact: true }).check();
  await dialog.getByLabel("Property type").check();
  const coming = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Export 30 loans" }).click();
  const download = await coming;
  expect(download.suggestedFilename()).toMatch(/^loans .+ \d{4}-\d{2}-\d{2}\.csv$/);
  const lines = (await readFile(await download.path(), "utf8")).trimEnd().split("\n");
  expect(lines).toHaveLength(31);
  expect(lines[0]).toBe("borrowerName,propertyType");
  expect(lines.join("\n")).toContain(`"'=HYPERLINK(""x"")"`);
  await expect(page.getByText("30 loans exported")).toBeVisible();
  await expect(page.getByRole("button", { name: "Export" })).toBeFocused();
});

test("P9.1: a refused export says why, loses nothing that was ticked, and goes on at the next try", async ({
  page,
  tenant,
  problems,
}) => {
  await tenant.buy(2);
  problems.expect(/429/);
  let refusals = 1;
  await page.route("**/export.csv?**", (route) => {
    refusals -= 1;
    if (refusals < 0) return route.continue();
    const message =
      "Two exports of your tenant are running already. Wait until one of them is done, then ask again.";
    return route.fulfill({ status: 429, json: { code: "TOO_MANY_EXPORTS", message, details: [] } });
  });
  await page.goto("/pipeline/loans");
  await page.getByRole("button", { name: "Export" }).click();
  const dialog = dialogOf(page, "Export as CSV");
  await dialog.getByLabel("Credit score").check();
  await dialog.getByRole("button", { name: /^Export/ }).click();
  await expect(dialog.getByRole("alert")).toContainText("Two exports of your tenant are running already");
  await expect(dialog.getByLabel("Credit score")).toBeChecked();
  const coming = page.waitForEvent("download");
  await dialog.getByRole("button", { name: /^Export/ }).click();
  await coming;
  await expect(dialog).toBeHidden();
});

test("P3.7 P9.1: columns that the width hides are said to be hidden; the file has the order that was chosen", async ({
  newTenant,
  openAs,
}) => {
  const tenant = await newTenant();
  await tenant.buy(1);
  const page = await openAs({ tenant, role: "operator" });
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto("/pipeline/loans");
  const head = (name: string) =>
    page.getByRole("table", { name: "Loans" }).getByRole("columnheader", { name });
  const choice = (name: string) => page.getByRole("menuitemcheckbox", { name });
  await expect(head("Spread")).toBeVisible();
  await page.getByRole("button", { name: "Columns" }).click();
  await expect(choice("Rate")).toHaveText("Ratehidden at this width");
  await expect(choice("Rate")).not.toBeChecked();
  await expect(choice("Spread")).toBeChecked();
  await choice("Rate").click();
  await choice("Trade ID").click();
  await expect(choice("Rate")).toHaveText("Rate");
  await page.keyboard.press("Escape");
  await head("Trade ID").scrollIntoViewIfNeeded();
  await expect(head("Trade ID")).toBeInViewport();
  await expect(page.getByRole("table", { name: "Loans" })).toContainText("PSX-");

  await page.getByRole("button", { name: "Export" }).click();
  const dialog = dialogOf(page, "Export as CSV");
  const earlier = dialog.getByRole("button", { name: "Move Trade ID earlier" });
  await earlier.focus();
  await page.keyboard.press("Enter");
  await expect(earlier).toBeFocused();
  const coming = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Export 1 loan" }).click();
  const [first] = (await readFile(await (await coming).path(), "utf8")).split("\n");
  expect(first).toMatch(/^borrowerName,loanId,currentStatus,.*,exchangeTradeId,noteRate\r?$/);
});
