import { dialogOf, nextActionsOf, panelOf, rowLinkOf, rowsOf } from "../fixtures/desk.ts";
import { hasFocus } from "../fixtures/keyboard.ts";
import { unique } from "../fixtures/tenant.ts";
import { expect, test } from "../fixtures/test.ts";

test("P7.9: from the dashboard to a loan by keyboard: /, the name, Enter", async ({ page, tenant }) => {
  const name = unique("Search");
  const [first = 0] = await tenant.buy(2, (number) => ({ borrowerName: `${name} ${number}` }));
  await page.goto("/pipeline");
  await expect(page.getByRole("heading", { name: "Loan pipeline" })).toBeVisible();
  await page.keyboard.press("/");
  const search = page.getByRole("searchbox", { name: /^Search borrower/ });
  await expect(search).toBeFocused();
  expect(new URL(page.url()).hash).toBe("");

  await search.pressSequentially(name);
  await page.keyboard.press("Enter");
  await expect(rowsOf(page)).toHaveCount(2);
  await expect(rowsOf(page).first().locator("[data-loan-row]")).toBeFocused();
  await expect(panelOf(page)).toBeHidden();

  await page.keyboard.press("/");
  await search.pressSequentially(`${name} 1`);
  await page.keyboard.press("Enter");
  await expect(panelOf(page).getByRole("heading", { name: `${name} 1` })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(rowLinkOf(page, first)).toBeFocused();

  await page.keyboard.press("/");
  await page.keyboard.press("ArrowDown");
  await expect.poll(() => hasFocus(rowLinkOf(page, first))).toBe(true);
});

test("P7.9: Escape beside an open loan closes the loan, and leaves the search that led to it", async ({
  page,
  tenant,
}) => {
  const name = unique("Beside");
  const [loanId = 0] = await tenant.buy(1, { borrowerName: name });
  await page.goto(`/pipeline/loans/${loanId}?q=${name}`);
  await expect(panelOf(page)).toBeVisible();
  const search = page.getByRole("searchbox", { name: /^Search borrower/ });
  await search.focus();
  await page.keyboard.press("Escape");
  await expect(panelOf(page)).toBeHidden();
  await expect(rowLinkOf(page, loanId)).toBeFocused();
  await expect(search).toHaveValue(name);
  await expect(page).toHaveURL(new RegExp(`q=${name}`));
});

test("P7.9: Enter right after the name opens the one loan over the list that was searched for", async ({
  page,
  tenant,
}) => {
  const name = unique("Fast");
  const [loanId = 0] = await tenant.buy(2, (number) => ({ borrowerName: `${name} ${number}` }));
  await page.goto("/pipeline/loans");
  const search = page.getByRole("searchbox", { name: /^Search borrower/ });
  await search.pressSequentially(`${name} 1`);
  await page.keyboard.press("Enter");
  await expect(panelOf(page).getByRole("heading", { name: `${name} 1` })).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`/pipeline/loans/${loanId}\\?q=${name}`));
  await expect(search).toHaveValue(`${name} 1`);
  await expect(rowsOf(page)).toHaveCount(1);
});

test("P7.9: after a move the focus is where one can see it", async ({ page, tenant }) => {
  const [loanId = 0] = await tenant.buy(1);
  await page.goto(`/pipeline/loans/${loanId}`);
  const ask = nextActionsOf(page).getByRole("button", { name: "Mark in transit" });
  await ask.focus();
  await page.keyboard.press("Enter");
  await expect(dialogOf(page, "Mark in transit").getByLabel("Notes")).toBeFocused();
  await page.keyboard.type("By keyboard");
  await page.keyboard.press("Control+Enter");
  await expect(nextActionsOf(page)).toBeFocused();
  await expect(nextActionsOf(page)).toHaveCSS("outline-style", "solid");
});
