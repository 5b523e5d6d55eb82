import type { Page } from "@playwright/test";
import { addMonths } from "../../components/mortgages/term-text.ts";
import { expectAccessible } from "../fixtures/axe.ts";
import { openLive } from "../fixtures/live.ts";
import { borrowerNamed, maturitiesOf, mortgageOf, mortgageRow, mortgageRows } from "../fixtures/mortgages.ts";
import { unique } from "../fixtures/tenant.ts";
import { expect, test } from "../fixtures/test.ts";

const filtersOf = (page: Page) => page.getByRole("region", { name: "Filters" });

const today = new Intl.DateTimeFormat("en-CA", { timeZone: "America/New_York" }).format(new Date());

test("M13 M4: status, borrower, days and words filter the list, stand in its address and can be taken away", async ({
  newTenant,
  openAs,
}) => {
  const tenant = await newTenant();
  const ann = unique("Ann");
  const annId = await borrowerNamed(tenant, ann);
  await mortgageOf(tenant, { borrowerId: annId, originationDate: "2021-05-01", maturityDate: "2024-05-01" });
  await mortgageOf(tenant, { borrowerId: annId, status: "closed", externalMortgageId: "LN-77" });
  await mortgageOf(tenant, { borrower: "Bo Reyes", status: "defaulted" });
  const page = await openAs({ tenant, role: "admin" });
  await page.goto("/mortgages");
  await expect(page.getByRole("heading", { level: 1, name: "Mortgages" })).toBeVisible();
  await expect(mortgageRows(page)).toHaveCount(3);
  await expectAccessible(page, "list of mortgages");

  await filtersOf(page).getByRole("button", { name: "Status" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Closed" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Defaulted" }).click();
  await page.keyboard.press("Escape");
  await expect(mortgageRows(page)).toHaveCount(2);
  await expect(page).toHaveURL(/status=closed(,|%2C)defaulted/);

  await filtersOf(page).getByRole("button", { name: "Borrower" }).click();
  await page.getByRole("combobox", { name: "Search a borrower" }).fill(ann.slice(0, 6));
  await page.getByRole("option", { name: new RegExp(ann) }).click();
  await expect(page).toHaveURL(new RegExp(`borrower=${annId}`));
  await expect(mortgageRows(page)).toHaveCount(1);
  await expect(mortgageRows(page)).toContainText("LN-77");
  // A link shows what its sender saw.
  await page.reload();
  await expect(mortgageRows(page)).toHaveCount(1);
  await expect(page.getByRole("button", { name: `Borrower: ${ann}` })).toBeVisible();

  await page.getByRole("button", { name: "Clear all" }).click();
  await expect(page).toHaveURL("/mortgages");
  await filtersOf(page).getByRole("button", { name: "Originated" }).click();
  const days = page.getByRole("dialog", { name: "Originated" });
  await days.getByLabel("From").fill("2021-06-01");
  await days.getByLabel("Until").fill("2021-01-01");
  await days.getByRole("button", { name: "Show" }).click();
  await expect(days.getByText("Until must not be before the first day.")).toBeVisible();
  await days.getByLabel("From").fill("2021-01-01");
  await days.getByLabel("Until").fill("2021-12-31");
  await days.getByRole("button", { name: "Show" }).click();
  await expect(page).toHaveURL(/originatedFrom=2021-01-01&originatedTo=2021-12-31/);
  await expect(mortgageRows(page)).toHaveCount(1);
  await expect(mortgageRow(page, ann)).toContainText("overdue");
  await page.goBack();
  await expect(mortgageRows(page)).toHaveCount(3);
});

