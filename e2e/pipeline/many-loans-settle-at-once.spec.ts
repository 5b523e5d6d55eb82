import type { Page } from "@playwright/test";
import { dialogOf, rowsOf } from "../fixtures/desk.ts";
import { meetOnTheServer } from "../fixtures/held.ts";
import { daysAgo, must, type TestTenant, unique } from "../fixtures/tenant.ts";
import { expect, test } from "../fixtures/test.ts";

const barOf = (page: Page) => page.getByRole("region", { name: "Selected loans" });

async function delivered(tenant: TestTenant, name: string, count: number): Promise<number[]> {
  const loans = await tenant.buy(count, (number) => ({
    borrowerName: `${name} ${number}`,
    purchasePrice: "250000.10",
  }));
  for (const loanId of loans) await tenant.move(loanId, "in_transit", "delivered");
  return loans;
}

async function selectAll(page: Page, name: string, count: number): Promise<void> {
  await page.goto(`/pipeline/loans?q=${name}&sort=pipelineLoanId&dir=asc`);
  await expect(rowsOf(page)).toHaveCount(count);
  await page.getByRole("checkbox", { name: "Select the page" }).check();
}

test("P5.6 P5.5 C2: a selection is settled under one reference, each loan for its own amount, exact to the cent", async ({
  page,
  tenant,
}) => {
  const name = unique("Wire");
  const loans = await delivered(tenant, name, 3);
  const sale = { salePrice: 251000.25 };
  must(await tenant.api("operator", "PATCH", `/api/pipeline/loans/${loans[1]}`, sale), 200);
  await selectAll(page, name, 3);
  await barOf(page).getByRole("button", { name: "Settle" }).click();
  const dialog = dialogOf(page, "Record settlements");
  await expect(dialog).toContainText("A settled loan is final.");

  const amounts = dialog.getByRole("region", { name: "Amounts" });
  await expect(amounts.getByRole("textbox")).toHaveCount(3);
  await expect(amounts.getByLabel("Total of the settlement amounts")).toHaveText("751,000.45");
  await amounts.getByRole("textbox").nth(1).fill("250,999.25");
  await expect(amounts.getByLabel("Total of the settlement amounts")).toHaveText("750,999.45");
  await expect(amounts.locator("tbody tr").nth(1)).toContainText("−1.00");

  const send = dialog.getByRole("button", { name: "Settle 3 loans for $750,999.45" });
  await send.click();
  await expect(dialog.getByLabel("Reference")).toBeFocused();
  await expect(dialog.getByLabel("Reference")).toHaveAccessibleDescription(/is required|must/);

  await dialog.getByLabel("Reference").fill("FW-77");
  await dialog.getByLabel("Settlement date").fill(daysAgo(0));
  await send.click();
  const result = dialogOf(page, "Result");
  await expect(result.getByRole("status")).toHaveText("3 of 3 settled for $750,999.45");
  await result.getByRole("button", { name: "Done" }).click();
  await expect(barOf(page)).toBeHidden();

  const one = await tenant.api("operator", "GET", `/api/pipeline/loans/${loans[1]}`);
  expect(one.text).toContain('"settlementAmount":250999.25');
  expect(one.json).toMatchObject({ currentStatus: "settled", settlementReference: "FW-77" });
});

