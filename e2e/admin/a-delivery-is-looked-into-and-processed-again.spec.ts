import type { Page } from "@playwright/test";
import { psxLoan, psxTrade } from "../../server/domain/pipeline/testing-trades.ts";
import { holdCalls } from "../fixtures/held.ts";
import { daysAgo, must, type TestTenant, unique } from "../fixtures/tenant.ts";
import { expect, test } from "../fixtures/test.ts";

const deliveryRowsOf = (page: Page) =>
  page.getByRole("table", { name: "Deliveries" }).locator("tbody").getByRole("row");

const deliveryOf = (page: Page) =>
  page.getByRole("dialog").filter({ has: page.getByRole("button", { name: "Close the delivery" }) });

const tradeOf = (id: string, facts: Record<string, unknown> = {}, loan: Record<string, unknown> = {}) =>
  psxTrade(id, [psxLoan(1, loan)], { tradeDate: daysAgo(3), ...facts });

/** One that was refused, since the tenant does not answer for its principal. */
async function refusedDelivery(tenant: TestTenant): Promise<string> {
  const id = unique("PSX");
  const { status } = await tenant.postTrade(tradeOf(id, { principalId: "LATECOMER" }));
  expect(status).toBeGreaterThanOrEqual(400);
  return id;
}

test("P1.8 P1.6: the log shows every delivery, its payload, and what a repeated one says otherwise", async ({
  newTenant,
  openAs,
}) => {
  const tenant = await newTenant();
  const twice = unique("PSX");
  must(await tenant.postTrade(tradeOf(twice, {}, { purchasePrice: "257000.00" })), 201);
  await tenant.postTrade(tradeOf(twice, {}, { purchasePrice: "257000.50" }));
  const refused = await refusedDelivery(tenant);
  const page = await openAs({ tenant, role: "admin" });
  await page.goto("/admin/deliveries");
  await expect(deliveryRowsOf(page)).toHaveCount(3);
  await expect(deliveryRowsOf(page).nth(0)).toContainText("Rejected");
  await expect(deliveryRowsOf(page).nth(0)).toContainText(refused);
  await expect(deliveryRowsOf(page).nth(1)).toContainText("Duplicate");
  await expect(deliveryRowsOf(page).nth(2)).toContainText("Created");

  await deliveryRowsOf(page).nth(1).getByRole("button").click();
  const detail = deliveryOf(page);
  await expect(detail.getByRole("textbox", { name: "Payload" })).toHaveValue(/"purchasePrice": "257000\.50"/);
  const difference = detail
    .getByRole("table", { name: "Differences" })
    .getByRole("row", { name: /purchasePrice/ });
  await expect(difference.getByRole("cell")).toHaveText([/purchasePrice$/, "257000.00", "257000.50"]);
  await page.keyboard.press("Escape");
  await expect(detail).toBeHidden();
  await expect(deliveryRowsOf(page).nth(1).getByRole("button")).toBeFocused();

  await page.getByRole("button", { name: "Rejected" }).click();
  await expect(deliveryRowsOf(page)).toHaveCount(1);
  await expect(page).toHaveURL(/outcome=rejected/);
  await page.reload();
  await expect(deliveryRowsOf(page)).toHaveCount(1);
  await page.getByRole("button", { name: "Rejected" }).click();
  await page.getByRole("button", { name: "Failed" }).click();
  await expect(page.getByRole("heading", { name: "No delivery matches" })).toBeVisible();
});

test("P1.8: a refused delivery is processed again: still refused with its reason, then accepted once", async ({
  newTenant,
  openAs,
  problems,
}) => {
  const tenant = await newTenant();
  const refused = await refusedDelivery(tenant);
  const page = await openAs({ tenant, role: "admin" });
  await page.goto("/admin/deliveries");
  await deliveryRowsOf(page).filter({ hasText: refused }).getByRole("button").click();
  const detail = deliveryOf(page);
  await expect(detail.getByRole("region", { name: "Why" })).toContainText(
    "is not a principal of this tenant",
  );

  problems.expect(/status of 4\d\d/);
  await detail.getByRole("button", { name: "Process again" }).click();
  const question = page.getByRole("dialog", { name: "Process this delivery again?" });
  const letGo = await holdCalls(page, "pipeline.reprocessDelivery");
  await question.getByRole("button", { name: "Process again" }).click();
  await expect(question.getByRole("button", { name: "Process again" })).toHaveAttribute("aria-busy", "true");
  await page.keyboard.press("Escape");
  await expect(question.getByRole("button", { name: "Cancel" })).toHaveAttribute("aria-disabled", "true");
  letGo();
  await expect(question.getByRole("alert")).toContainText("is not a principal of this tenant");

  await tenant.asOwner("insert into principal (principal_id, created_at) values ('LATECOMER', now())");
  await question.getByRole("button", { name: "Process again" }).click();
  await expect(page.getByText(`Trade ${refused} created: 1 loan`)).toBeVisible();
  await expect(detail).toContainText("Its payload was accepted later");
  await expect(detail.getByRole("button", { name: "Process again" })).toHaveCount(0);
  await expect(deliveryRowsOf(page).filter({ hasText: refused })).toHaveCount(3);
  const { json } = await tenant.api("admin", "GET", `/api/pipeline/loans?exchangeTradeId=${refused}`);
  expect(json.loans).toHaveLength(1);
});
