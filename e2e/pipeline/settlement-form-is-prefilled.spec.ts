import type { Page } from "@playwright/test";
import { dialogOf, loanUrl, nextActionsOf, panelOf } from "../fixtures/desk.ts";
import { meetOnTheServer } from "../fixtures/held.ts";
import { daysAgo, must, type TestTenant } from "../fixtures/tenant.ts";
import { expect, test } from "../fixtures/test.ts";

const IN_THREE_DAYS = -3;

/** A delivered loan, and the form that settles it with a reference in it. */
async function askToSettle(page: Page, tenant: TestTenant, reference: string) {
  const [loanId = 0] = await tenant.buy(1, { purchasePrice: "250000.10" });
  await tenant.move(loanId, "in_transit", "delivered");
  await page.goto(loanUrl(loanId));
  await nextActionsOf(page).getByRole("button", { name: "Record settlement" }).click();
  const dialog = dialogOf(page, "Record settlement");
  await dialog.getByLabel("Reference").fill(reference);
  const reprice = async (salePrice: string) =>
    must(await tenant.api("operator", "PATCH", `/api/pipeline/loans/${loanId}`, { salePrice }), 200);
  const statusNow = async () =>
    (await tenant.api("admin", "GET", `/api/pipeline/loans/${loanId}`)).json.currentStatus;
  return { loanId, dialog, settle: dialog.getByRole("button", { name: /^Settle for/ }), reprice, statusNow };
}

test("P5.1 P5.4 P5.5: prefilled with the purchase price, the sale price one click away, faults at their fields", async ({
  page,
  tenant,
}) => {
  const [loanId = 0] = await tenant.buy(1, { purchasePrice: "200000.10" });
  await tenant.api("operator", "PATCH", `/api/pipeline/loans/${loanId}`, { salePrice: "203000.30" });
  await tenant.move(loanId, "in_transit", "delivered");
  await page.goto(loanUrl(loanId));
  await nextActionsOf(page).getByRole("button", { name: "Record settlement" }).click();
  const dialog = dialogOf(page, "Record settlement");
  const amount = dialog.getByLabel("Settlement amount");
  const date = dialog.getByLabel("Settlement date");
  const reference = dialog.getByLabel("Reference");
  const settle = dialog.getByRole("button", { name: /^Settle for/ });
  await expect(amount).toHaveValue("200,000.10");
  await expect(dialog).toContainText("$3,000.20 less than the sale price");
  await expect(date).toHaveValue(daysAgo(0));
  await dialog.getByRole("button", { name: "Use sale price 203,000.30" }).click();
  await expect(amount).toHaveValue("203,000.30");
  await expect(settle).toHaveText("Settle for $203,000.30");

  await settle.click();
  await expect(reference).toHaveAttribute("aria-invalid", "true");
  await expect(dialog).toContainText(/Reference must not be blank/);

  await reference.fill("WIRE 20");
  for (const wrong of ["0", "-5", "10.005", "a lot"]) {
    await amount.fill(wrong);
    await settle.click();
    await expect(amount, wrong).toHaveAttribute("aria-invalid", "true");
    await expect(amount).toHaveValue(wrong);
  }
  await amount.fill("$203,000.30");
  await date.fill(daysAgo(IN_THREE_DAYS));
  await settle.click();
  await expect(date).toHaveAttribute("aria-invalid", "true");
  await date.fill(daysAgo(30));
  await settle.click();
  await expect(date).toHaveAttribute("aria-invalid", "true");
  await expect(reference).toHaveValue("WIRE 20");
  expect((await tenant.api("admin", "GET", `/api/pipeline/loans/${loanId}`)).json.currentStatus).toBe(
    "delivered",
  );

  await date.fill(daysAgo(1));
  await settle.click();
  await expect(dialog).toBeHidden();
  await expect(panelOf(page).getByRole("region", { name: "Money" })).toContainText("203,000.30");
  const { text, json } = await tenant.api("admin", "GET", `/api/pipeline/loans/${loanId}`);
  expect(text).toContain('"settlementAmount":203000.30');
  expect(text).toContain('"settlementVariance":0.00');
  expect(json).toMatchObject({ settlementDate: daysAgo(1), settlementReference: "WIRE 20" });
});

test("P5.4: an amount far from the expected one is said in words and has to be meant", async ({
  page,
  tenant,
}) => {
  const [loanId = 0] = await tenant.buy(1, { purchasePrice: "402822.81" });
  await tenant.move(loanId, "in_transit", "delivered");
  await page.goto(loanUrl(loanId));
  await nextActionsOf(page).getByRole("button", { name: "Record settlement" }).click();
  const dialog = dialogOf(page, "Record settlement");
  const settle = dialog.getByRole("button", { name: /^Settle for/ });
  const meant = dialog.getByLabel("I mean this amount");
  await expect(meant).toHaveCount(0);
  await dialog.getByLabel("Reference").fill("WIRE 10");
  await dialog.getByLabel("Settlement amount").fill("4028228.10");
  await expect(dialog).toContainText("$4,028,228.10 is 10 times the purchase amount of $402,822.81.");
  await settle.click();
  await expect(meant).toBeFocused();
  await expect(dialog).toContainText("Confirm the amount, or correct it.");
  await meant.check();
  await dialog.getByLabel("Settlement amount").fill("4028228.20");
  await expect(meant).not.toBeChecked();
  await meant.check();
  await settle.click();
  await expect(dialog).toBeHidden();
  await expect(panelOf(page).getByRole("region", { name: "Money" })).toContainText("4,028,228.20");
});