test("P5.1 P5.6: a date that is wrong for all of them is said at the date, and the amounts stay", async ({
  page,
  tenant,
}) => {
  const name = unique("Day");
  await delivered(tenant, name, 2);
  await selectAll(page, name, 2);
  await barOf(page).getByRole("button", { name: "Settle" }).click();
  const dialog = dialogOf(page, "Record settlements");
  const amounts = dialog.getByRole("region", { name: "Amounts" }).getByRole("textbox");
  const date = dialog.getByLabel("Settlement date");
  await amounts.nth(1).fill("250,001.10");
  await dialog.getByLabel("Reference").fill("FW-93");
  const send = dialog.getByRole("button", { name: "Settle 2 loans for $500,001.20" });
  for (const [day, says] of [
    [daysAgo(-3), /^Settlement date must not be later than [A-Z][a-z]{2} \d{1,2}, \d{4}\.$/],
    [daysAgo(40), /^Settlement date must not be before the purchase date [A-Z][a-z]{2} \d{1,2}, \d{4}\.$/],
    ["", /^Settlement date /],
  ] as const) {
    await date.fill(day);
    await send.click();
    await expect(date).toBeFocused();
    await expect(date).toHaveAccessibleDescription(says);
    await expect(dialog.getByText("2 ready")).toBeVisible();
    await expect(amounts.nth(1)).toHaveValue("250,001.10");
  }
  await date.fill(daysAgo(0));
  await expect(date).not.toHaveAttribute("aria-invalid");
  await send.click();
  await expect(dialogOf(page, "Result").getByRole("status")).toHaveText("2 of 2 settled for $500,001.20");
});

test("P5.6 P7.5: what was typed waits for the same loans, and never stands in the settlement of others", async ({
  page,
  tenant,
}) => {
  const name = unique("Draft");
  await delivered(tenant, name, 2);
  await selectAll(page, name, 2);
  const dialog = dialogOf(page, "Record settlements");
  const reference = dialog.getByLabel("Reference");
  const settle = () => barOf(page).getByRole("button", { name: "Settle" }).click();
  const cancel = async () => {
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await expect(dialog).toBeHidden();
  };
  await settle();
  await reference.fill("FW-90");
  await dialog.getByLabel("Settlement date").fill(daysAgo(1));
  await cancel();

  const second = page.getByRole("row", { name: `${name} 2` }).getByRole("checkbox");
  await second.uncheck();
  await settle();
  await expect(dialog.getByRole("region", { name: "Amounts" }).getByRole("textbox")).toHaveCount(1);
  await expect(reference).toHaveValue("");
  await expect(dialog.getByLabel("Settlement date")).not.toHaveValue(daysAgo(1));
  await cancel();

  await second.check();
  await settle();
  await expect(reference).toHaveValue("FW-90");
  await expect(dialog.getByLabel("Settlement date")).toHaveValue(daysAgo(1));
});

test("P5.6 P7.4: what was typed about many loans outlasts a click outside and other pages, and leaving asks first", async ({
  page,
  tenant,
}) => {
  const name = unique("Outlast");
  await delivered(tenant, name, 2);
  await selectAll(page, name, 2);
  const dialog = dialogOf(page, "Record settlements");
  const reference = dialog.getByLabel("Reference");
  const amount = dialog.getByRole("region", { name: "Amounts" }).getByRole("textbox").nth(1);
  const settle = () => barOf(page).getByRole("button", { name: "Settle" }).click();
  await settle();
  await reference.fill("FW-91");
  await amount.fill("250,001.10");
  await page.mouse.click(5, 400);
  await expect(reference).toHaveValue("FW-91");
  await page.keyboard.press("Escape");
  await expect(page.getByText("Draft kept")).toBeVisible();
  await expect(dialog).toBeHidden();

  let asked = 0;
  page.on("dialog", async (question) => {
    asked += 1;
    await question.dismiss();
  });
  await page.evaluate(() => window.location.reload());
  await expect.poll(() => asked).toBe(1);
  await page.getByRole("link", { name: "Dashboard" }).click();
  await expect(page).toHaveURL(/\/pipeline$/);
  await page.goBack();
  await page.getByRole("checkbox", { name: "Select the page" }).check();
  await settle();
  await expect(reference).toHaveValue("FW-91");
  await expect(amount).toHaveValue("250,001.10");
  await expect(dialog).toContainText("Draft kept.");
  await dialog.getByRole("button", { name: "Discard" }).click();
  await expect(reference).toHaveValue("");
  await expect(amount).toHaveValue("250,000.10");
  await reference.fill("FW-92");
  await dialog.getByRole("button", { name: "Settle 2 loans for $500,000.20" }).click();
  await expect(dialogOf(page, "Result").getByRole("status")).toHaveText("2 of 2 settled for $500,000.20");
  await page.reload();
  expect(asked, "nothing that was sent is kept").toBe(1);
});

