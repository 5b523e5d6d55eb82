import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { dialogOf, rowLinkOf, rowsOf } from "../fixtures/desk.ts";
import { meetOnTheServer } from "../fixtures/held.ts";
import { tabTo } from "../fixtures/keyboard.ts";
import { unique } from "../fixtures/tenant.ts";
import { expect, test } from "../fixtures/test.ts";

const barOf = (page: Page) => page.getByRole("region", { name: "Selected loans" });
const checkOf = (dialog: Locator) => dialog.getByRole("region", { name: "Check before anything changes" });
const pageBox = (page: Page) => page.getByRole("checkbox", { name: "Select the page" });
const boxOf = (page: Page, borrower: string) =>
  rowsOf(page).filter({ hasText: borrower }).getByRole("checkbox");

test("P7.5 P2.3 C6 C7: the page, then all that match; only common moves; blocked and failed ones are told, tried again and saved", async ({
  page,
  tenant,
  problems,
}) => {
  const name = unique("Bulk");
  const loans = await tenant.buy(30, (number) => ({ borrowerName: `${name} ${number}` }));
  for (const loanId of loans) await tenant.move(loanId, "in_transit");
  const [first = 0, second = 0] = loans;
  // Without live changes the desk does not hear what colleagues do between the check and the press.
  problems.expect(/ERR_FAILED .*api\/live/);
  await page.route("**/api/live", (route) => route.abort());
  await page.goto(`/pipeline/loans?q=${name}&sort=pipelineLoanId&dir=asc`);
  await expect(rowsOf(page)).toHaveCount(25);

  await pageBox(page).check();
  await expect(barOf(page).getByRole("status")).toContainText("25 selected");
  await barOf(page).getByRole("button", { name: "Select all 30 that match" }).click();
  await expect(barOf(page).getByRole("status")).toContainText("30 selected");
  await expect(barOf(page).getByRole("status")).toContainText("5 not on this page");
  await expect(barOf(page).getByRole("button")).toHaveText([
    "Mark delivered",
    "Mark rejected",
    "Mark returned",
    "Clear",
  ]);

  await tenant.move(first, "rejected");
  await barOf(page).getByRole("button", { name: "Mark delivered" }).click();
  const dialog = dialogOf(page, "Mark delivered");
  await expect(checkOf(dialog)).toContainText("29 ready");
  await expect(checkOf(dialog)).toContainText("1 blocked");
  await expect(checkOf(dialog).locator("summary")).toContainText(
    "The workflow has no move from Rejected to Delivered. From Rejected it can move to In Transit.",
  );
  await checkOf(dialog).locator("summary").click();
  await expect(checkOf(dialog).getByRole("listitem")).toContainText(`${name} 1`);
  await expect(dialog.getByRole("button", { name: "Mark 29 delivered" })).toBeVisible();

  await dialog.getByRole("button", { name: "Mark 29 delivered" }).click();
  await expect(dialog.getByLabel("Notes")).toHaveAccessibleDescription(/is required|must/);

  await tenant.move(second, "rejected");
  await dialog.getByLabel("Notes").fill("Custodian has the packages");
  await dialog.getByRole("button", { name: "Mark 29 delivered" }).click();
  const result = dialogOf(page, "Result");
  await expect(result.getByRole("status")).toHaveText("28 of 30 moved, 1 failed, 1 left out");
  const lines = result.getByRole("table").locator("tbody").getByRole("row");
  await expect(lines).toHaveCount(30);
  await expect(lines.nth(0)).toContainText("Failed");
  await expect(lines.nth(0)).toContainText(`${name} 2`);
  await expect(lines.nth(1)).toContainText("Left out");
  await expect(lines.nth(0)).toContainText("The workflow has no move from Rejected to Delivered.");

  const saving = page.waitForEvent("download");
  await result.getByRole("button", { name: "Download CSV" }).click();
  const csv = await readFile(await (await saving).path(), "utf8");
  expect(csv.trimEnd().split("\n")).toHaveLength(31);
  expect(csv).toMatch(new RegExp(`^failed,\\d+,${name} 2,`, "m"));
  expect(csv.match(/^done,/gm)).toHaveLength(28);
  expect(csv, "codes of statuses are the API's").not.toMatch(/in_transit|rejected/);

  await tenant.move(second, "in_transit");
  await result.getByRole("button", { name: "Retry 1 failed" }).click();
  await expect(result.getByRole("status")).toHaveText("29 of 30 moved, 1 left out");
  await result.getByRole("button", { name: "Done" }).click();
  await expect(barOf(page).getByRole("status")).toContainText("1 selected");

  const { json } = await tenant.api("operator", "GET", `/api/pipeline/loans/${second}`);
  expect(json.currentStatus).toBe("delivered");
  expect(json.statusHistory.at(-1).notes).toBe("Custodian has the packages");
});

