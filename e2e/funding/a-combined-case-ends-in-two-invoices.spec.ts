import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "../fixtures/axe.ts";
import { nextOf, openFileOf, outboxOf, progressOf, timelineOf } from "../fixtures/funding-workflow.ts";
import { expect, test } from "../fixtures/test.ts";

test.use({ role: "operator" });

const heading = (page: Page, title: string): Locator => nextOf(page).getByRole("heading", { name: title });

async function press(page: Page, verb: string | RegExp): Promise<void> {
  await nextOf(page)
    .getByRole("button", { name: verb, exact: typeof verb === "string" })
    .click();
}

test("F3.1 F3.5 F4.1 F8.1: a term loan and then cards, from approval to both invoices", async ({
  page,
  tenant,
}) => {
  test.setTimeout(180_000);
  const { address, name, fileId } = await openFileOf(tenant, "combined");
  await page.goto(address);

  await test.step("approve, and send the agreement", async () => {
    await press(page, "Review and approve");
    const dialog = page.getByRole("dialog", { name: "Approve underwriting" });
    await expect(dialog).toContainText("Term loan, then Card funding");
    await expectAccessible(page, "the approval");
    await dialog.getByRole("button", { name: "Approve underwriting" }).click();
    await expect(heading(page, "Send the consultancy agreement")).toBeFocused();
    await expect(nextOf(page).getByRole("list", { name: "What goes out" })).toContainText(
      "Agreement to sign",
    );
    await press(page, `Send agreement to ${name}`);
  });

  await test.step("record the offers, and select one by keyboard", async () => {
    await expect(heading(page, "Generate term-loan offers")).toBeVisible();
    await expect(outboxOf(page).first()).toContainText(/queued|sent/);
    await press(page, "Type offers in by hand instead");
    const first = nextOf(page).getByRole("group", { name: "Offer 1" });
    await first.getByLabel("Lender").fill("Best Lender");
    await press(page, "Record the offer");
    await expect(first.getByLabel("Amount")).toHaveAttribute("aria-invalid", "true");
    await expect(first.getByLabel("Lender")).toHaveValue("Best Lender");
    await first.getByLabel("Amount").fill("$20,000");
    await first.getByLabel("APR, %").fill("11.9");
    await first.getByLabel("Months").fill("60");
    await first.getByLabel("Acceptance link").fill("https://offers.engine.test/ref/1");
    await press(page, "Add another offer");
    const second = nextOf(page).getByRole("group", { name: "Offer 2" });
    await second.getByLabel("Lender").fill("Other Lender");
    await second.getByLabel("Amount").fill("15000");
    // Whoever comes back sees what they typed, not the other way to offers.
    await page.getByRole("link", { name: "Queue", exact: true }).click();
    // Its heading stands there while it is still on its way, too.
    await expect(page).toHaveURL(/\/funding\/queue$/);
    await page.goBack();
    await expect(second.getByLabel("Lender")).toHaveValue("Other Lender");
    await press(page, "Record 2 offers");

    await expect(heading(page, "Review the offers with the client")).toBeVisible();
    await press(page, "Select an offer");
    await expect(nextOf(page)).toContainText("Choose the offer that the client wants");
    await nextOf(page).getByRole("radio", { name: "Other Lender" }).focus();
    await page.keyboard.press("ArrowUp");
    await expect(nextOf(page).getByRole("radio", { name: "Best Lender" })).toBeChecked();
    await page.keyboard.press("Control+Enter");
  });

  await test.step("send the link, record acceptance and funds, send the first invoice", async () => {
    await press(page, `Send offer link to ${name}`);
    await expect(heading(page, "Wait for the client's acceptance")).toBeVisible();
    await expect(nextOf(page)).toContainText("no client and no lender is at the other end");
    await press(page, "Record the acceptance");
    await expect(heading(page, "Wait for the funds")).toBeVisible();
    await expect(nextOf(page).getByLabel("Amount funded")).toHaveValue("20,000.00");
    await press(page, "Record $20,000.00 funded");
    await expect(heading(page, "Send the invoice")).toBeVisible();
    await expect(nextOf(page)).toContainText("$1,800.00");
    await press(page, `Send invoice of $1,800.00 to ${name}`);
    await expect(heading(page, "Send the next steps")).toBeVisible();
    await expect(nextOf(page)).toContainText(
      "the letter about the paydowns tells the client what comes next",
    );
    await press(page, "Go on without sending");
  });

  await test.step("paydowns, processing and results", async () => {
    await expect(nextOf(page)).toContainText("Paydowns, before “Submit the file to 7 Figures”");
    await expect(nextOf(page).getByRole("table", { name: "Balances to pay down" })).toContainText("9,000.00");
    await nextOf(page).getByText("“Balances to pay down”").click();
    await expect(nextOf(page)).toContainText("use the proceeds of your term loan");
    await press(page, `Email paydown requirements to ${name}`);
    await press(page, "Confirm without it");
    await press(page, "Confirm the paydowns");
    await expect(nextOf(page).getByText("must not be blank")).toBeVisible();
    await nextOf(page).getByLabel("What shows it").fill("Both statements show 3,000.00");
    await press(page, "Confirm the paydowns");
    await press(page, "Mark as submitted");
    await expect(nextOf(page)).toContainText("Usually 24–72 hours");
    const planned = [
      ["Chase", "12000", "approved"],
      ["Amex", "18000", "approved"],
      ["Citi", "", "pending"],
      ["US Bank", "", "declined"],
    ] as const;
    for (const [at, [issuer, amount, status]] of planned.entries()) {
      await nextOf(page)
        .getByLabel(`Issuer of card ${at + 1}`)
        .fill(issuer);
      await nextOf(page)
        .getByLabel(`Amount of card ${at + 1}`)
        .fill(amount);
      await nextOf(page)
        .getByLabel(`Status of card ${at + 1}`)
        .selectOption(status);
    }
    await press(page, "Record the results");
    await press(page, `Email funding plan to ${name}`);
  });

  await test.step("a card is brought up to date in the table by keyboard", async () => {
    await expect(heading(page, "Follow up on each card")).toBeVisible();
    const plan = page.getByRole("table", { name: "Funding plan" });
    await plan.getByLabel("Status of Citi").selectOption("approved");
    await plan.getByLabel("Amount of Citi").fill("5,000");
    // What is typed and not saved would be missing on the invoice, so nothing is closed over it.
    await press(page, "Close out the cards");
    await expect(nextOf(page).getByRole("alert")).toContainText("Citi: what you typed is not saved");
    await expect(plan.getByLabel("Amount of Citi")).toBeFocused();
    await plan.getByLabel("Amount of Citi").press("Enter");
    await expect(plan.getByRole("row", { name: /^Approved \$/ })).toContainText("$35,000.00");
    await plan.getByRole("button", { name: "Citi: history" }).click();
    await expect(plan.getByRole("list", { name: "History of Citi" }).getByRole("listitem")).toHaveCount(2);
    await expectAccessible(page, "the plan");
    await press(page, "Close out the cards");
    await expect(heading(page, "Send the invoice")).toBeVisible();
    await plan.getByLabel("Status of US Bank").selectOption("approved");
    await press(page, `Send invoice of $3,150.00 to ${name}`);
    await expect(nextOf(page).getByRole("alert")).toContainText("US Bank: what you typed is not saved");
    await plan.getByRole("button", { name: "Discard" }).click();
    await press(page, `Send invoice of $3,150.00 to ${name}`);
    await expect(page.getByText("Completed")).toHaveCount(2);
    await expect(nextOf(page)).toHaveCount(0);
  });

  await expect(timelineOf(page).filter({ hasText: "$35,000.00 × 9% = $3,150.00" })).toHaveCount(1);
  const { effects } = await progressOf(tenant, fileId);
  expect(effects.filter(({ effect }: { effect: string }) => effect === "invoice")).toHaveLength(2);
  await expectAccessible(page, "the finished file");
});
