import { psxLoan, psxTrade } from "../../server/domain/pipeline/testing-trades.ts";
import { dialogOf, nextActionsOf, panelOf, rowLinkOf, rowsOf, timelineOf } from "../fixtures/desk.ts";
import { hasFocus, tabTo } from "../fixtures/keyboard.ts";
import { daysAgo, must, unique } from "../fixtures/tenant.ts";
import { expect, test } from "../fixtures/test.ts";

test("P1.4 P2.1 P2.8 P5.1 P7.3 P7.4 P7.9: a trade of the exchange becomes a settled loan by keyboard alone", async ({
  page,
  tenant,
}) => {
  const borrower = unique("Keys");
  const trade = psxTrade(
    unique("PSX"),
    [psxLoan(1, { borrowerName: borrower, purchasePrice: "251020.10" })],
    {
      tradeDate: daysAgo(3),
    },
  );
  must(await tenant.postTrade(trade), 201);
  const keys = page.keyboard;

  await page.goto("/pipeline");
  await tabTo(page.getByRole("link", { name: "Loans", exact: true }));
  await keys.press("Enter");
  await page.waitForURL("**/pipeline/loans");
  await expect(rowsOf(page).first()).toBeVisible();
  await keys.press("/");
  await keys.type(borrower);
  await expect(rowsOf(page)).toHaveCount(1);
  await keys.press("Tab");
  const row = page.getByRole("link", { name: borrower });
  await tabTo(row);
  await keys.press("Enter");

  const panel = panelOf(page);
  await expect(panel.getByRole("heading", { name: borrower })).toBeVisible();
  await expect(panel).toBeFocused();

  await tabTo(nextActionsOf(page).getByRole("button", { name: "Mark in transit" }));
  await keys.press("Enter");
  await expect(dialogOf(page, "Mark in transit").getByLabel("Notes")).toBeFocused();
  await keys.type("Package sent by courier");
  await tabTo(dialogOf(page, "Mark in transit").getByRole("button", { name: "Mark in transit" }));
  await keys.press("Enter");

  const deliver = nextActionsOf(page).getByRole("button", { name: "Mark delivered" });
  await expect(deliver).toBeVisible();
  await expect(dialogOf(page, "Mark in transit")).toBeHidden();
  await tabTo(deliver);
  await keys.press("Enter");
  const delivery = dialogOf(page, "Mark delivered");
  await expect(delivery.getByLabel("Notes")).toBeFocused();
  await keys.type("Received complete");
  await tabTo(delivery.getByLabel("Delivery method"));
  await keys.type("eVault");
  await keys.press("Control+Enter");

  const settle = nextActionsOf(page).getByRole("button", { name: "Record settlement" });
  await expect(settle).toBeVisible();
  await expect(delivery).toBeHidden();
  await tabTo(settle);
  await keys.press("Enter");
  const settlement = dialogOf(page, "Record settlement");
  await expect(settlement.getByLabel("Settlement amount")).toBeFocused();
  await expect(settlement.getByLabel("Settlement amount")).toHaveValue("251,020.10");
  await tabTo(settlement.getByLabel("Reference"));
  await keys.type("WIRE 7");
  await keys.press("Enter");

  await expect(panel.getByText("This status is final")).toBeVisible();
  await expect(settlement).toBeHidden();
  const entries = timelineOf(page);
  await expect(entries).toHaveCount(4);
  await expect(entries.nth(0)).toContainText("Settled from Delivered");
  await expect(entries.nth(0)).toContainText("WIRE 7");
  await expect(entries.nth(1)).toContainText("Delivered from In Transit");
  await expect(entries.nth(1)).toContainText("Received complete");
  await expect(entries.nth(2)).toContainText("In Transit from Purchased");
  await expect(entries.nth(2)).toContainText("Package sent by courier");
  await expect(entries.nth(3)).toContainText("Purchased · PSX");
  const money = panel.getByRole("region", { name: "Money" });
  await expect(money).toContainText("Settlement");
  await expect(money.getByText("251,020.10")).toHaveCount(2);

  await keys.press("Escape");
  await expect(panel).toBeHidden();
  await expect.poll(() => hasFocus(row), { message: "the focus returns to the row" }).toBe(true);
  await expect(rowsOf(page)).toContainText("Settled");

  const loanId = Number(await row.getAttribute("data-loan-row"));
  const { json, text } = await tenant.api("admin", "GET", `/api/pipeline/loans/${loanId}`);
  expect(text).toContain('"settlementAmount":251020.10');
  expect(json).toMatchObject({
    currentStatus: "settled",
    settlementReference: "WIRE 7",
    deliveryMethod: "eVault",
    actualDeliveryDate: daysAgo(0),
  });
  expect(json.statusHistory.map((entry: { changedBy: string }) => entry.changedBy)).toEqual([
    "system/exchange-webhook",
    ...Array(3).fill(tenant.emailOf("admin")),
  ]);
});

test("P1.3 P1.5 P2.1 P3.6 P4.2 P5.1: the whole way over HTTP, exact to the cent, and as the desk shows it", async ({
  page,
  tenant,
}) => {
  const borrower = unique("Exact");
  const big = "9007199254740993.11";
  const loans = [
    psxLoan(1, { borrowerName: `${borrower} one`, loanAmount: big, purchasePrice: big }),
    psxLoan(2, { borrowerName: `${borrower} two`, purchasePrice: "0.10" }),
  ];
  const tradeId = unique("PSX");
  const created = await tenant.postTrade(psxTrade(tradeId, loans, { tradeDate: daysAgo(3) }));
  must(created, 201);
  expect(created.text).toContain('"totalAmount":9007199254740993.21');

  const found = await tenant.api(
    "operator",
    "GET",
    `/api/pipeline/loans?search=${borrower}&sortBy=pipelineLoanId&sortDirection=asc`,
  );
  expect(found.json.totalRows).toBe(2);
  const [first, second] = found.json.loans.map((loan: { pipelineLoanId: number }) => loan.pipelineLoanId);
  for (const id of [first, second]) await tenant.move(id, "in_transit", "delivered");

  const form = { settlementAmount: big, settlementDate: daysAgo(0), settlementReference: "ACH 1" };
  const refused = await tenant.api("operator", "POST", `/api/pipeline/loans/${first}/settle`, form);
  expect(refused.status).toBe(403);
  expect(refused.json.code).toBe("FORBIDDEN");
  const settled = await tenant.api("admin", "POST", `/api/pipeline/loans/${first}/settle`, form);
  must(settled, 200);
  expect(settled.text).toContain(`"settlementAmount":${big}`);

  const trade = await tenant.api("admin", "GET", `/api/pipeline/trades/${created.json.pipelineTradeId}`);
  expect(trade.json.status).toBe("active");
  must(
    await tenant.api("admin", "POST", `/api/pipeline/loans/${second}/settle`, {
      ...form,
      settlementAmount: 0.1,
    }),
    200,
  );
  const done = await tenant.api("admin", "GET", `/api/pipeline/trades/${created.json.pipelineTradeId}`);
  expect(done.json.status).toBe("settled");
  expect(done.text).toContain('"totalAmount":9007199254740993.21');

  await page.goto(`/pipeline/loans/${first}`);
  await expect(
    panelOf(page).getByRole("region", { name: "Money" }).getByText("9,007,199,254,740,993.11"),
  ).toHaveCount(3);
  await expect(timelineOf(page)).toHaveCount(4);
  await expect(rowLinkOf(page, first)).toBeAttached();
});