test("P7.5 P8.7 C3: a whole bulk update by keyboard alone", async ({ page, tenant }) => {
  const name = unique("Keys");
  const loans = await tenant.buy(4, (number) => ({ borrowerName: `${name} ${number}` }));
  const keys = page.keyboard;
  await page.goto(`/pipeline/loans?q=${name}&sort=pipelineLoanId&dir=asc`);
  await tabTo(rowLinkOf(page, loans[0] ?? 0));
  await keys.press("x");
  await keys.press("Shift+ArrowDown");
  await keys.press("Shift+ArrowDown");
  await expect(barOf(page).getByRole("status")).toContainText("3 selected");
  await keys.press("Control+Shift+S");
  const choice = dialogOf(page, "Update status");
  await expect(choice.getByRole("button", { name: "Mark 3 in transit" })).toBeFocused();
  await keys.press("Enter");
  const dialog = dialogOf(page, "Mark in transit");
  await expect(dialog.getByLabel("Notes")).toBeFocused();
  await expect(checkOf(dialog)).toContainText("3 ready");
  await keys.type("Sent together");
  await keys.press("Control+Enter");
  await expect(page.getByText("3 loans moved to In Transit")).toBeVisible();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("button", { name: /^Undo/ }), "no way leads back").toHaveCount(0);
  for (const loanId of loans.slice(0, 3)) {
    const { json } = await tenant.api("operator", "GET", `/api/pipeline/loans/${loanId}`);
    expect(json.currentStatus).toBe("in_transit");
  }
  const { json } = await tenant.api("operator", "GET", `/api/pipeline/loans/${loans[3]}`);
  expect(json.currentStatus).toBe("purchased");
});

test("C5 P7.5: a bulk move waits until its loans are known, so that the way back is there", async ({
  page,
  tenant,
}) => {
  const name = unique("Known");
  const loans = await tenant.buy(2, (number) => ({ borrowerName: `${name} ${number}` }));
  for (const loanId of loans) await tenant.move(loanId, "in_transit");
  await page.goto(`/pipeline/loans?q=${name}&sort=pipelineLoanId&dir=asc`);
  await expect(rowsOf(page)).toHaveCount(2);
  const { promise: isKnown, resolve: tell } = Promise.withResolvers<void>();
  await page.route(/pipeline\.selection/, async (route) => {
    await isKnown;
    await route.continue();
  });
  const judged = page.waitForResponse(/pipeline\.changeStatuses/);
  await pageBox(page).check();
  await barOf(page).getByRole("button", { name: "Mark rejected" }).click();
  const dialog = dialogOf(page, "Mark rejected");
  await dialog.getByLabel("Notes").fill("Wrong package");
  await judged;
  await dialog.getByLabel("Notes").press("Control+Enter");
  const send = dialog.getByRole("button", { name: "Mark 2 rejected" });
  await expect(send).toHaveAttribute("aria-disabled", "true");
  await expect(checkOf(dialog)).not.toContainText("ready");
  tell();
  await expect(checkOf(dialog)).toContainText("2 ready");
  await send.click();
  await page.getByRole("button", { name: /^Undo/ }).click();
  await expect(page.getByText("Undone: 2 loans are back in In Transit")).toBeVisible();
});

