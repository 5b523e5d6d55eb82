import { loanUrl, panelOf, rowLinkOf, rowsOf, timelineOf } from "../fixtures/desk.ts";
import { hasFocus } from "../fixtures/keyboard.ts";
import { unique } from "../fixtures/tenant.ts";
import { expect, test } from "../fixtures/test.ts";

test("P7.3: a loan has its own address; the panel takes the focus, Escape gives it back to the row", async ({
  page,
  tenant,
}) => {
  const name = unique("Panel");
  const [first = 0, second = 0, third = 0] = await tenant.buy(3, (number) => ({
    borrowerName: `${name} ${number}`,
    purchasePrice: `${number}00000.05`,
  }));
  const query = `?q=${name}&sort=purchasePrice&dir=asc`;
  await page.goto(`/pipeline/loans${query}`);
  await rowLinkOf(page, second).click();
  await expect(page).toHaveURL(new RegExp(`/pipeline/loans/${second}\\?`));
  const panel = panelOf(page);
  await expect(panel.getByRole("heading", { name: `${name} 2` })).toBeVisible();
  await expect(panel).toBeFocused();
  await expect(page).toHaveTitle(`${name} 2 · PSSaaS`);
  await expect(panel).toContainText("2 of 3 on this page");

  await panel.getByRole("button", { name: "Next loan" }).click();
  await expect(page).toHaveURL(new RegExp(`/pipeline/loans/${third}\\?`));
  await expect(panel.getByRole("heading", { name: `${name} 3` })).toBeVisible();
  await expect(panel.getByRole("button", { name: "Next loan" })).toHaveAttribute("aria-disabled", "true");
  for (const number of [2, 1]) {
    await page.keyboard.press("k");
    await expect(panel.getByRole("heading", { name: `${name} ${number}` })).toBeVisible();
  }

  await page.keyboard.press("Escape");
  await expect(panel).toBeHidden();
  await expect(page).toHaveURL(new RegExp(`/pipeline/loans\\?q=${name}`));
  await expect(rowLinkOf(page, first)).toBeFocused();
  await expect(rowsOf(page)).toHaveCount(3);
});

test("P7.3: the address opens the loan by itself, with trade, prices, spread, delivery and timeline", async ({
  page,
  tenant,
}) => {
  const name = unique("Deep");
  const [loanId = 0] = await tenant.buy(1, { borrowerName: name, purchasePrice: "200000.00" });
  const edit = { salePrice: "203500.05", deliveryMethod: "eVault", expectedDeliveryDate: "2031-01-31" };
  await tenant.api("operator", "PATCH", `/api/pipeline/loans/${loanId}`, edit);
  await tenant.move(loanId, "in_transit");

  await page.goto(loanUrl(loanId));
  const panel = panelOf(page);
  await expect(panel.getByRole("heading", { name })).toBeVisible();
  const money = panel.getByRole("region", { name: "Money" });
  await expect(money).toContainText("200,000.00");
  await expect(money).toContainText("203,500.05");
  await expect(money).toContainText("+3,500.05");
  await expect(money).toContainText("175.0 bp");
  const sale = panel.getByRole("region", { name: "Sale and delivery" });
  await expect(sale).toContainText("Cascade Capital Markets");
  await expect(sale).toContainText("Jan 31, 2031");
  await expect(sale).toContainText("eVault");
  await expect(panel.getByRole("region", { name: "Acquisition trade" })).toContainText(
    "Tidewater Home Finance",
  );
  await expect(panel.getByRole("region", { name: "Loan and property" })).toContainText("6.875%");
  await expect(timelineOf(page)).toHaveCount(3);
  await expect(timelineOf(page).nth(1)).toContainText("Sale price: – → 203,500.05");

  await panel.getByRole("button", { name: "Close the loan" }).click();
  await expect(page).toHaveURL(/\/pipeline\/loans$/);
  await page.goBack();
  await expect(panel.getByRole("heading", { name })).toBeVisible();
});