test("P5.1: a refusal puts the focus on the first wrong field and goes as the field is corrected", async ({
  page,
  tenant,
}) => {
  const [loanId = 0] = await tenant.buy(1);
  await tenant.move(loanId, "in_transit", "delivered");
  await page.goto(loanUrl(loanId));
  await nextActionsOf(page).getByRole("button", { name: "Record settlement" }).click();
  const dialog = dialogOf(page, "Record settlement");
  const reference = dialog.getByLabel("Reference");
  await dialog.getByLabel("Notes").press("Control+Enter");
  await expect(reference).toBeFocused();
  await reference.press("W");
  await expect(dialog).not.toContainText("Reference must not be blank");
  await expect(reference).toBeFocused();
  await dialog.getByLabel("Settlement date").fill(daysAgo(IN_THREE_DAYS));
  await reference.press("Control+Enter");
  await expect(dialog.getByLabel("Settlement date")).toBeFocused();
  await expect(dialog).toContainText(/must not be later than [A-Z][a-z]{2} \d{1,2}, \d{4}/);
});

test("P5.1 P2.2: who comes second reads who settled it, when, for how much, and can only close", async ({
  page,
  tenant,
  problems,
}) => {
  const [loanId = 0] = await tenant.buy(1, { purchasePrice: "200000.00" });
  await tenant.move(loanId, "in_transit", "delivered");
  await page.goto(loanUrl(loanId));
  await nextActionsOf(page).getByRole("button", { name: "Record settlement" }).click();
  const dialog = dialogOf(page, "Record settlement");
  await dialog.getByLabel("Reference").fill("WIRE 2");
  const first = { settlementAmount: 200001.5, settlementDate: daysAgo(0), settlementReference: "WIRE 1" };
  problems.expect(/status of 422/);
  await meetOnTheServer(page, "pipeline.settleLoan", async () =>
    must(await tenant.api("admin", "POST", `/api/pipeline/loans/${loanId}/settle`, first), 200),
  );
  await dialog.getByRole("button", { name: /^Settle for/ }).click();
  const notice = dialog.getByRole("alert");
  await expect(notice).toContainText("API client e2e-admin moved this loan to Settled just now.");
  await expect(notice).toContainText(/Recorded: \$200,001\.50 on .*, reference WIRE 1\./);
  await expect(dialog.getByRole("button", { name: /^Settle/ })).toHaveCount(0);
  await dialog.getByRole("button", { name: "Discard what I typed" }).click();
  await dialog.getByRole("button", { name: "Close" }).first().click();
  await expect(dialog).toBeHidden();
});

test.describe("for an operator", () => {
  test.use({ role: "operator" });

  test("P6.3 P5.1: settling is shown as withheld, with the reason, and the API refuses it", async ({
    page,
    tenant,
  }) => {
    const [loanId = 0] = await tenant.buy(1);
    await tenant.move(loanId, "in_transit", "delivered");
    await page.goto(loanUrl(loanId));
    await expect(nextActionsOf(page).getByRole("button", { name: "Record settlement" })).toBeDisabled();
    await expect(nextActionsOf(page)).toContainText("Settlements are recorded by an administrator");
    const body = { settlementAmount: 1, settlementDate: daysAgo(0), settlementReference: "X" };
    const refused = await tenant.api("operator", "POST", `/api/pipeline/loans/${loanId}/settle`, body);
    expect([refused.status, refused.json.code]).toEqual([403, "FORBIDDEN"]);
  });
});

