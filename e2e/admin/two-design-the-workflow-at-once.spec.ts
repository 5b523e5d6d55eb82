import type { Page } from "@playwright/test";
import { DEFAULT_STATUSES } from "../../server/domain/pipeline/model/status-workflow.ts";
import { saveStatusWorkflow } from "../../server/domain/pipeline/save-status-workflow.ts";
import { draftChangesOf, openDesigner, reviewOf, statusRowOf } from "../fixtures/designer.ts";
import { dialogOf } from "../fixtures/desk.ts";
import type { TestTenant } from "../fixtures/tenant.ts";
import { expect, test } from "../fixtures/test.ts";

const theirs = DEFAULT_STATUSES.map((status) => ({
  ...status,
  agingThresholdDays: status.statusCode === "disputed" ? 9 : status.agingThresholdDays,
}));

async function draftWhileSomebodySaves(page: Page, tenant: TestTenant): Promise<void> {
  await openDesigner(page);
  await statusRowOf(page, "Purchased")
    .getByLabel(/^Business days until/)
    .fill("4");
  await page.keyboard.press("Enter");
  await expect(draftChangesOf(page)).toHaveText([
    /Purchased is overdue after 4 business days; it was after 2\./,
  ]);
  await saveStatusWorkflow(await tenant.context(), { version: 1, statuses: theirs });
}

test("P2.7 P7.8: another administrator's version is shown beside the draft, which goes on top of it", async ({
  newTenant,
  openAs,
}) => {
  const tenant = await newTenant();
  const page = await openAs({ tenant, role: "admin" });
  await draftWhileSomebodySaves(page, tenant);
  const conflict = page
    .getByRole("alert")
    .filter({ hasText: "put version 2 in force while you were editing" });
  await expect(conflict.getByRole("region", { name: "Yours" })).toContainText(
    "Purchased is overdue after 4 business days",
  );
  await expect(conflict.getByRole("region", { name: "Theirs, in force now" })).toContainText(
    "Disputed is overdue after 9 business days; it was after 3.",
  );
  await expect(reviewOf(page)).toHaveAttribute("aria-disabled", "true");
  await conflict.getByRole("button", { name: "Put my changes on top" }).click();
  await expect(conflict).toBeHidden();
  await expect(draftChangesOf(page)).toHaveText([
    /Purchased is overdue after 4 business days; it was after 2\./,
  ]);
  await reviewOf(page).click();
  await dialogOf(page, "Version 3 of the workflow")
    .getByRole("button", { name: "Put version 3 in force" })
    .click();
  await expect(page.getByText("Version 3 is in force")).toBeVisible();
  await page.reload();
  await expect(statusRowOf(page, "Purchased").getByLabel(/^Business days until/)).toHaveValue("4");
  await expect(statusRowOf(page, "Disputed").getByLabel(/^Business days until/)).toHaveValue("9");
});

test("P2.7: who takes the other's version can have the draft back", async ({ newTenant, openAs }) => {
  const tenant = await newTenant();
  const page = await openAs({ tenant, role: "admin" });
  await draftWhileSomebodySaves(page, tenant);
  await page.getByRole("button", { name: "Take theirs" }).click();
  await expect(draftChangesOf(page)).toHaveCount(0);
  await expect(statusRowOf(page, "Disputed").getByLabel(/^Business days until/)).toHaveValue("9");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(statusRowOf(page, "Purchased").getByLabel(/^Business days until/)).toHaveValue("4");
});

test("P2.7: a save that was overtaken is refused, and the draft is still there", async ({
  newTenant,
  openAs,
  problems,
}) => {
  const tenant = await newTenant();
  const page = await openAs({ tenant, role: "admin" });
  await openDesigner(page);
  await statusRowOf(page, "Purchased")
    .getByLabel(/^Business days until/)
    .fill("4");
  await page.keyboard.press("Enter");
  await reviewOf(page).click();
  const review = dialogOf(page, "Version 2 of the workflow");
  await expect(review).toContainText("No loan there is now notices anything of it.");
  await saveStatusWorkflow(await tenant.context(), { version: 1, statuses: theirs });
  problems.expect(/status of 409/);
  await review.getByRole("button", { name: "Put version 2 in force" }).click();
  await expect(review.getByRole("alert")).toContainText(
    "Another version of the workflow came into force meanwhile.",
  );
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Put my changes on top" })).toBeVisible();
});

test("P2.7: steps are undone and done again by key, and an accidental reload loses nothing", async ({
  page,
}) => {
  await openDesigner(page);
  const name = page.getByRole("textbox", { name: "Name of Disputed" });
  await name.fill("In Dispute");
  await name.press("Enter");
  await expect(draftChangesOf(page)).toHaveCount(1);
  await page.getByRole("textbox", { name: "Name of In Dispute" }).press("Control+z");
  await expect(draftChangesOf(page)).toHaveCount(0);
  await name.press("Control+Shift+z");
  await page.getByRole("checkbox", { name: "Rejected is final" }).click();
  await expect(draftChangesOf(page)).toHaveText([/Rejected is final\./, /Disputed is called In Dispute\./]);
  await page.keyboard.press("Control+z");
  await expect(draftChangesOf(page)).toHaveText([/Disputed is called In Dispute\./]);
  await page.keyboard.press("Control+Shift+z");
  await expect(draftChangesOf(page)).toHaveCount(2);

  page.on("dialog", (dialog) => void dialog.accept());
  const asked = page.waitForEvent("dialog");
  await page.reload();
  expect((await asked).type()).toBe("beforeunload");
  await expect(page.getByText("Draft kept.")).toBeVisible();
  await expect(draftChangesOf(page)).toHaveCount(2);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(draftChangesOf(page)).toHaveCount(1);
  await page.getByRole("button", { name: "Back to version 1" }).click();
  await expect(draftChangesOf(page)).toHaveCount(0);
});