test("P7.3: ids are copied with one press, and it is said aloud", async ({ page, tenant, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const [loanId = 0] = await tenant.buy(1, { loanId: "99887766" });
  await page.goto(loanUrl(loanId));
  await panelOf(page).getByRole("button", { name: "Copy loan ID 99887766" }).click();
  await expect(panelOf(page).getByText("loan ID copied")).toBeAttached();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("99887766");
});

test("P6.2 P7.3: an address of no loan says so over the list", async ({ page, tenant, problems }) => {
  await tenant.buy(1);
  problems.expect(/status of 404/);
  await page.goto(loanUrl(2_000_000));
  await expect(panelOf(page).getByRole("alert")).toContainText("There is no such loan");
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/\/pipeline\/loans$/);
});

test("P7.3 C12: next and previous go on over the page's end, and the list turns its page with them", async ({
  page,
  tenant,
}) => {
  const family = unique("Walker");
  const loans = await tenant.buy(26, (number) => ({ borrowerName: `${family} ${number}` }));
  const [first = 0, last = 0, beyond = 0] = [loans[0], loans[24], loans[25]];
  await page.goto(`${loanUrl(last)}?q=${family}&sort=pipelineLoanId&dir=asc`);
  await expect(panelOf(page)).toContainText("25 of 25 on this page");
  await panelOf(page)
    .getByRole("button", { name: "Next loan" })
    .and(page.locator("[aria-disabled=false]"))
    .click();
  await expect(panelOf(page).getByRole("heading", { name: `${family} 26` })).toBeVisible();
  await expect(panelOf(page)).toContainText("1 of 1 on this page");
  await expect(page).toHaveURL(new RegExp(`/loans/${beyond}\\?.*page=2`));
  await expect(rowLinkOf(page, beyond)).toBeVisible();
  await expect(panelOf(page).getByRole("button", { name: "Next loan" })).toHaveAttribute(
    "aria-disabled",
    "true",
  );
  await expect(panelOf(page).getByRole("button", { name: "Previous loan" })).toHaveAttribute(
    "aria-disabled",
    "false",
  );
  await page.keyboard.press("k");
  await expect(panelOf(page)).toContainText("25 of 25 on this page");
  await expect(rowLinkOf(page, first)).toBeAttached();
  await page.keyboard.press("Escape");
  await expect.poll(() => hasFocus(rowLinkOf(page, last))).toBe(true);
});

test("P6.2 P7.3: an address of no loan says so whatever stands in it, and leads back to the list", async ({
  page,
  tenant,
  problems,
}) => {
  await tenant.buy(1);
  problems.expect(/404/);
  for (const id of ["2000000000", "abc", "-1", "1e3"]) {
    await page.goto(`/pipeline/loans/${id}`);
    await expect(panelOf(page).getByRole("alert")).toHaveText(
      "There is no such loanThe link may be mistyped, or the loan may belong to another tenant.Back to the list",
    );
  }
  await panelOf(page).getByRole("button", { name: "Back to the list" }).click();
  await expect(page).toHaveURL("/pipeline/loans");
  await expect(panelOf(page)).toBeHidden();
});

test("C15 P3.5: an age says which days count, on hover and focus, and its row still opens the loan", async ({
  page,
  tenant,
}) => {
  const family = unique("Walker");
  const [loanId = 0] = await tenant.buyDaysAgo(9, 1, { borrowerName: family });
  await page.goto(`/pipeline/loans?q=${family}`);
  const age = page.getByRole("row", { name: family }).getByRole("button", { name: "overdue in status" });
  await age.focus();
  await expect(page.getByRole("tooltip")).toContainText(/weekend days? .*not counted\. In this status since/);
  await age.click();
  await expect(page).toHaveURL(new RegExp(`/loans/${loanId}\\?`));
  const trade = panelOf(page).getByRole("region", { name: "Acquisition trade" });
  await trade.getByRole("link").click();
  await expect(page).toHaveURL(/\/pipeline\/trades\/\d+$/);
  await expect(page.getByRole("table", { name: /^Loans of trade/ })).toContainText(family);
});