test("P5.4 C2: a sale price that changed meanwhile is what the amount is compared with when it is asked again", async ({
  page,
  tenant,
  problems,
}) => {
  const [loanId = 0] = await tenant.buy(1, { purchasePrice: "200000.00" });
  await tenant.api("operator", "PATCH", `/api/pipeline/loans/${loanId}`, { salePrice: "250000.00" });
  await tenant.move(loanId, "in_transit", "delivered");
  await page.goto(loanUrl(loanId));
  await nextActionsOf(page).getByRole("button", { name: "Record settlement" }).click();
  const dialog = dialogOf(page, "Record settlement");
  await dialog.getByRole("button", { name: "Use sale price 250,000.00" }).click();
  await expect(dialog).toContainText("Equals the sale price");
  await dialog.getByLabel("Reference").fill("WIRE 21");
  problems.expect(/status of 409/);
  await meetOnTheServer(page, "pipeline.settleLoan", () =>
    tenant.api("operator", "PATCH", `/api/pipeline/loans/${loanId}`, { salePrice: "205000.00" }),
  );
  await dialog.getByRole("button", { name: /^Settle for/ }).click();
  await expect(dialog.getByRole("alert").first()).toContainText("edited this loan");
  await expect(dialog).toContainText("$45,000.00 more than the sale price");
  await dialog.getByRole("button", { name: /^Settle for/ }).click();
  await expect(dialog.getByRole("checkbox")).toHaveAttribute("aria-invalid", "true");
  await dialog.getByRole("button", { name: "Use sale price 205,000.00" }).click();
  await dialog.getByRole("button", { name: "Settle for $205,000.00" }).click();
  await expect(dialog).toBeHidden();
  const { text } = await tenant.api("admin", "GET", `/api/pipeline/loans/${loanId}`);
  expect(text).toContain('"settlementAmount":205000.00');
});

test("P5.1 C2: what a colleague changes is told in the form, and a press right then settles nothing", async ({
  page,
  tenant,
}) => {
  const { dialog, settle, reprice, statusNow } = await askToSettle(page, tenant, "WIRE 22");
  await reprice("249000.00");
  await expect(dialog.getByRole("status")).toContainText("is expected to bring $249,000.00, not $250,000.10");
  await expect(dialog).toContainText("$1,000.10 more than the sale price");
  await settle.click();
  await expect(dialog.getByRole("alert")).toContainText("Nothing was settled");
  expect(await statusNow()).toBe("delivered");
  await dialog.getByRole("button", { name: "Use sale price 249,000.00" }).click();
  await dialog.getByRole("button", { name: "Settle for $249,000.00" }).click();
  await expect(dialog).toBeHidden();
  expect(await statusNow()).toBe("settled");
});

test("P5.1 C2: a second Enter that was on its way when the first was refused settles nothing", async ({
  page,
  tenant,
  problems,
}) => {
  problems.expect(/409/);
  const { dialog, settle, reprice, statusNow } = await askToSettle(page, tenant, "WIRE 23");
  await meetOnTheServer(page, "pipeline.settleLoan", () => reprice("249000.00"));
  let sent = 0;
  page.on("request", (request) => {
    if (/pipeline\.settleLoan\?/.test(request.url())) sent += 1;
  });
  // By the clock of the page: at once when it is refused, and twice more in the moment after.
  await dialog.locator("form").evaluate((form: HTMLFormElement) => {
    const watch = new MutationObserver(() => {
      if (!form.querySelector("[role=alert]")) return;
      watch.disconnect();
      for (const after of [0, 150, 400]) setTimeout(() => form.requestSubmit(), after);
    });
    watch.observe(form, { childList: true, subtree: true });
  });
  await dialog.getByLabel("Reference").press("Enter");
  await expect(dialog.getByRole("alert")).toContainText("edited this loan");
  await expect(settle).toHaveAttribute("aria-disabled", "false");
  expect(sent).toBe(1);
  expect(await statusNow()).toBe("delivered");
  await settle.click();
  await expect(dialog).toBeHidden();
});

test("P5.1 C2: a loan that a colleague settles meanwhile cannot be settled from the form, and what was typed can go", async ({
  page,
  tenant,
}) => {
  const { loanId, dialog, settle } = await askToSettle(page, tenant, "WIRE 25");
  const theirs = { settlementAmount: 1, settlementDate: daysAgo(0), settlementReference: "WIRE 1" };
  must(await tenant.api("admin", "POST", `/api/pipeline/loans/${loanId}/settle`, theirs), 200);
  await expect(dialog.getByRole("status")).toContainText("is Settled now");
  await expect(settle).toHaveCount(0);
  await dialog.getByRole("button", { name: "Close" }).first().click();
  await nextActionsOf(page).getByRole("button", { name: "Discard it" }).click();
  await expect(nextActionsOf(page)).not.toContainText("still kept");
  await page.reload();
  await expect(nextActionsOf(page)).toContainText("This status is final");
});

test("P5.1 C2: a draft that is offered again tells what became of the loan meanwhile", async ({
  page,
  tenant,
}) => {
  const { loanId, dialog, settle, reprice, statusNow } = await askToSettle(page, tenant, "WIRE 24");
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await reprice("249000.00");
  await expect(panelOf(page).getByRole("region", { name: "Money" })).toContainText("249,000.00");
  await nextActionsOf(page).getByRole("button", { name: "Record settlement" }).click();
  await expect(dialog.getByLabel("Reference")).toHaveValue("WIRE 24");
  await expect(dialog).toContainText("is expected to bring $249,000.00, not $250,000.10");
  await settle.click();
  await expect(dialog.getByRole("alert")).toContainText("Nothing was settled");
  expect(await statusNow(), String(loanId)).toBe("delivered");
});
