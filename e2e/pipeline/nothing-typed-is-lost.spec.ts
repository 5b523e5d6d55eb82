import { dialogOf, loanUrl, nextActionsOf, panelOf } from "../fixtures/desk.ts";
import { expect, test } from "../fixtures/test.ts";
import { openTradeOf, tradeOnItsWay } from "../fixtures/trades.ts";

test("P7.4: notes survive a click outside, Escape and Cancel, until they are sent or discarded", async ({
  page,
  tenant,
}) => {
  const [loanId = 0] = await tenant.buy(1);
  await page.goto(loanUrl(loanId));
  const ask = nextActionsOf(page).getByRole("button", { name: "Mark in transit" });
  const dialog = dialogOf(page, "Mark in transit");
  const notes = dialog.getByLabel("Notes");

  await ask.click();
  await expect(dialog).toBeVisible();
  await page.mouse.click(5, 400);
  await expect(dialog).toBeHidden();
  await ask.click();
  await notes.fill("Half a sentence");
  await page.mouse.click(5, 400);
  await expect(notes).toHaveValue("Half a sentence");

  await notes.press("Escape");
  await expect(dialog).toBeHidden();
  const said = page.locator("[data-sonner-toast]").getByText("Draft kept");
  await expect(said).toBeVisible();
  await ask.click();
  await expect(notes).toHaveValue("Half a sentence");
  await expect(dialog).toContainText("Draft kept.");
  // Who has come back to it need not be told any more; it would stand for seconds under what is said next.
  await expect(said).toHaveCount(0, { timeout: 2_000 });

  await dialog.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Close the loan" }).click();
  await expect(panelOf(page)).toBeHidden();
  await page.goBack();
  await ask.click();
  await expect(notes).toHaveValue("Half a sentence");
  await dialog.getByRole("button", { name: "Discard" }).click();
  await expect(notes).toHaveValue("");
  await notes.fill("Sent");
  await notes.press("Control+Enter");
  await expect(nextActionsOf(page).getByRole("button", { name: "Mark delivered" })).toBeVisible();
});

test("P7.4: whoever stays when the server is away keeps what was typed and a page that goes on working", async ({
  page,
  tenant,
  problems,
}) => {
  problems.expect(/ERR_INTERNET_DISCONNECTED|Failed to fetch/);
  const [loanId = 0] = await tenant.buy(1);
  await page.goto(loanUrl(loanId));
  await nextActionsOf(page).getByRole("button", { name: "Mark in transit" }).click();
  const notes = dialogOf(page, "Mark in transit").getByLabel("Notes");
  await notes.fill("Typed before the line went down");
  await notes.press("Escape");
  await page.context().setOffline(true);
  let asked = 0;
  page.on("dialog", async (question) => {
    asked += 1;
    await question.dismiss();
  });
  await page.getByRole("link", { name: "Deliveries" }).click();
  await expect.poll(() => asked).toBe(1);
  await expect(panelOf(page)).toBeVisible();
  await page.context().setOffline(false);
  await page.getByRole("link", { name: "Deliveries" }).click();
  await expect(page.getByRole("heading", { name: "Deliveries", level: 1 })).toBeVisible();
  await expect(page).toHaveURL(/\/admin\/deliveries$/);
  await page.goBack();
  await nextActionsOf(page).getByRole("button", { name: "Mark in transit" }).click();
  await expect(notes).toHaveValue("Typed before the line went down");
});

test("P2.9: an unfinished edit waits while the panel is closed or shows another loan", async ({
  page,
  tenant,
}) => {
  const [first = 0, second = 0] = await tenant.buy(2, { purchasePrice: "200000.00" });
  await page.goto(loanUrl(first));
  const sale = panelOf(page).getByRole("region", { name: "Sale and delivery" });
  const edit = sale.getByRole("button", { name: /^Edit/ });
  await edit.click();
  await sale.getByLabel("Sale price").fill("201,500");
  await panelOf(page).getByRole("button", { name: "Close the loan" }).click();
  await expect(panelOf(page)).toBeHidden();
  await page.locator(`[data-loan-row="${second}"]`).click();
  await expect(edit).toHaveText("Edit");
  await panelOf(page).getByRole("button", { name: "Close the loan" }).click();
  await page.locator(`[data-loan-row="${first}"]`).click();
  await expect(edit).toHaveText("Edit· draft kept");
  await edit.click();
  await expect(sale.getByLabel("Sale price")).toHaveValue("201,500");
  await sale.getByRole("button", { name: "Discard" }).click();
  await expect(sale.getByLabel("Sale price")).toHaveValue("");
});

test("P2.9: an edit that is taken up again is of the version that it was begun on", async ({
  page,
  tenant,
  problems,
}) => {
  const [loanId = 0] = await tenant.buy(1, { purchasePrice: "200000.00" });
  await page.goto(loanUrl(loanId));
  const sale = panelOf(page).getByRole("region", { name: "Sale and delivery" });
  await sale.getByRole("button", { name: "Edit" }).click();
  await sale.getByLabel("Sale price").fill("201,500");
  await sale.getByLabel("Sale price").press("Escape");
  await tenant.api("admin", "PATCH", `/api/pipeline/loans/${loanId}`, { salePrice: "202000.00" });
  await page.getByRole("link", { name: "Dashboard" }).click();
  await expect(page).toHaveURL(/\/pipeline$/);
  await page.goBack();
  await sale.getByRole("button", { name: /^Edit/ }).click();
  problems.expect(/status of 409/);
  await sale.getByRole("button", { name: "Save sale facts" }).click();
  await expect(sale.getByRole("alert").getByRole("row", { name: /^Sale price/ })).toContainText("202,000.00");
});