test("P5.6 C2: what colleagues change meanwhile is told, and nothing is settled that was not seen so", async ({
  page,
  tenant,
}) => {
  const name = unique("Meanwhile");
  const [first = 0, second = 0, third = 0] = await delivered(tenant, name, 3);
  await selectAll(page, name, 3);
  await barOf(page).getByRole("button", { name: "Settle" }).click();
  const dialog = dialogOf(page, "Record settlements");
  await dialog.getByLabel("Reference").fill("FW-79");
  await expect(dialog.getByRole("region", { name: "Amounts" }).getByRole("textbox")).toHaveCount(3);
  must(await tenant.api("admin", "PATCH", `/api/pipeline/loans/${first}`, { salePrice: 251000.25 }), 200);
  await tenant.move(second, "disputed");
  const told = dialog.getByRole("status").filter({ hasText: "changed while you were looking" });
  await expect(told).toContainText(`${name} 1 is expected to bring $251,000.25, not $250,000.10`);
  await expect(told).toContainText(`${name} 2 is Disputed now`);

  // A press that was on its way when that came settles nothing.
  const settle = dialog.getByRole("button", { name: "Settle 3 loans for $751,000.45" });
  await settle.click();
  await expect(dialog.getByRole("alert")).toContainText(
    "Nothing was settled: something changed since you looked",
  );
  await expect(dialog.getByRole("alert")).toBeInViewport();
  expect((await tenant.api("admin", "GET", `/api/pipeline/loans/${first}`)).json.currentStatus).toBe(
    "delivered",
  );

  // And one more just as it is sent.
  await meetOnTheServer(page, "pipeline.settleLoans", async () =>
    must(await tenant.api("admin", "PATCH", `/api/pipeline/loans/${third}`, { salePrice: 77777 }), 200),
  );
  await settle.click();
  const result = dialogOf(page, "Result");
  await expect(result.getByRole("status")).toContainText("2 of 3 settled");
  await expect(result).toContainText("Somebody changed this loan after you opened it");
  await expect(result.getByRole("button", { name: /^Retry/ })).toHaveCount(0);
  const { json } = await tenant.api("admin", "GET", `/api/pipeline/loans/${third}`);
  expect(json.currentStatus).toBe("delivered");

  // The way on: the same form for what is left, with what was typed and what changed.
  await result.getByRole("button", { name: "Look at 1 again" }).click();
  await expect(dialog.getByLabel("Reference")).toHaveValue("FW-79");
  await expect(told).toContainText(`${name} 3 is expected to bring $77,777.00, not $250,000.10`);
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByText("Draft kept")).toBeVisible();
  await barOf(page).getByRole("button", { name: "Settle" }).click();
  await expect(dialog.getByLabel("Reference")).toHaveValue("FW-79");
});

test("P5.6 P6.4: a session that ended is told with the way to sign in, and nothing typed is lost", async ({
  newTenant,
  openAs,
  problems,
}) => {
  problems.expect(/401/);
  const own = await newTenant();
  const page = await openAs({ tenant: own, role: "admin" });
  const name = unique("Ended");
  await delivered(own, name, 2);
  await selectAll(page, name, 2);
  await barOf(page).getByRole("button", { name: "Settle" }).click();
  const dialog = dialogOf(page, "Record settlements");
  await dialog.getByLabel("Reference").fill("FW-80");
  await expect(dialog.getByText("2 ready")).toBeVisible();
  await page.context().clearCookies();
  await dialog.getByRole("button", { name: /^Settle 2 loans/ }).click();
  await expect(dialog.getByRole("alert").filter({ hasText: "Your session has ended" })).toContainText(
    "Sign in again in another tab",
  );
  await expect(dialog.getByLabel("Reference")).toHaveValue("FW-80");
});

