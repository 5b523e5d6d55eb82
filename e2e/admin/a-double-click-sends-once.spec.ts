import type { Locator, Page } from "@playwright/test";
import { psxLoan, psxTrade } from "../../server/domain/pipeline/testing-trades.ts";
import { dialogOf, rowsOf } from "../fixtures/desk.ts";
import { daysAgo, unique } from "../fixtures/tenant.ts";
import { expect, test } from "../fixtures/test.ts";

/** Both presses of a double click before the screen can have been painted between them. */
const pressTwice = (button: Locator) =>
  button.evaluate((element: HTMLElement) => {
    element.click();
    element.click();
  });

/** How often a procedure was called; calls of one moment go as one request that names each. */
function countCalls(page: Page, procedure: string): () => number {
  let calls = 0;
  page.on("request", (request) => {
    if (request.method() === "POST") calls += request.url().split(procedure).length - 1;
  });
  return () => calls;
}

async function copySecret(page: Page): Promise<void> {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Copy", exact: true }).click();
  await page.getByRole("button", { name: "Done" }).click();
}

test("P1.1 P6.4: pressed twice, keys and tokens are made once, so that none is valid that nobody was shown", async ({
  newTenant,
  openAs,
}) => {
  const tenant = await newTenant();
  const page = await openAs({ tenant, role: "admin" });
  await page.goto("/admin/keys");
  const keys = page.getByRole("table", { name: "Exchange keys" }).locator("tbody").getByRole("row");
  const before = await keys.count();

  const created = countCalls(page, "admin.createKey");
  await page.getByRole("button", { name: "Create key" }).click();
  await pressTwice(dialogOf(page, "Create a key").getByRole("button", { name: "Create key" }));
  await copySecret(page);
  await expect(keys).toHaveCount(before + 1);
  expect(created()).toBe(1);

  const issued = countCalls(page, "admin.issueToken");
  const issue = async (name: string) => {
    await page.getByRole("button", { name: "Issue token" }).click();
    const dialog = dialogOf(page, "Issue a token");
    await dialog.getByLabel("Name").fill(name);
    await pressTwice(dialog.getByRole("button", { name: "Issue token" }));
    return dialog;
  };
  await issue("ledger");
  await copySecret(page);
  expect(issued()).toBe(1);
});

test("P6.4: a second valid token of one name is refused at its field, and what was typed stays", async ({
  newTenant,
  openAs,
  problems,
}) => {
  const tenant = await newTenant();
  problems.expect(/409/);
  const page = await openAs({ tenant, role: "admin" });
  await page.goto("/admin/keys");
  await page.getByRole("button", { name: "Issue token" }).click();
  const dialog = dialogOf(page, "Issue a token");
  // The name of the token with which the tests call the API.
  await tenant.api("admin", "GET", "/api/pipeline/loans?pageSize=1");
  await dialog.getByLabel("Name").fill("e2e-admin");
  await dialog.getByRole("button", { name: "Issue token" }).click();
  await expect(dialog.getByLabel("Name")).toHaveAccessibleDescription(
    /is the name of a token that is still valid/,
  );
  await expect(dialog.getByLabel("Name")).toHaveValue("e2e-admin");
});

test("P9.3 P1.8: pressed twice, a view is saved once and a delivery processed again once", async ({
  newTenant,
  openAs,
  problems,
}) => {
  const tenant = await newTenant();
  await tenant.buy(2);
  const page = await openAs({ tenant, role: "admin" });
  await page.goto("/pipeline/loans?state=TX");
  const saved = countCalls(page, "desk.saveView");
  await page.getByRole("button", { name: "Views" }).click();
  await page.getByRole("menuitem", { name: "Save as a new view …" }).click();
  const view = dialogOf(page, "Save this view");
  await view.getByLabel("Name").fill("Texas");
  await pressTwice(view.getByRole("button", { name: "Save view" }));
  await expect(page.getByText("View “Texas” saved")).toBeVisible();
  await expect(view).toBeHidden();
  expect(saved()).toBe(1);

  problems.expect(/400/);
  const refused = psxTrade(unique("PSX"), [psxLoan(1)], { tradeDate: daysAgo(3), principalId: "LATECOMER" });
  await tenant.postTrade(refused);
  await page.goto("/admin/deliveries");
  const rows = page.getByRole("table", { name: "Deliveries" }).locator("tbody").getByRole("row");
  await rows.filter({ hasText: "Rejected" }).getByRole("button").click();
  const again = countCalls(page, "pipeline.reprocessDelivery");
  await page.getByRole("button", { name: "Process again" }).click();
  const question = dialogOf(page, "Process this delivery again?");
  await pressTwice(question.getByRole("button", { name: "Process again" }));
  await expect(question.getByRole("alert")).toBeVisible();
  expect(again()).toBe(1);
  // A second try after the answer is one more, as it should be.
  await question.getByRole("button", { name: "Process again" }).click();
  await expect.poll(again).toBe(2);
});

test("P7.5: pressed twice, a selection is moved by one call", async ({ page, tenant }) => {
  const name = unique("Twice");
  await tenant.buy(2, { borrowerName: name });
  await page.goto(`/pipeline/loans?q=${name}`);
  await expect(rowsOf(page)).toHaveCount(2);
  await page.getByRole("checkbox", { name: "Select the page" }).check();
  await page.getByRole("button", { name: "Mark in transit" }).last().click();
  const dialog = dialogOf(page, "Mark in transit");
  await expect(dialog).toContainText("2 ready");
  await dialog.getByLabel("Notes").fill("Sent");
  const bodies: string[] = [];
  page.on("request", (request) => {
    const body = request.postData() ?? "";
    if (request.url().includes("changeStatuses")) bodies.push(...(body.match(/"notes":"Sent"/g) ?? []));
  });
  await pressTwice(dialog.getByRole("button", { name: "Mark 2 in transit" }));
  await expect(page.getByText("2 loans moved to In Transit")).toBeVisible();
  expect(bodies).toHaveLength(1);
});