test("C5 P7.5: a bulk move is undone as one, with a note; a loan that was changed since stays and is told", async ({
  page,
  tenant,
}) => {
  const name = unique("Back");
  const loans = await tenant.buy(3, (number) => ({ borrowerName: `${name} ${number}` }));
  for (const loanId of loans) await tenant.move(loanId, "in_transit");
  const [first = 0, second = 0, third = 0] = loans;
  await page.goto(`/pipeline/loans?q=${name}&sort=pipelineLoanId&dir=asc`);
  await expect(rowsOf(page)).toHaveCount(3);
  await pageBox(page).check();
  await barOf(page).getByRole("button", { name: "Mark rejected" }).click();
  const dialog = dialogOf(page, "Mark rejected");
  await expect(checkOf(dialog)).toContainText("3 ready");
  await dialog.getByLabel("Notes").fill("Wrong package");
  await dialog.getByRole("button", { name: "Mark 3 rejected" }).click();
  await expect(page.getByText("3 loans moved to Rejected")).toBeVisible();
  await tenant.move(third, "in_transit", "delivered");

  await page.getByRole("button", { name: /^Undo/ }).click();
  await expect(page.getByText("Undone: 2 loans are back in In Transit")).toBeVisible();
  await expect(page.getByText("Their days there count from now.")).toBeVisible();
  await expect(page.getByText("Not undone: 1 loan of 3")).toBeVisible();
  await expect(page.getByText("1 loan changed since and stays.")).toBeVisible();
  const statusOf = async (loanId: number) =>
    (await tenant.api("operator", "GET", `/api/pipeline/loans/${loanId}`)).json;
  for (const loanId of [first, second]) {
    const { currentStatus, statusHistory } = await statusOf(loanId);
    expect(currentStatus).toBe("in_transit");
    expect(statusHistory.at(-1).notes).toBe("Undo: moved back from Rejected to In Transit.");
  }
  expect((await statusOf(third)).currentStatus).toBe("delivered");
  await expect(page.getByRole("button", { name: /^Undo/ })).toHaveCount(0);
});

test("P7.5 C2: what is left of a bulk move is looked at again with the notes that were typed", async ({
  page,
  tenant,
}) => {
  const name = unique("Left");
  const [moved = 0, edited = 0] = await tenant.buy(3, (number) => ({ borrowerName: `${name} ${number}` }));
  await page.goto(`/pipeline/loans?q=${name}`);
  await pageBox(page).check();
  await barOf(page).getByRole("button", { name: "Mark in transit" }).click();
  const dialog = dialogOf(page, "Mark in transit");
  await dialog.getByLabel("Notes").fill("Left with the courier");
  await expect(checkOf(dialog)).toContainText("3 ready");
  await meetOnTheServer(page, "pipeline.changeStatuses", async () => {
    await tenant.move(moved, "in_transit");
    await tenant.api("operator", "PATCH", `/api/pipeline/loans/${edited}`, { salePrice: 1 });
  });
  await dialog.getByRole("button", { name: "Mark 3 in transit" }).click();
  const result = dialogOf(page, "Result");
  await expect(result.getByRole("status")).toHaveText("1 of 3 moved, 2 failed");
  await expect(result.getByRole("button", { name: /^Retry/ })).toHaveCount(0);
  await result.getByRole("button", { name: "Look at 1 again" }).click();
  await expect(checkOf(dialog)).toContainText("1 ready");
  await expect(dialog.getByLabel("Notes")).toHaveValue("Left with the courier");
  await dialog.getByRole("button", { name: "Mark 1 in transit" }).click();
  await expect(dialog).toBeHidden();
  const { json } = await tenant.api("operator", "GET", `/api/pipeline/loans/${edited}`);
  expect(json.statusHistory.at(-1)).toMatchObject({
    newStatus: "in_transit",
    notes: "Left with the courier",
  });
});

