import type { Page } from "@playwright/test";
import { dialogOf } from "../fixtures/desk.ts";
import { holdCalls, meetOnTheServer } from "../fixtures/held.ts";
import { daysAgo, type TestTenant } from "../fixtures/tenant.ts";
import { expect, test } from "../fixtures/test.ts";
import { buyTrade, loansOf, openTradeOf, toggleOf, tradeLineOf, tradeOnItsWay } from "../fixtures/trades.ts";
import { customWorkflow } from "../fixtures/workflow.ts";

/** A trade with three delivered loans, and the dialog that settles it with a reference in it. */
async function askToSettle(page: Page, tenant: TestTenant, reference: string) {
  const { id, exchangeTradeId, loans } = await tradeOnItsWay(tenant);
  await page.goto(`/pipeline/trades/${id}`);
  const open = openTradeOf(page, exchangeTradeId);
  await open.getByRole("button", { name: "Settle 3 delivered" }).click();
  const dialog = dialogOf(page, `Settle trade ${exchangeTradeId}`);
  await dialog.getByLabel("Reference").fill(reference);
  return { loans, open, dialog };
}

test("P5.3 P5.5 P7.6: settles what is delivered, says what is skipped and why, and sums the variance", async ({
  page,
  tenant,
}) => {
  const { id, exchangeTradeId, loans } = await tradeOnItsWay(tenant);
  await page.goto(`/pipeline/trades/${id}`);
  const open = openTradeOf(page, exchangeTradeId);
  await open.getByRole("button", { name: "Settle 3 delivered" }).click();
  const dialog = dialogOf(page, `Settle trade ${exchangeTradeId}`);
  const reference = dialog.getByLabel("Reference");
  await expect(reference).toBeFocused();
  await expect(dialog.getByText("2 loans will be skipped")).toBeVisible();
  const skipped = dialog.getByRole("list", { name: "Skipped loans" });
  await expect(skipped.getByRole("listitem").filter({ hasText: "Walker 4" })).toContainText("Rejected");
  await expect(skipped).toContainText("Loan is not in 'delivered' status");
  const amountOf = (name: string) => dialog.getByRole("textbox", { name: new RegExp(`amount of ${name},`) });
  await expect(amountOf("Walker 1")).toHaveValue("203,000.30");
  await expect(amountOf("Walker 2")).toHaveValue("200,000.10");
  // To the last cent, and one under the other.
  const [cut, right] = await dialog.getByRole("region", { name: "Amounts" }).evaluate((amounts) => {
    const fields = [...amounts.querySelectorAll("input")];
    const { paddingRight, borderRightWidth } = getComputedStyle(fields[0] as Element);
    const text =
      (fields[0]?.getBoundingClientRect().right ?? 0) -
      parseFloat(paddingRight) -
      parseFloat(borderRightWidth);
    const total = amounts.querySelector("output")?.firstElementChild?.getBoundingClientRect().right ?? 0;
    return [fields.filter((field) => field.scrollWidth > field.clientWidth).length, text - total];
  });
  expect(cut).toBe(0);
  expect(right).toBeCloseTo(0, 0);
  await expect(dialog.getByLabel("Total of the settlement amounts")).toHaveText("603,000.50");

  await amountOf("Walker 1").fill("no amount");
  await dialog.getByRole("button", { name: /^Settle 3 loans/ }).click();
  await expect(amountOf("Walker 1")).toHaveAttribute("aria-invalid", "true");
  await expect(reference).toHaveAttribute("aria-invalid", "true");
  await amountOf("Walker 1").fill("202,000.00");
  await reference.fill("WIRE 53");
  const settle = dialog.getByRole("button", { name: "Settle 3 loans for $602,000.20" });
  await settle.click();
  await expect(
    dialog.getByRole("status").filter({ hasText: "3 loans settled for $602,000.20" }),
  ).toBeVisible();
  await expect(dialog.getByText("2 loans skipped")).toBeVisible();
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(toggleOf(page, exchangeTradeId)).toBeFocused();
  await expect(open).toContainText("−$1,000.30");
  await expect(loansOf(page, exchangeTradeId).locator("tfoot")).toContainText("−1,000.30");
  await expect(open.getByRole("button", { name: "Settle delivered" })).toHaveAttribute(
    "aria-disabled",
    "true",
  );

  const row = tradeLineOf(page, exchangeTradeId);
  await expect(row).toContainText("Active");
  await tenant.move(loans[4] ?? 0, "in_transit", "rejected");
  await page.reload();
  await expect(row).toContainText("Partial");
  const { text, json } = await tenant.api("admin", "GET", `/api/pipeline/loans/${loans[0]}`);
  expect(text).toContain('"settlementAmount":202000.00');
  expect(json).toMatchObject({ settlementReference: "WIRE 53", settlementDate: daysAgo(0) });
});

test("P5.4 P5.3: an amount far from what is expected is named with its loan and has to be meant", async ({
  page,
  tenant,
}) => {
  const { loans, dialog } = await askToSettle(page, tenant, "WIRE 56");
  await dialog.getByRole("textbox", { name: /amount of Walker 2,/ }).fill("1.00");
  await dialog.getByRole("button", { name: /^Settle 3 loans/ }).click();
  const meant = dialog.getByRole("checkbox", { name: /I mean this amount/ });
  await expect(meant).toBeFocused();
  await expect(dialog.getByRole("list", { name: "Unusual amounts" })).toContainText(
    /Walker 2 .*: \$1\.00 is 100% less than the purchase amount of \$200,000\.10\./,
  );
  const { json } = await tenant.api("admin", "GET", `/api/pipeline/loans/${loans[1]}`);
  expect(json.currentStatus).toBe("delivered");
  await meant.check();
  await dialog.getByRole("button", { name: /^Settle 3 loans/ }).click();
  await expect(dialog.getByRole("status").filter({ hasText: "3 loans settled" })).toBeVisible();
});

