import type { Page } from "@playwright/test";
import {
  checksOf,
  inspectorOf,
  moveOf,
  nodeOf,
  openDesigner,
  reviewOf,
  statusRowOf,
} from "../fixtures/designer.ts";
import { dialogOf, rowsOf } from "../fixtures/desk.ts";
import { expect, test } from "../fixtures/test.ts";
import { customWorkflow } from "../fixtures/workflow.ts";

async function insertArchive(page: Page): Promise<void> {
  await moveOf(page, "Delivered", "Settled").click();
  await inspectorOf(page).getByLabel("Insert a status here").fill("Archive");
  await page.keyboard.press("Enter");
  await expect(nodeOf(page, "Archive")).toBeVisible();
}

async function typeThreshold(page: Page, days: string): Promise<void> {
  await statusRowOf(page, "Purchased")
    .getByLabel(/^Business days until/)
    .fill(days);
  await page.keyboard.press("Enter");
}

const tick = (page: Page, label: string) => page.getByRole("checkbox", { name: label, exact: true }).click();

interface Broken {
  what: string;
  breakIt: (page: Page) => Promise<void>;
  /** At whom the reason stands, and what it says. */
  at: string;
  reason: string;
  /** What mends it at one stroke. */
  remedy?: string;
}

const DAYS = "The aging threshold of 'purchased' must be a whole number of business days.";
const BROKEN: Broken[] = [
  {
    what: "no way to settlement is left",
    breakIt: async (page) => {
      await moveOf(page, "Delivered", "Settled").press("Delete");
      await moveOf(page, "Disputed", "Settled").press("Delete");
    },
    at: "In Transit",
    reason: "From 'in_transit' a loan can never be settled.",
  },
  {
    what: "an exception is a dead end",
    breakIt: async (page) => {
      await statusRowOf(page, "Rejected").getByRole("button", { name: "Rejected leads to" }).click();
      await page.getByRole("menuitemcheckbox", { name: "In Transit" }).click();
      await page.keyboard.press("Escape");
    },
    at: "Rejected",
    reason: "From 'rejected' a loan can never be settled.",
  },
  {
    what: "settled is not final",
    breakIt: (page) => tick(page, "Settled is final"),
    at: "Settled",
    reason: "'settled' must be terminal.",
    remedy: "Mark as final",
  },
  {
    what: "a final status has moves",
    breakIt: (page) => tick(page, "Returned is final"),
    at: "Returned",
    reason: "'returned' is terminal and cannot lead anywhere.",
    remedy: "Drop its moves",
  },
  {
    what: "a final status has a threshold",
    breakIt: (page) => tick(page, "Returned is final"),
    at: "Returned",
    reason: "'returned' is terminal and has no aging threshold.",
    remedy: "Clear the threshold",
  },
  {
    what: "a final status other than settled is no exception",
    breakIt: async (page) => {
      await insertArchive(page);
      await tick(page, "Archive is final");
    },
    at: "Archive",
    reason: "'archive' is terminal, so it must be an exception state.",
    remedy: "Mark as exception",
  },
  {
    what: "a core status is an exception",
    breakIt: (page) => tick(page, "Delivered is an exception"),
    at: "Delivered",
    reason: "The core status 'delivered' cannot be an exception state.",
    remedy: "Not an exception",
  },
  {
    what: "a threshold is negative",
    breakIt: (page) => typeThreshold(page, "-1"),
    at: "Purchased",
    reason: DAYS,
  },
  {
    what: "a threshold is half a day",
    breakIt: (page) => typeThreshold(page, "2.5"),
    at: "Purchased",
    reason: DAYS,
  },
  {
    what: "a threshold is over a year",
    breakIt: (page) => typeThreshold(page, "366"),
    at: "Purchased",
    reason: DAYS,
  },
];

for (const { what, breakIt, at, reason, remedy } of BROKEN) {
  test(`P2.7: ${what}: said at once, in the list and at the status, and not to be saved`, async ({
    page,
  }) => {
    await openDesigner(page);
    await breakIt(page);
    await expect(nodeOf(page, at)).toContainText(/broken rule/);
    await expect(statusRowOf(page, at)).toContainText(reason);
    await checksOf(page)
      .getByRole("button", { name: `${at}: ${reason}` })
      .click();
    await expect(inspectorOf(page).getByRole("heading", { level: 2 })).toHaveText(at);
    await expect(inspectorOf(page).getByRole("listitem").filter({ hasText: reason })).toBeVisible();
    await expect(reviewOf(page)).toHaveAttribute("aria-disabled", "true");
    await expect(reviewOf(page)).toHaveAccessibleDescription(/broken/);
    await reviewOf(page).press("Enter");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    if (remedy) {
      const place = inspectorOf(page).getByRole("listitem").filter({ hasText: reason });
      await place.getByRole("button", { name: remedy }).click();
      await expect(checksOf(page)).not.toContainText(reason);
    }
  });
}

