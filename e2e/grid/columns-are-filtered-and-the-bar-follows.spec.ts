import { chipOf, gridRow, headOf, loanRows, openColumn, summaryOf } from "../fixtures/grid.ts";
import { expect, test } from "../fixtures/test.ts";

test("P8.5 P8.6: the bar follows the filters, and each column has the filter that fits it", async ({
  newTenant,
  openAs,
}) => {
  const tenant = await newTenant();
  const facts = [
    { borrowerName: "Ann Oak", loanAmount: 100_000, purchasePrice: "100000.25", propertyState: "TX" },
    { borrowerName: "Ben Oakley", loanAmount: 250_000.5, purchasePrice: "250000.50", propertyState: "TX" },
    { borrowerName: "Cy Elm", loanAmount: 400_000, purchasePrice: "400000.00", propertyState: "CA" },
  ];
  const [ann = 0, ben = 0, cy = 0] = await tenant.buy(3, (number) => facts[number - 1] ?? {});
  await tenant.move(cy, "in_transit");
  const page = await openAs({ tenant, role: "operator" });
  await page.goto("/pipeline/grid");
  await expect(loanRows(page)).toHaveCount(3);
  await expect(summaryOf(page).getByRole("status")).toHaveText(/3 loans\s*\$750,000\.75/);
  await expect(chipOf(page, "Purchased")).toContainText("2");

  const borrower = await openColumn(page, "Borrower");
  await borrower.getByLabel("Borrower contains").fill("oak");
  await page.keyboard.press("Enter");
  await expect(loanRows(page)).toHaveCount(2);
  await expect(summaryOf(page).getByRole("status")).toHaveText(/2 loans\s*\$350,000\.75/);
  await expect(chipOf(page, "In Transit")).toContainText("0");

  const amount = await openColumn(page, "Loan amount");
  await amount.getByLabel("At least").fill("lots");
  await amount.getByRole("button", { name: "Filter" }).click();
  await expect(amount).toContainText("must be a number");
  await amount.getByLabel("At least").fill("$200,000");
  await amount.getByRole("button", { name: "Filter" }).click();
  await expect(loanRows(page)).toHaveCount(1);
  await expect(gridRow(page, ben)).toBeVisible();
  await expect(headOf(page, "Loan amount").getByRole("button", { name: /filtered$/ })).toBeVisible();

  // Each filter is a step back.
  await page.goBack();
  await expect(loanRows(page)).toHaveCount(2);
  await page.goBack();
  await expect(loanRows(page)).toHaveCount(3);

  const state = await openColumn(page, "State");
  await state.getByRole("checkbox", { name: "CA", exact: true }).check();
  await expect(loanRows(page)).toHaveCount(1);
  await state.getByRole("checkbox", { name: "TX", exact: true }).check();
  await expect(loanRows(page)).toHaveCount(3);
  await page.keyboard.press("Escape");
  await expect(headOf(page, "State")).toBeFocused();
  await page.getByRole("button", { name: "Clear all" }).click();

  const purchased = await openColumn(page, "Purchased");
  await purchased.getByLabel("From").fill("2001-01-01");
  await purchased.getByLabel("Until").fill("2001-12-31");
  await purchased.getByRole("button", { name: "Filter" }).click();
  await expect(page.getByRole("heading", { name: "No loan matches" })).toBeVisible();
  await page.getByRole("button", { name: "Clear search and filters" }).click();
  await expect(gridRow(page, ann)).toBeVisible();
});

test("P8.5 P8.6: statuses are a multi-select with counts; a chip of the bar is the same filter", async ({
  newTenant,
  openAs,
}) => {
  const tenant = await newTenant();
  const [moved = 0] = await tenant.buy(3);
  await tenant.move(moved, "in_transit");
  const page = await openAs({ tenant, role: "operator" });
  await page.goto("/pipeline/grid");
  const status = await openColumn(page, "Status");
  await status.getByRole("checkbox", { name: "In Transit, 1 loans" }).check();
  await expect(loanRows(page)).toHaveCount(1);
  await expect(page).toHaveURL(/status=in_transit/);
  await status.getByRole("checkbox", { name: "Purchased, 2 loans" }).check();
  await expect(loanRows(page)).toHaveCount(3);
  await page.keyboard.press("Escape");
  await expect(chipOf(page, "Purchased")).toHaveAttribute("aria-pressed", "true");
  await chipOf(page, "Purchased").click();
  await expect(loanRows(page)).toHaveCount(1);
  await expect(chipOf(page, "Purchased")).toContainText("2");
  await expect(summaryOf(page).getByRole("status")).toContainText("1 loan");
});

test("P8.6: an address that asks nonsense shows what can be read of it, says so, and never breaks", async ({
  page,
  tenant,
}) => {
  await tenant.buy(1);
  for (const query of [
    "filter=%5B%5B%22loanAmount%22%2C%22gte%22%2C%22NaN%22%5D%2C%5B1%5D%2Cnull%5D",
    "filter=not+json&sort=historyHash&dir=sideways&cols=a,b",
    "state=ZZ'--&overdue=maybe&view=-1",
    `status=${"x".repeat(201)}`,
    "status=%07",
  ]) {
    await page.goto(`/pipeline/grid?${query}`);
    await expect(
      loanRows(page)
        .first()
        .or(page.getByRole("heading", { name: "No loan matches" })),
    ).toBeVisible();
    await expect(page.getByText("A part of this link cannot be read")).toBeVisible();
  }
});