test("P7.4: leaving the page asks while something is typed, and not otherwise", async ({ page, tenant }) => {
  const [loanId = 0] = await tenant.buy(1);
  await page.goto(loanUrl(loanId));
  let asked = 0;
  page.on("dialog", async (dialog) => {
    asked += 1;
    await dialog.dismiss();
  });
  await nextActionsOf(page).getByRole("button", { name: "Mark in transit" }).click();
  await dialogOf(page, "Mark in transit").getByLabel("Notes").fill("Not yet sent");
  await page.evaluate(() => window.location.reload());
  await expect.poll(() => asked).toBe(1);
  await expect(dialogOf(page, "Mark in transit").getByLabel("Notes")).toHaveValue("Not yet sent");
  await dialogOf(page, "Mark in transit").getByLabel("Notes").fill("");
  await page.reload();
  await expect(nextActionsOf(page)).toBeVisible();
  expect(asked).toBe(1);
});

test("P7.4: leaving asks for what is kept of one loan, also after another was moved", async ({
  page,
  tenant,
}) => {
  const [kept = 0, moved = 0] = await tenant.buy(2);
  await page.goto(loanUrl(kept));
  const dialog = dialogOf(page, "Mark in transit");
  const ask = nextActionsOf(page).getByRole("button", { name: "Mark in transit" });
  await ask.click();
  await dialog.getByLabel("Notes").fill("Kept for later");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Close the loan" }).click();
  await page.locator(`[data-loan-row="${moved}"]`).click();
  await ask.click();
  await dialog.getByLabel("Notes").fill("Sent");
  await page.keyboard.press("Control+Enter");
  await expect(nextActionsOf(page).getByRole("button", { name: "Mark delivered" })).toBeVisible();
  await expect
    .poll(async () => (await tenant.api("admin", "GET", `/api/pipeline/loans/${moved}`)).json.currentStatus)
    .toBe("in_transit");
  let asked = 0;
  page.on("dialog", async (question) => {
    asked += 1;
    await question.dismiss();
  });
  await page.evaluate(() => window.location.reload());
  await expect.poll(() => asked).toBe(1);

  // Whoever wants nothing of it says so once.
  await page.keyboard.press("Control+k");
  await page.keyboard.type("discard kept");
  await page.getByRole("option", { name: /Discard kept drafts/ }).click();
  await page.getByRole("button", { name: "Undo" }).last().click();
  await page.evaluate(() => window.location.reload());
  await expect.poll(() => asked).toBe(2);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("discard kept");
  await page.getByRole("option", { name: /Discard kept drafts/ }).click();
  await expect(page.getByText("Draft discarded")).toBeVisible();
  await page.reload();
  await expect(nextActionsOf(page)).toBeVisible();
});

test("P6.3: whose session ends while they type signs in in another tab, and the same press works", async ({
  newTenant,
  openAs,
  problems,
}) => {
  const tenant = await newTenant();
  const [loanId = 0] = await tenant.buy(1);
  const desk = await openAs({ tenant, role: "operator" });
  await desk.goto(loanUrl(loanId));
  await nextActionsOf(desk).getByRole("button", { name: "Mark in transit" }).click();
  const dialog = dialogOf(desk, "Mark in transit");
  await dialog.getByLabel("Notes").fill("Typed before the session ended");
  await desk.context().clearCookies();
  problems.expect(/status of 401/);
  await dialog.getByRole("button", { name: "Mark in transit" }).click();
  const notice = dialog.getByRole("alert");
  await expect(notice).toContainText("Your session has ended");
  await expect(notice).toContainText("press “Mark in transit” again");

  const opened = desk.waitForEvent("popup");
  await notice.getByRole("link", { name: "Sign in again in another tab" }).click();
  const other = await opened;
  await other.getByLabel("Email").fill(tenant.emailOf("operator"));
  await other.getByLabel("Password").fill(tenant.password);
  await other.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(other.getByRole("heading", { name: "Loan pipeline" })).toBeVisible();
  await other.close();

  await expect(dialog.getByLabel("Notes")).toHaveValue("Typed before the session ended");
  await dialog.getByRole("button", { name: "Mark in transit" }).click();
  await expect(nextActionsOf(desk).getByRole("button", { name: "Mark delivered" })).toBeVisible();
});

test("P5.3: what is typed about a trade's settlement waits while the dialog is closed, and is gone once it is sent", async ({
  page,
  tenant,
}) => {
  const { id, exchangeTradeId, loans } = await tradeOnItsWay(tenant);
  await page.goto(`/pipeline/trades/${id}`);
  const settle = openTradeOf(page, exchangeTradeId).getByRole("button", { name: /^Settle 3/ });
  await settle.click();
  const dialog = dialogOf(page, `Settle trade ${exchangeTradeId}`);
  await dialog.getByLabel("Reference").fill("FW-900");
  await dialog.getByRole("region", { name: "Amounts" }).getByRole("textbox").nth(1).fill("200,001.10");
  await page.keyboard.press("Escape");
  await expect(page.getByText("Draft kept")).toBeVisible();
  await settle.click();
  await expect(dialog.getByLabel("Reference")).toHaveValue("FW-900");
  await dialog.getByRole("button", { name: "Settle 3 loans for $603,001.50" }).click();
  await expect(dialog.getByRole("button", { name: /^Settle/ })).toBeHidden();
  await expect(dialog).toContainText("603,001.50");
  const { json } = await tenant.api("admin", "GET", `/api/pipeline/loans/${loans[1]}`);
  expect(json).toMatchObject({ currentStatus: "settled", settlementReference: "FW-900" });
});