test("P2.7: a name that another status has is not to be saved", async ({ page }) => {
  await openDesigner(page);
  await page.getByRole("textbox", { name: "Name of Returned" }).fill("rejected");
  await page.keyboard.press("Enter");
  await expect(checksOf(page)).toContainText("'returned' has the name of another status.");
  await expect(reviewOf(page)).toHaveAttribute("aria-disabled", "true");
  await page.getByRole("textbox", { name: "Name of rejected", exact: true }).fill("Came back");
  await page.keyboard.press("Enter");
  await expect(checksOf(page)).not.toContainText("the name of another");
  await expect(reviewOf(page)).not.toHaveAttribute("aria-disabled", "true");
});

test("P2.7: a core status cannot be removed, neither by button nor by key", async ({ page }) => {
  await openDesigner(page);
  for (const name of ["Purchased", "In Transit", "Delivered", "Settled"]) {
    await nodeOf(page, name).click();
    await expect(inspectorOf(page)).toContainText(
      "A core status, which every workflow has: it cannot be removed.",
    );
    await expect(page.getByRole("button", { name: `Remove ${name}` })).toHaveCount(0);
    await nodeOf(page, name).press("Delete");
    await expect(nodeOf(page, name)).toBeVisible();
  }
  await nodeOf(page, "Disputed").press("Delete");
  await expect(nodeOf(page, "Disputed")).toHaveCount(0);
});

test("P2.7: a status with loans says how many and leads to them, and a version without it is refused", async ({
  newTenant,
  openAs,
}) => {
  const tenant = await newTenant(customWorkflow());
  const [one = 0, two = 0] = await tenant.buy(3);
  await tenant.move(one, "docs_review");
  await tenant.move(two, "docs_review");
  const page = await openAs({ tenant, role: "admin" });
  await openDesigner(page);
  await nodeOf(page, "Document Review").click();
  await expect(inspectorOf(page)).toContainText("It cannot be removed before they have moved on.");
  await expect(page.getByRole("button", { name: "Remove Document Review" })).toHaveCount(0);

  const reason = "'docs_review' cannot be removed while loans are in it.";
  await page.getByRole("button", { name: "Open version 1" }).click();
  const version = dialogOf(page, "Version 1");
  await expect(version.getByRole("row", { name: /^Purchased/ })).toContainText("In Transit");
  await version.getByRole("button", { name: "Start from this version" }).click();
  await expect(checksOf(page)).toContainText(reason);
  await expect(reviewOf(page)).toHaveAttribute("aria-disabled", "true");
  await checksOf(page).getByRole("button", { name: "Bring it back" }).click();
  await expect(page.getByText("Every rule is kept.")).toBeVisible();
  await expect(nodeOf(page, "Document Review")).toContainText("2 loans");

  await page.getByRole("button", { name: "Back to version 2" }).click();
  await nodeOf(page, "Document Review").click();
  await inspectorOf(page).getByRole("link", { name: "2 loans are in it" }).click();
  await expect(page).toHaveURL(/status=docs_review/);
  await expect(rowsOf(page)).toHaveCount(2);
});

test("P2.7: a loan that comes into a status while its removal is drafted is seen at once", async ({
  newTenant,
  openAs,
}) => {
  const tenant = await newTenant(customWorkflow());
  const [loanId = 0] = await tenant.buy(1);
  const page = await openAs({ tenant, role: "admin" });
  await openDesigner(page);
  await nodeOf(page, "Document Review").press("Delete");
  await expect(nodeOf(page, "Document Review")).toHaveCount(0);
  await expect(checksOf(page)).not.toContainText("cannot be removed");
  await tenant.move(loanId, "docs_review");
  await expect(checksOf(page)).toContainText("'docs_review' cannot be removed while loans are in it.");
});

test("P2.7: what nothing leads to is a doubt that does not stop anybody", async ({ page }) => {
  await openDesigner(page);
  await moveOf(page, "Delivered", "Disputed").press("Delete");
  await expect(checksOf(page)).toContainText("No loan can come to 'disputed'.");
  await checksOf(page).getByRole("button", { name: "Disputed: No loan can come to 'disputed'." }).click();
  await expect(inspectorOf(page)).toContainText("Loans come from: nowhere.");
  await expect(reviewOf(page)).toHaveAttribute("aria-disabled", "false");
});