test("M13: the list is searched, sorted, walked and opened without a mouse", async ({
  newTenant,
  openAs,
}) => {
  const tenant = await newTenant();
  await mortgageOf(tenant, { borrower: "Ada Kern", loanAmount: "100000.00" });
  const dear = await mortgageOf(tenant, { borrower: "Ada Lund", loanAmount: "900000.00" });
  await mortgageOf(tenant, { borrower: "Bo Reyes" });
  const page = await openAs({ tenant, role: "operator" });
  await page.goto("/mortgages?sort=loanAmount&dir=desc");
  await expect(mortgageRows(page).first()).toContainText("Ada Lund");
  await page.keyboard.press("/");
  await page.keyboard.type("ada");
  await expect(mortgageRows(page)).toHaveCount(2);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("link", { name: "Ada Lund" })).toBeFocused();
  await page.keyboard.press("j");
  await expect(page.getByRole("link", { name: "Ada Kern" })).toBeFocused();
  await page.keyboard.press("k");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`/mortgages/${dear.mortgageId}`);
  await expect(page.getByRole("heading", { level: 1, name: "Ada Lund" })).toBeVisible();
});

test("M13 M4: a month of the maturities leads to its mortgages, and pressed again to all of them", async ({
  newTenant,
  openAs,
}) => {
  const tenant = await newTenant();
  const due = (months: number) => ({ originationDate: "2022-01-10", maturityDate: addMonths(today, months) });
  await mortgageOf(tenant, { borrower: "Due Later", ...due(5), loanAmount: "250000.00" });
  await mortgageOf(tenant, { borrower: "Due Before", ...due(-2) });
  await mortgageOf(tenant, { borrower: "Closed Then", ...due(5), status: "closed" });
  const page = await openAs({ tenant, role: "operator" });
  await page.goto("/mortgages");
  const region = page.getByRole("region", { name: "Maturities" });
  await expect(region).toContainText("1 overdue");
  const month = maturitiesOf(page).getByRole("button", { name: /1 mortgage, \$250,000\.00/ });
  await expect(maturitiesOf(page).getByRole("button", { name: /^Overdue/ })).toBeEnabled();
  await month.click();
  await expect(month).toHaveAttribute("aria-pressed", "true");
  await expect(mortgageRows(page)).toHaveCount(1);
  await expect(mortgageRows(page)).toContainText("Due Later");
  await expect(page).toHaveURL(/maturesFrom=.*maturesTo=/);
  await expectAccessible(page, "list of a month");
  await month.press("ArrowLeft");
  await page.keyboard.press("Enter");
  await expect(mortgageRows(page)).toContainText("Due Before");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/mortgages");
  await expect(mortgageRows(page)).toHaveCount(3);
});

test("M13: no mortgages, none that match, a link that cannot be read, and an answer that fails look different", async ({
  newTenant,
  openAs,
  problems,
}) => {
  const tenant = await newTenant();
  const page = await openAs({ tenant, role: "admin" });
  await page.goto("/mortgages");
  await expect(page.getByRole("heading", { name: "No mortgages yet" })).toBeVisible();
  await expectAccessible(page, "no mortgages");
  await page.keyboard.press("n");
  await expect(page).toHaveURL("/mortgages/new");
  await mortgageOf(tenant);
  await openLive(page, "/mortgages?q=nobody&status=open");
  await expect(page.getByRole("heading", { name: "No mortgage matches" })).toBeVisible();
  await expect(page.getByRole("alert").filter({ hasText: "status=open" })).toBeVisible();
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(mortgageRows(page)).toHaveCount(1);

  problems.expect(/500/);
  let isBroken = true;
  await page.route(/\/api\/trpc\/[^?]*mortgages\.list/, (route) =>
    isBroken ? route.fulfill({ status: 500, contentType: "application/json", body: "{}" }) : route.continue(),
  );
  await filtersOf(page).getByRole("button", { name: "Status" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Active" }).click();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("heading", { name: "The mortgages could not be loaded" })).toBeVisible();
  isBroken = false;
  // The maturities were asked for with the list, and failed with it.
  await page.getByRole("alert").filter({ hasText: "The maturities" }).getByRole("button").click();
  await expect(maturitiesOf(page)).toBeVisible();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(mortgageRows(page)).toHaveCount(1);
});
