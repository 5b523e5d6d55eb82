import type { Page } from "@playwright/test";
import { dialogOf } from "../fixtures/desk.ts";
import { cellOf, focusIn, gridRow, headOf, loanRows, selectionOf } from "../fixtures/grid.ts";
import { unique } from "../fixtures/tenant.ts";
import { expect, test } from "../fixtures/test.ts";

/** Keeps the next answer to this back until it is let through. */
async function holdNext(page: Page, procedure: string) {
  const asked = Promise.withResolvers<void>();
  const letThrough = Promise.withResolvers<void>();
  const holds = (url: URL) => url.pathname.includes(procedure);
  await page.route(
    holds,
    async (route) => {
      asked.resolve();
      await letThrough.promise;
      await route.continue();
    },
    { times: 1 },
  );
  const answer = async () => {
    const answered = page.waitForResponse((response) => holds(new URL(response.url())));
    letThrough.resolve();
    await (await answered).finished();
  };
  return { isAsked: asked.promise, answer };
}

test("P8.3: ticks survive scrolling and refreshing; all are moved after a dry run", async ({
  page,
  tenant,
}) => {
  const name = unique("Tick");
  const ids = await tenant.buy(320, (number) => ({
    borrowerName: `${name} ${String(number).padStart(3, "0")}`,
  }));
  const [first = 0, second = 0, third = 0, blocked = 0] = ids;
  await tenant.move(blocked, "in_transit");
  await page.goto(`/pipeline/grid?q=${name}&sort=borrowerName&dir=asc`);
  for (const id of [first, second]) await gridRow(page, id).getByRole("checkbox").click();
  await expect(selectionOf(page)).toContainText("2 selected");
  await cellOf(gridRow(page, third), "loanId").click();
  await page.keyboard.press("Control+End");
  await expect(page.getByRole("gridcell", { name: `${name} 320`, exact: true })).toBeVisible();
  await expect.poll(() => focusIn(page)).toBe(`loanId ${ids.at(-1)}`);
  await expect(gridRow(page, second)).toHaveCount(0);
  await tenant.move(third, "in_transit");
  await page.keyboard.press("Control+Home");
  await expect(cellOf(gridRow(page, third), "currentStatus")).toHaveText("In Transit");
  await expect(gridRow(page, first).getByRole("checkbox")).toBeChecked();
  await expect(gridRow(page, second)).toHaveAttribute("aria-selected", "true");

  await selectionOf(page)
    .getByRole("button", { name: /^Update status/ })
    .click();
  const choice = dialogOf(page, "Update status");
  await choice.getByRole("button", { name: "Mark 2 in transit" }).click();
  const dialog = dialogOf(page, "Mark in transit");
  await expect(dialog).toContainText("2");
  await dialog.getByLabel("Notes").fill("One truck");
  await dialog.getByRole("button", { name: "Mark 2 in transit" }).click();
  await expect(dialog).toBeHidden();
  await expect(cellOf(gridRow(page, first), "currentStatus")).toHaveText("In Transit");
  await expect(selectionOf(page)).toHaveCount(0);
});

test("P8.3: Shift ticks on to the row, also over rows that were never in sight", async ({ page, tenant }) => {
  const name = unique("Range");
  const ids = await tenant.buy(260, (number) => ({
    borrowerName: `${name} ${String(number).padStart(3, "0")}`,
  }));
  await page.goto(`/pipeline/grid?q=${name}&sort=borrowerName&dir=asc`);
  await gridRow(page, ids[0] ?? 0)
    .getByRole("checkbox")
    .click();
  await cellOf(gridRow(page, ids[0] ?? 0), "loanId").click();
  await page.keyboard.press("Control+End");
  await expect(gridRow(page, ids[259] ?? 0)).toBeVisible();
  await gridRow(page, ids[259] ?? 0)
    .getByRole("checkbox")
    // At its upper edge: a scrollbar may lie over the lower half of the last row.
    .click({ modifiers: ["Shift"], position: { x: 8, y: 2 } });
  await expect(selectionOf(page)).toContainText("260 selected");
});

test("P8.3: Shift ticks the rows as they stand in the grid, whatever the server would answer by now", async ({
  page,
  tenant,
  problems,
}) => {
  const name = unique("Standing");
  const ids = await tenant.buy(4, (number) => ({ borrowerName: `${name} ${number}` }));
  const [first = 0, , third = 0, fourth = 0] = ids;
  // Nobody tells this window of the loan that comes in at its top.
  await page.route("**/api/live", (route) => route.abort());
  problems.expect(/api\/live/);
  await page.goto(`/pipeline/grid?q=${name}&sort=borrowerName&dir=asc`);
  await gridRow(page, first).getByRole("checkbox").click();
  await tenant.buy(1, { borrowerName: `${name} 0` });
  await gridRow(page, third)
    .getByRole("checkbox")
    .click({ modifiers: ["Shift"] });
  await expect(selectionOf(page)).toContainText("3 selected");
  await expect(gridRow(page, third).getByRole("checkbox")).toBeChecked();
  await expect(gridRow(page, fourth).getByRole("checkbox")).not.toBeChecked();
});

