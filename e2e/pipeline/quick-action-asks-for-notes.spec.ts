import { dialogOf, loanUrl, nextActionsOf, panelOf, rowLinkOf, rowsOf } from "../fixtures/desk.ts";
import { unique } from "../fixtures/tenant.ts";
import { expect, test } from "../fixtures/test.ts";

test.use({ role: "operator" });

test("P7.4 P2.2: notes are required, and the result shows without a reload", async ({ page, tenant }) => {
  const name = unique("Quick");
  const [first = 0] = await tenant.buy(2, (number) => ({ borrowerName: `${name} ${number}` }));
  await page.goto(`/pipeline/loans?q=${name}&status=purchased`);
  await expect(rowsOf(page)).toHaveCount(2);
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  const row = rowsOf(page).filter({ has: rowLinkOf(page, first) });
  await row.hover();
  const quick = row.getByRole("button", { name: "Mark in transit" });
  // A narrow row has all its moves behind one button.
  if (await quick.isVisible()) await quick.click();
  else {
    await row.getByRole("button", { name: /^Actions for/ }).click();
    await page.getByRole("menuitem", { name: "Mark in transit" }).click();
  }
  const dialog = dialogOf(page, "Mark in transit");
  await dialog.getByLabel("Notes").fill("   ");
  await dialog.getByRole("button", { name: "Mark in transit" }).click();
  await expect(dialog.getByLabel("Notes")).toHaveAttribute("aria-invalid", "true");
  await expect(dialog).toContainText(/Notes must not be blank/);
  expect((await tenant.api("operator", "GET", `/api/pipeline/loans/${first}`)).json.currentStatus).toBe(
    "purchased",
  );

  await dialog.getByLabel("Notes").fill("Sent to the custodian");
  await dialog.getByRole("button", { name: "Mark in transit" }).click();
  await expect(dialog).toBeHidden();
  await expect(rowsOf(page)).toHaveCount(1);
  await expect(page.getByText(`${name} 1 moved to In Transit`)).toBeVisible();
  await expect(rowLinkOf(page, first)).toHaveCount(0);
  expect(await page.evaluate(() => "sameDocument" in window)).toBe(true);
});

test("P7.4 P2.2: when somebody else was quicker, the reason is told and the typed notes are kept", async ({
  page,
  tenant,
  problems,
}) => {
  const [loanId = 0] = await tenant.buy(1);
  await page.goto(loanUrl(loanId));
  await nextActionsOf(page).getByRole("button", { name: "Mark in transit" }).click();
  const dialog = dialogOf(page, "Mark in transit");
  await dialog.getByLabel("Notes").fill("My careful explanation");
  await tenant.move(loanId, "in_transit", "delivered");

  problems.expect(/status of 4(09|22)/);
  await dialog.getByRole("button", { name: "Mark in transit" }).click();
  const notice = dialog.getByRole("alert");
  await expect(notice).toContainText("API client e2e-operator moved this loan to Delivered just now.");
  await expect(notice).toContainText("From Delivered it can move to Settled or Disputed.");
  await expect(notice).toContainText("What you typed is still here");
  await expect(notice).not.toContainText(/Request|Invalid transition/);
  await expect(dialog.getByRole("button", { name: "Mark in transit" })).toHaveCount(0);
  await expect(dialog.getByLabel("Notes")).toHaveValue("My careful explanation");

  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(panelOf(page)).toBeVisible();
  await expect(nextActionsOf(page).getByRole("button", { name: "Mark disputed" })).toBeVisible();
  const { json } = await tenant.api("operator", "GET", `/api/pipeline/loans/${loanId}`);
  expect(json.statusHistory).toHaveLength(3);
});

test("P7.4: a lost connection keeps the notes, and the same press works when it is back", async ({
  page,
  tenant,
  problems,
}) => {
  const [loanId = 0] = await tenant.buy(1);
  await page.goto(loanUrl(loanId));
  await nextActionsOf(page).getByRole("button", { name: "Mark in transit" }).click();
  const dialog = dialogOf(page, "Mark in transit");
  await dialog.getByLabel("Notes").fill("Sent while the line was down");
  problems.expect(/Failed to load resource|ERR_/);
  await page.route("**/api/trpc/**", (route) => route.abort());
  await dialog.getByRole("button", { name: "Mark in transit" }).click();
  await expect(dialog.getByRole("alert")).toContainText("The server did not answer");
  await expect(dialog.getByLabel("Notes")).toHaveValue("Sent while the line was down");
  await page.unroute("**/api/trpc/**");
  await dialog.getByRole("button", { name: "Mark in transit" }).click();
  await expect(dialog).toBeHidden();
  await expect(nextActionsOf(page).getByRole("button", { name: "Mark delivered" })).toBeVisible();
});
