import { readFileSync } from "node:fs";
import { expectInServerLog, serverLog } from "../fixtures/app.ts";
import { panelOf, rowLinkOf, rowsOf } from "../fixtures/desk.ts";
import { openLive } from "../fixtures/live.ts";
import { unique } from "../fixtures/tenant.ts";
import { expect, test } from "../fixtures/test.ts";

test("P7.2: a tenant without loans is told how to get the first one", async ({ newTenant, openAs }) => {
  const tenant = await newTenant();
  const page = await openAs({ tenant, role: "operator" });
  await page.goto("/pipeline");
  await expect(page.getByRole("heading", { name: "No loans yet" })).toBeVisible();
  await page.goto("/pipeline/loans");
  await expect(page.getByRole("heading", { name: "No loans yet" })).toBeVisible();
  await expect(page.getByText("when the exchange posts a trade")).toBeVisible();
});

test("P7.2: no match offers to clear the filters; a page past the end leads to the first", async ({
  page,
  tenant,
}) => {
  const name = unique("Match");
  await tenant.buy(2, { borrowerName: name });
  await page.goto(`/pipeline/loans?q=${name}&status=disputed`);
  await expect(page.getByRole("heading", { name: "No loan matches" })).toBeVisible();
  await page.getByRole("button", { name: "Clear search and filters" }).click();
  await expect(rowsOf(page).first()).toBeVisible();
  await expect(page).toHaveURL(/\/pipeline\/loans$/);

  await page.goto(`/pipeline/loans?q=${name}&page=9`);
  await expect(page.getByRole("heading", { name: "This page is past the end" })).toBeVisible();
  await page.getByRole("button", { name: "First page" }).click();
  await expect(rowsOf(page)).toHaveCount(2);
});

test("P7.3: a loan that is still loading shows its shape and what the list knows", async ({
  page,
  tenant,
}) => {
  const name = unique("Slow");
  const [loanId = 0] = await tenant.buy(1, { borrowerName: name });
  await page.goto(`/pipeline/loans?q=${name}`);
  await expect(rowsOf(page)).toHaveCount(1);
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/api/trpc/**", async (route) => {
    await released;
    await route.continue();
  });
  await rowLinkOf(page, loanId).click();
  const loading = panelOf(page).getByRole("status", { name: "Loading the loan" });
  await expect(loading).toContainText(name);
  release();
  await expect(panelOf(page).getByRole("region", { name: "Money" })).toBeVisible();
  await expect(loading).toBeHidden();
  await page.unrouteAll({ behavior: "wait" });
});

test("P7.4: a failure of the server is told with its request id, which is in the log, and can be tried again", async ({
  newTenant,
  openAs,
  problems,
}) => {
  const tenant = await newTenant();
  const [loanId = 0] = await tenant.buy(1, { borrowerName: "Kept safe" });
  const page = await openAs({ tenant, role: "operator" });
  // What is asked again when the page begins to hear of changes must not mend the failure by itself.
  await openLive(page, "/pipeline/loans");
  await expect(rowsOf(page)).toHaveCount(1);

  problems.expect(/status of 500/);
  expectInServerLog("column pipeline_loan.borrower_name does not exist");
  await tenant.asOwner("ALTER TABLE pipeline_loan RENAME COLUMN borrower_name TO mislaid");
  await page.getByRole("button", { name: "Borrower", exact: true }).click();
  const alert = page.getByRole("alert").filter({ hasText: "The loans could not be loaded" });
  await expect(alert).toContainText("Something went wrong on our side");
  const requestId =
    /Reference\s+([0-9a-f-]{36})/.exec(await alert.innerText())?.[1] ?? "no request id on the screen";
  expect(readFileSync(serverLog(), "utf8")).toContain(requestId);
  await expect(page.getByText("No loans yet")).toHaveCount(0);

  await tenant.asOwner("ALTER TABLE pipeline_loan RENAME COLUMN mislaid TO borrower_name");
  await alert.getByRole("button", { name: "Try again" }).click();
  await expect(rowLinkOf(page, loanId)).toBeVisible();
});