test("P7.5: loans with no common next step are told apart, and those of one status can be kept", async ({
  page,
  tenant,
}) => {
  const name = unique("Mixed");
  const loans = await tenant.buy(3, (number) => ({ borrowerName: `${name} ${number}` }));
  await tenant.move(loans[2] ?? 0, "in_transit");
  await page.goto(`/pipeline/loans?q=${name}`);
  await expect(rowsOf(page)).toHaveCount(3);
  await pageBox(page).check();
  await expect(barOf(page)).toContainText("Selected loans are in 2 statuses with no common next step.");
  await barOf(page).getByRole("button", { name: "Keep 2 Purchased" }).click();
  await expect(barOf(page).getByRole("button")).toHaveText(["Mark in transit", "Clear"]);
});

test("P7.5: what is selected outlasts sorting, and ends with the filters, which is said and can be taken back", async ({
  page,
  tenant,
}) => {
  const name = unique("Kept");
  await tenant.buy(3, (number) => ({ borrowerName: `${name} ${number}` }));
  await page.goto(`/pipeline/loans?q=${name}`);
  await boxOf(page, `${name} 2`).check();
  await page.getByRole("columnheader", { name: "Borrower" }).getByRole("button").click();
  await expect(page).toHaveURL(/sort=borrowerName/);
  await expect(boxOf(page, `${name} 2`)).toBeChecked();

  await page.getByRole("searchbox").fill(`${name} 3`);
  await expect(page.getByText("1 loan is no longer selected: the filters changed")).toBeVisible();
  await expect(barOf(page)).toBeHidden();
  await page.getByRole("button", { name: "Select again" }).click();
  await expect(barOf(page).getByRole("status")).toContainText("1 selected");
  await expect(barOf(page).getByRole("status")).toContainText("1 not on this page");
});

test("P7.5 P2.3: of more than 500 that match, one action takes the first 500", async ({
  page,
  newTenant,
  openAs,
}) => {
  const tenant = await newTenant();
  await tenant.buy(510);
  const desk = await openAs({ tenant, role: "operator" });
  await page.close();
  await desk.goto("/pipeline/loans");
  await expect(rowsOf(desk)).toHaveCount(25);
  await pageBox(desk).check();
  await barOf(desk).getByRole("button", { name: "Select the first 500 of 510 that match" }).click();
  await expect(barOf(desk)).toContainText("510 match; one action takes at most 500");
  await barOf(desk).getByRole("button", { name: "Mark in transit" }).click();
  const dialog = dialogOf(desk, "Mark in transit");
  await expect(checkOf(dialog)).toContainText("500 ready");
  await dialog.getByLabel("Notes").fill("The whole shipment");
  await dialog.getByRole("button", { name: "Mark 500 in transit" }).click();
  await expect(desk.getByText("500 loans moved to In Transit")).toBeVisible();
  const { json } = await tenant.api(
    "operator",
    "GET",
    "/api/pipeline/loans?currentStatus=purchased&pageSize=1",
  );
  expect(json.totalRows).toBe(10);
});

test("P8.7 C3: Enter before there is anything to choose closes nothing", async ({ page, tenant }) => {
  const name = unique("Quick");
  const [loanId = 0] = await tenant.buy(1, { borrowerName: name });
  let letThrough = () => {};
  const held = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  await page.route("**/api/trpc/**pipeline.selection**", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(`/pipeline/loans?q=${name}`);
  await tabTo(rowLinkOf(page, loanId));
  await page.keyboard.press("x");
  await page.keyboard.press("Control+Shift+S");
  const choice = dialogOf(page, "Update status");
  await expect(choice.getByRole("status", { name: "Looking at the loans" })).toBeFocused();
  await page.keyboard.press("Enter");
  letThrough();
  await expect(choice.getByRole("button", { name: "Mark 1 in transit" })).toBeFocused();
});