test("P5.3 C2: what a colleague changes meanwhile settles nothing; it is shown, and what was typed stays", async ({
  page,
  tenant,
  problems,
}) => {
  problems.expect(/409/);
  const { loans, dialog } = await askToSettle(page, tenant, "WIRE 54");
  await meetOnTheServer(page, "pipeline.settleTrade", () => tenant.move(loans[1] ?? 0, "disputed"));
  await dialog.getByRole("button", { name: /^Settle 3 loans/ }).click();
  await expect(dialog.getByRole("alert")).toContainText("Nothing was settled");
  await expect(dialog).toContainText("Walker 2 is Disputed now");
  await expect(dialog.getByLabel("Reference")).toHaveValue("WIRE 54");
  await dialog.getByRole("button", { name: "Settle 2 loans for $403,000.40" }).click();
  await expect(dialog.getByRole("status").filter({ hasText: "2 loans settled" })).toBeVisible();
  expect((await tenant.api("admin", "GET", `/api/pipeline/loans/${loans[1]}`)).json.currentStatus).toBe(
    "disputed",
  );
});

test("P5.3 C2: a press that may have been on its way when a colleague's change was told settles nothing", async ({
  page,
  tenant,
}) => {
  const { loans, dialog } = await askToSettle(page, tenant, "WIRE 58");
  await tenant.move(loans[0] ?? 0, "disputed");
  await expect(dialog).toContainText("Walker 1 is Disputed now");
  const settle = dialog.getByRole("button", { name: "Settle 2 loans for $400,000.20" });
  await settle.click();
  await expect(dialog.getByRole("alert")).toContainText(
    "Nothing was settled: something changed since you looked",
  );
  await expect(dialog.getByRole("alert")).toBeInViewport();
  const { json } = await tenant.api("admin", "GET", `/api/pipeline/loans/${loans[1]}`);
  expect(json.currentStatus).toBe("delivered");
  await settle.click();
  await expect(dialog.getByRole("status").filter({ hasText: "2 loans settled" })).toBeVisible();
});

test("P5.3 C2: a draft that is offered again tells what became of the trade meanwhile", async ({
  page,
  tenant,
}) => {
  const { loans, open, dialog } = await askToSettle(page, tenant, "WIRE 59");
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await tenant.move(loans[0] ?? 0, "disputed");
  await open.getByRole("button", { name: "Settle 2 delivered" }).click();
  await expect(dialog.getByLabel("Reference")).toHaveValue("WIRE 59");
  await expect(dialog).toContainText("Walker 1 is Disputed now");
  await dialog.getByRole("button", { name: "Settle 2 loans for $400,000.20" }).click();
  await expect(dialog.getByRole("alert")).toContainText("Nothing was settled");
});

test("P5.3 C2: while a trade is being settled its dialog stays, and tells what came of it", async ({
  page,
  tenant,
}) => {
  const { dialog } = await askToSettle(page, tenant, "WIRE 57");
  const letGo = await holdCalls(page, "pipeline.settleTrade");
  const settle = dialog.getByRole("button", { name: /^Settle 3 loans/ });
  await settle.click();
  await expect(settle).toHaveAttribute("aria-busy", "true");
  await page.keyboard.press("Escape");
  await page.mouse.click(5, 400);
  for (const name of ["Cancel", "Close"])
    await expect(dialog.getByRole("button", { name })).toHaveAttribute("aria-disabled", "true");
  await expect(page.getByText("Draft kept")).toHaveCount(0);
  letGo();
  await expect(dialog.getByRole("status").filter({ hasText: "3 loans settled" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
});

test("P2.7 P7.6: statuses of the tenant's own are in the bar, the figures and the reasons", async ({
  newTenant,
  openAs,
}) => {
  const tenant = await newTenant(customWorkflow());
  const { id, exchangeTradeId, loans } = await buyTrade(tenant, 3);
  const [one = 0, two = 0, three = 0] = loans;
  await tenant.move(one, "docs_review");
  await tenant.move(two, "docs_review", "in_transit", "delivered");
  await tenant.move(three, "docs_review", "in_transit", "delivered", "on_hold");
  const page = await openAs({ tenant, role: "admin" });
  await page.goto(`/pipeline/trades/${id}`);
  const open = openTradeOf(page, exchangeTradeId);
  await expect(open).toContainText("Document Review");
  await expect(open).toContainText("On Hold");
  await open.getByRole("button", { name: "Settle 1 delivered" }).click();
  const dialog = dialogOf(page, `Settle trade ${exchangeTradeId}`);
  await expect(dialog.getByRole("list", { name: "Skipped loans" })).toContainText("Document Review");
  await dialog.getByLabel("Reference").fill("WIRE 55");
  await dialog.getByRole("button", { name: /^Settle 1 loan for/ }).click();
  await expect(dialog.getByRole("status").filter({ hasText: "1 loan settled" })).toBeVisible();
});

test.describe("for an operator", () => {
  test.use({ role: "operator" });

  test("P5.3 P6.3: settling is shown as withheld, with the reason", async ({ page, tenant }) => {
    const { id, exchangeTradeId } = await tradeOnItsWay(tenant);
    await page.goto(`/pipeline/trades/${id}`);
    const settle = openTradeOf(page, exchangeTradeId).getByRole("button", { name: "Settle 3 delivered" });
    await expect(settle).toHaveAttribute("aria-disabled", "true");
    await expect(settle).toHaveAccessibleDescription(/administrator; your role is operator/);
    await settle.click({ force: true });
    await expect(page.getByRole("dialog")).toHaveCount(0);
  });
});