test("P8.3: Shift ticks from the loan it began at, also when sorting has moved that loan; Clear ends it", async ({
  page,
  tenant,
}) => {
  const name = unique("Anchor");
  const ids = await tenant.buy(5, (number) => ({ borrowerName: `${name} ${number}` }));
  const [first = 0, second = 0, third = 0, , fifth = 0] = ids;
  const tick = (loanId: number, ...modifiers: "Shift"[]) =>
    gridRow(page, loanId).getByRole("checkbox").click({ modifiers });
  await page.goto(`/pipeline/grid?q=${name}&sort=borrowerName&dir=asc`);
  await tick(second);
  await headOf(page, "Borrower").getByRole("button", { name: "Borrower", exact: true }).click();
  await expect(page).not.toHaveURL(/dir=asc/);
  await expect(gridRow(page, fifth)).toHaveAttribute("row-index", "0");
  await tick(fifth, "Shift");
  await expect(selectionOf(page)).toContainText("4 selected");
  await expect(gridRow(page, third).getByRole("checkbox")).toBeChecked();

  await selectionOf(page).getByRole("button", { name: "Clear" }).click();
  await tick(first, "Shift");
  await expect(selectionOf(page)).toContainText("1 selected");
});

test("P8.3: what is ticked while others are looked for stays; what is found for other filters is not ticked", async ({
  page,
  tenant,
}) => {
  const name = unique("Late");
  const ids = await tenant.buy(6, (number) => ({ borrowerName: `${name} ${number > 3 ? "b" : "a"}` }));
  const [, , third = 0, , , sixth = 0] = ids;
  const boxOf = (loanId: number) => gridRow(page, loanId).getByRole("checkbox");
  await page.goto(`/pipeline/grid?q=${name}&sort=pipelineLoanId&dir=asc`);
  await expect(loanRows(page)).toHaveCount(6);
  const all = await holdNext(page, "pipeline.selection");
  await page.getByRole("checkbox", { name: "Select the loans that match" }).click();
  await all.isAsked;
  await boxOf(third).click();
  await expect(selectionOf(page)).toContainText("1 selected");
  await all.answer();
  await expect(selectionOf(page)).toContainText("6 selected");

  await selectionOf(page).getByRole("button", { name: "Clear" }).click();
  const matching = await holdNext(page, "pipeline.selection");
  await page.getByRole("checkbox", { name: "Select the loans that match" }).click();
  await matching.isAsked;
  await page.getByRole("searchbox").fill(`${name} b`);
  await expect(loanRows(page)).toHaveCount(3);
  await matching.answer();
  await boxOf(sixth).click();
  await expect(selectionOf(page)).toContainText("1 selected");
});

test("P8.3 P5.6: delivered loans are settled; one that is not delivered is left out with its reason", async ({
  page,
  tenant,
}) => {
  const name = unique("Settle");
  const [ready = 0, early = 0] = await tenant.buy(2, (number) => ({
    borrowerName: `${name} ${number}`,
    purchasePrice: "200000.10",
  }));
  await tenant.move(ready, "in_transit", "delivered");
  await page.goto(`/pipeline/grid?q=${name}`);
  await expect(loanRows(page)).toHaveCount(2);
  for (const id of [ready, early]) await gridRow(page, id).getByRole("checkbox").click();
  await selectionOf(page).getByRole("button", { name: "Settle", exact: true }).click();
  const dialog = dialogOf(page, "Record settlements");
  await expect(dialog).toContainText("1 blocked");
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(cellOf(gridRow(page, ready), "currentStatus")).toHaveText("Delivered");
  await expect(selectionOf(page)).toContainText("2 selected");

  await selectionOf(page).getByRole("button", { name: "Settle", exact: true }).click();
  await dialog.getByLabel("Reference").fill("FW-13");
  await dialog.getByRole("textbox", { name: new RegExp(`amount of ${name} 1,`) }).fill("200,001.35");
  await dialog.getByRole("button", { name: "Settle 1 loan for $200,001.35" }).click();
  const result = dialogOf(page, "Result");
  await expect(result.getByRole("status")).toHaveText("1 of 2 settled for $200,001.35, 1 left out");
  await expect(result.getByRole("row").filter({ hasText: `${name} 2` })).toContainText("Left out");
  await result.getByRole("button", { name: "Done" }).click();
  await expect(cellOf(gridRow(page, ready), "currentStatus")).toHaveText("Settled");
  await expect(cellOf(gridRow(page, early), "currentStatus")).toHaveText("Purchased");
  await expect(selectionOf(page)).toContainText("1 selected");
  const settled = await tenant.api("admin", "GET", `/api/pipeline/loans/${ready}`);
  expect(settled.text).toContain('"settlementAmount":200001.35');
  expect(settled.json).toMatchObject({ currentStatus: "settled", settlementReference: "FW-13" });
  const left = await tenant.api("admin", "GET", `/api/pipeline/loans/${early}`);
  expect(left.json).toMatchObject({ currentStatus: "purchased", settlementAmount: null });
});

test("P8.3: the head ticks as many as one action takes, and says how many that is", async ({
  newTenant,
  openAs,
}) => {
  const tenant = await newTenant();
  await tenant.buy(520);
  const page = await openAs({ tenant, role: "admin" });
  await page.goto("/pipeline/grid");
  await expect(loanRows(page).first()).toBeVisible();
  await page.getByRole("checkbox", { name: "Select the loans that match" }).click();
  await expect(selectionOf(page)).toContainText("500 selected");
  await expect(selectionOf(page)).toContainText("One action takes at most 500 loans.");
  await selectionOf(page).getByRole("button", { name: "Clear" }).click();
  await expect(selectionOf(page)).toHaveCount(0);
});

test.describe("an operator", () => {
  test.use({ role: "operator" });

  test("P8.3 P6.3: finds «Update status» and no «Settle»", async ({ page, tenant }) => {
    const name = unique("NoSettle");
    const [loanId = 0] = await tenant.buy(1, { borrowerName: name });
    await page.goto(`/pipeline/grid?q=${name}`);
    await gridRow(page, loanId).getByRole("checkbox").click();
    await expect(selectionOf(page).getByRole("button", { name: /^Update status/ })).toBeVisible();
    await expect(selectionOf(page).getByRole("button", { name: "Settle", exact: true })).toHaveCount(0);
  });
});
