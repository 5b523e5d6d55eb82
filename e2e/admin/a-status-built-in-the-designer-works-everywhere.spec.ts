import {
  draftChangesOf,
  inspectorOf,
  moveOf,
  nodeOf,
  openDesigner,
  reviewOf,
  statusRowOf,
} from "../fixtures/designer.ts";
import { dialogOf, loanUrl, nextActionsOf, panelOf, rowsOf } from "../fixtures/desk.ts";
import { tabTo } from "../fixtures/keyboard.ts";
import { expect, test } from "../fixtures/test.ts";

test("P2.7 P7.9: a status put between two core ones by keyboard is on the card, the action, the filter and in the history", async ({
  newTenant,
  openAs,
}) => {
  const tenant = await newTenant();
  const [loanId = 0, other = 0] = await tenant.buy(2);
  const page = await openAs({ tenant, role: "admin" });
  await openDesigner(page);
  await expect(reviewOf(page)).toHaveAttribute("aria-disabled", "true");

  await tabTo(moveOf(page, "Purchased", "In Transit"));
  await page.keyboard.press("Enter");
  await tabTo(inspectorOf(page).getByLabel("Insert a status here"), { most: 3 });
  // A status without a name is none.
  await page.keyboard.press("Control+Enter");
  await expect(reviewOf(page)).toHaveAttribute("aria-disabled", "true");
  await page.keyboard.type("Custodian Check");
  await page.keyboard.press("Control+Enter");
  await expect(nodeOf(page, "Custodian Check")).toContainText("New");
  await expect(page.getByText("A loan can rest in 'custodian_check' for ever")).toBeVisible();

  const threshold = statusRowOf(page, "Custodian Check").getByLabel(/^Business days until/);
  await tabTo(threshold);
  await page.keyboard.type("2");
  await page.keyboard.press("Enter");
  await expect(nodeOf(page, "Custodian Check")).toContainText("2 d");
  await expect(page.getByText("Every rule is kept.")).toBeVisible();
  await expect(draftChangesOf(page)).toHaveText([
    /Custodian Check is new: overdue after 2 business days\./,
    /Purchased can lead to Custodian Check\./,
    /Custodian Check can lead to In Transit\./,
    /Purchased no longer leads to In Transit\./,
  ]);

  await tabTo(reviewOf(page), { most: 160 });
  await page.keyboard.press("Enter");
  const review = dialogOf(page, "Version 2 of the workflow");
  await expect(review).toContainText("2 loans are in a status that changes.");
  const impact = review.getByRole("row", { name: /^Purchased/ });
  await expect(impact).toContainText("Also Custodian Check");
  await expect(impact).toContainText("No longer In Transit");
  await tabTo(review.getByRole("button", { name: "Put version 2 in force" }), { most: 8 });
  await page.keyboard.press("Enter");
  await expect(page.getByText("Version 2 is in force")).toBeVisible();
  await expect(review).toBeHidden();
  const versions = page.getByRole("region", { name: "Versions" });
  await expect(versions.getByRole("listitem").filter({ hasText: "Version 2 · in force" })).toContainText(
    "Custodian Check is new",
  );

  await page.goto(loanUrl(loanId));
  await expect(nextActionsOf(page).getByRole("button", { name: "Mark in transit" })).toHaveCount(0);
  await nextActionsOf(page).getByRole("button", { name: "Move to custodian check" }).click();
  const move = dialogOf(page, "Move to custodian check");
  await move.getByLabel("Notes").fill("Originals are with the custodian");
  await move.getByRole("button", { name: "Move to custodian check" }).click();
  await expect(panelOf(page)).toContainText("Custodian Check");

  await page.goto("/pipeline");
  const card = page.getByRole("link", { name: /^Custodian Check/ });
  await expect(card).toContainText("1");
  await card.click();
  await expect(page).toHaveURL(/status=custodian_check/);
  await expect(rowsOf(page)).toHaveCount(1);
  await page.goto("/pipeline/loans");
  await page.getByRole("button", { name: "Status", exact: true }).first().click();
  await expect(page.getByRole("menuitemcheckbox", { name: /Custodian Check/ })).toBeVisible();

  const refused = await tenant.api("operator", "PUT", `/api/pipeline/loans/${other}/status`, {
    newStatus: "in_transit",
    notes: "As it was before",
  });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain("'custodian_check'");
});

test("P2.7: correspondent steps are offered as one step, which can be undone, and a status is ordered by keyboard", async ({
  page,
}) => {
  await openDesigner(page);
  const offer = page.getByRole("button", { name: "Add Cleared to Purchase and Suspense" });
  await offer.click();
  await expect(nodeOf(page, "Suspense")).toBeVisible();
  await expect(moveOf(page, "Delivered", "Cleared to Purchase")).toBeVisible();
  await expect(moveOf(page, "Delivered", "Settled")).toHaveCount(0);
  await expect(page.getByText("Every rule is kept.")).toBeVisible();
  await expect(offer).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(nodeOf(page, "Suspense")).toHaveCount(0);
  await expect(offer).toBeVisible();

  const up = statusRowOf(page, "Disputed").getByRole("button", { name: "Move Disputed up" });
  await tabTo(up, { most: 160 });
  await page.keyboard.press("Enter");
  await expect(up).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(draftChangesOf(page)).toHaveText([
    /The order is Purchased, In Transit, Delivered, Settled, Disputed, Rejected, Returned\./,
  ]);
});