test("P5.6: an impossible amount is told at its loan, and nothing is settled", async ({ page, tenant }) => {
  const name = unique("Wrong");
  const loans = await delivered(tenant, name, 2);
  await selectAll(page, name, 2);
  await barOf(page).getByRole("button", { name: "Settle" }).click();
  const dialog = dialogOf(page, "Record settlements");
  const second = dialog.getByRole("region", { name: "Amounts" }).getByRole("textbox").nth(1);
  await second.fill("0");
  await dialog.getByLabel("Reference").fill("FW-78");
  await dialog.getByRole("button", { name: /^Settle 2 loans/ }).click();
  await expect(second).toHaveAccessibleDescription(/Amount/);
  await expect(second).toBeFocused();
  for (const loanId of loans) {
    const { json } = await tenant.api("operator", "GET", `/api/pipeline/loans/${loanId}`);
    expect(json.currentStatus).toBe("delivered");
  }
});

test("P5.4 P5.6: amounts far from what is expected are named with their loans, and have to be meant once for all", async ({
  page,
  tenant,
}) => {
  const name = unique("Slip");
  const loans = await delivered(tenant, name, 3);
  await selectAll(page, name, 3);
  await barOf(page).getByRole("button", { name: "Settle" }).click();
  const dialog = dialogOf(page, "Record settlements");
  const amounts = dialog.getByRole("region", { name: "Amounts" }).getByRole("textbox");
  await expect(amounts).toHaveCount(3);
  const meant = dialog.getByRole("checkbox", { name: /I mean/ });
  await expect(meant).toHaveCount(0);
  await dialog.getByLabel("Reference").fill("FW-80");
  await amounts.nth(0).fill("1.00");
  await amounts.nth(2).fill("2500001.00");
  const unusual = dialog.getByRole("list", { name: "Unusual amounts" }).getByRole("listitem");
  await expect(unusual).toHaveCount(2);
  await expect(unusual.nth(0)).toContainText(`${name} 1`);
  await expect(unusual.nth(0)).toContainText("$1.00 is 100% less than the purchase amount of $250,000.10.");
  await expect(unusual.nth(1)).toContainText("10 times the purchase amount");
  const settle = dialog.getByRole("button", { name: /^Settle 3 loans/ });
  await settle.click();
  await expect(meant).toBeFocused();
  await expect(meant).toHaveAccessibleDescription("Confirm the amounts, or correct them.");
  const { json } = await tenant.api("operator", "GET", `/api/pipeline/loans/${loans[0]}`);
  expect(json.currentStatus).toBe("delivered");

  await meant.check();
  await amounts.nth(2).fill("2600000.00");
  await expect(meant, "another amount has to be meant anew").not.toBeChecked();
  await amounts.nth(2).fill("250000.10");
  await expect(unusual).toHaveCount(1);
  await meant.check();
  await settle.click();
  await expect(dialogOf(page, "Result").getByRole("status")).toHaveText("3 of 3 settled for $500,001.20");
});

test.describe("for an operator", () => {
  test.use({ role: "operator" });

  test("P5.6 P6.3: a selection is not theirs to settle, and the API says so", async ({ page, tenant }) => {
    const name = unique("Held");
    const loans = await delivered(tenant, name, 2);
    await selectAll(page, name, 2);
    await expect(barOf(page).getByRole("button", { name: "Mark disputed" })).toBeVisible();
    await expect(barOf(page).getByRole("button", { name: "Settle" })).toHaveCount(0);
    const settlement = { loanIds: loans, settlementDate: daysAgo(0), settlementReference: "FW-79" };
    const answer = await tenant.api("operator", "POST", "/api/pipeline/loans/bulk-settle", settlement);
    expect(answer.status).toBe(403);
    expect(answer.json.code).toBe("FORBIDDEN");
  });
});
