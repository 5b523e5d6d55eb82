import { loanUrl, panelOf, timelineOf } from "../fixtures/desk.ts";
import { daysAgo } from "../fixtures/tenant.ts";
import { expect, test } from "../fixtures/test.ts";

test.use({ role: "operator" });

test("P2.9: an edit of an old version shows both, keeps what was typed, and merges on demand", async ({
  page,
  tenant,
  problems,
}) => {
  const [loanId = 0] = await tenant.buy(1, { purchasePrice: "200000.00" });
  await page.goto(loanUrl(loanId));
  const sale = panelOf(page).getByRole("region", { name: "Sale and delivery" });
  await sale.getByRole("button", { name: "Edit" }).click();
  await sale.getByLabel("Sale price").fill("201,500.5");
  const theirs = { salePrice: "202000.00", deliveryMethod: "physical" };
  const other = await tenant.api("admin", "PATCH", `/api/pipeline/loans/${loanId}`, theirs);
  expect(other.status).toBe(200);

  problems.expect(/status of 409/);
  await sale.getByRole("button", { name: "Save sale facts" }).click();
  const conflict = sale.getByRole("alert");
  await expect(conflict).toContainText(
    "API client e2e-admin edited this loan just now, while you were editing",
  );
  await expect(panelOf(page).getByRole("region", { name: "Money" })).toContainText("+2,000.00");
  const salePrice = conflict.getByRole("row", { name: /^Sale price/ });
  await expect(salePrice.getByRole("cell")).toHaveText(["201,500.50", "202,000.00"]);
  const method = conflict.getByRole("row", { name: /^Delivery method/ });
  await expect(method.getByRole("cell")).toHaveText(["left as it was", "physical"]);
  await expect(sale.getByLabel("Sale price")).toHaveValue("201,500.5");
  expect((await tenant.api("operator", "GET", `/api/pipeline/loans/${loanId}`)).text).toContain(
    '"salePrice":202000.00',
  );

  await conflict.getByRole("button", { name: "Save mine" }).click();
  await expect(sale.getByRole("button", { name: "Edit" })).toBeVisible();
  await expect(sale).toContainText("physical");
  await expect(panelOf(page).getByRole("region", { name: "Money" })).toContainText("+1,500.50");
  await expect(timelineOf(page).first()).toContainText("Sale price: 202,000.00 → 201,500.50");
});

test("P2.9: an edit that is refused keeps every field as typed; a cancelled one changes nothing", async ({
  page,
  tenant,
}) => {
  const [loanId = 0] = await tenant.buy(1);
  await page.goto(loanUrl(loanId));
  const sale = panelOf(page).getByRole("region", { name: "Sale and delivery" });
  await sale.getByRole("button", { name: "Edit" }).click();
  await sale.getByLabel("Investor", { exact: true }).fill("");
  await sale.getByLabel("Sale price").fill("1.234");
  await sale.getByLabel("Delivery method").fill("drone");
  await sale.getByRole("button", { name: "Save sale facts" }).click();
  await expect(sale.getByLabel("Sale price")).toHaveAttribute("aria-invalid", "true");
  await expect(sale.getByLabel("Investor", { exact: true })).toHaveAttribute("aria-invalid", "true");
  await expect(sale.getByLabel("Sale price")).toHaveValue("1.234");
  await expect(sale.getByLabel("Delivery method")).toHaveValue("drone");
  await sale.getByLabel("Delivery method").press("Escape");
  await expect(sale.getByRole("button", { name: "Edit" })).toBeFocused();
  await expect(panelOf(page)).toBeVisible();
  expect((await tenant.api("operator", "GET", `/api/pipeline/loans/${loanId}`)).json.timeline).toHaveLength(
    1,
  );
});

test("P2.9 P7.4: an edit of a loan that was settled meanwhile is refused with the reason", async ({
  page,
  tenant,
  problems,
}) => {
  const [loanId = 0] = await tenant.buy(1, { purchasePrice: "200000.00" });
  await tenant.move(loanId, "in_transit", "delivered");
  await page.goto(loanUrl(loanId));
  const sale = panelOf(page).getByRole("region", { name: "Sale and delivery" });
  await sale.getByRole("button", { name: "Edit" }).click();
  await sale.getByLabel("Delivery method").fill("courier");
  const settlement = {
    settlementAmount: "200000.00",
    settlementDate: daysAgo(0),
    settlementReference: "WIRE",
  };
  await tenant.api("admin", "POST", `/api/pipeline/loans/${loanId}/settle`, settlement);
  problems.expect(/status of 4(09|22)/);
  await sale.getByRole("button", { name: "Save sale facts" }).click();
  await expect(sale.getByRole("alert")).toContainText("moved this loan to Settled");
  await sale.getByRole("button", { name: "Save mine" }).click();
  await expect(sale.getByRole("alert")).toContainText(/settled/i);
  await expect(sale.getByRole("alert")).not.toContainText("Save mine");
  await expect(panelOf(page).locator("header")).toContainText("Settled");
});
