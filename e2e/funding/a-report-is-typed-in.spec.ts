import type { Locator } from "@playwright/test";
import { expectAccessible } from "../fixtures/axe.ts";
import { openFile, utcDaysAgo } from "../fixtures/funding-workflow.ts";
import { expect, test } from "../fixtures/test.ts";

test.use({ role: "operator" });

/** Cells from the one that has the focus on, each left with Tab. */
async function fill(dialog: Locator, cells: string[]): Promise<void> {
  const keyboard = dialog.page().keyboard;
  for (const cell of cells) {
    if (cell !== "") await keyboard.type(cell);
    await keyboard.press("Tab");
  }
}

test("F1.1: a report is typed in by keyboard, told where it is wrong, kept when the dialog closes, and judged", async ({
  page,
  tenant,
}) => {
  const { fileId, name } = await openFile(tenant);
  await page.goto(`/funding/${fileId}`);
  await page.getByRole("button", { name: "Add a credit report" }).first().click();
  const dialog = page.getByRole("dialog", { name: `Add a credit report for ${name}` });
  await dialog.getByRole("button", { name: "Enter it" }).click();

  // Nothing that is needed is typed yet.
  await dialog.getByRole("button", { name: "Add and underwrite" }).click();
  await expect(dialog.getByText("Issued on must be")).toBeVisible();
  await expect(dialog.getByText("Type a score, or choose what a bureau answered.")).toBeVisible();
  await expect(dialog.getByLabel("Issued on")).toBeFocused();

  await dialog.getByLabel("Issued on").fill(utcDaysAgo(3));
  await dialog.getByLabel("Equifax score").fill("712");
  await dialog.getByLabel("Experian score").fill("905");
  await expect(dialog.getByLabel("Experian answer")).toHaveValue("hit");
  await dialog.getByLabel("TransUnion answer").selectOption({ label: "Not found" });

  const cell = (label: string) => dialog.getByLabel(label, { exact: true });
  await cell("Account 1: creditor").focus();
  await fill(dialog, ["Chase", "", "", "", "3/2021", "10,000", "6000", "1", "", "", "30 5/2999"]);
  // An empty row is always there, and Enter goes down to it.
  await cell("Account 1: creditor").press("Enter");
  await expect(cell("Account 2: creditor")).toBeFocused();
  await fill(dialog, ["Amex", "", "", "", "2019", "5000", "500"]);
  await cell("Inquiry 1: bureau").selectOption({ label: "Experian" });
  await cell("Inquiry 1: creditor").fill("Kia Motors");
  await expect(dialog.getByLabel("So far")).toContainText("Own cards43.3 % of $15,000.00 used ($6,500.00)");

  await page.keyboard.press("Control+Enter");
  await expect(dialog.getByText("Experian score must be between 300 and 850.")).toBeVisible();
  await expect(dialog.getByText(/When late must not be in the future/)).toBeVisible();
  await expect(dialog.getByText(/Day must be a date like 3\/10\/2021/)).toBeVisible();
  await expectAccessible(page, "a report that is typed in");

  // Nothing typed is lost with the dialog, but a number that no report needs is not kept.
  await dialog.getByLabel("Vendor").fill("Acme, of 123-45-6789");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Add a credit report" }).first().click();
  await expect(dialog.getByText("This is what you typed before.")).toBeVisible();
  await expect(cell("Account 2: creditor")).toHaveValue("Amex");
  await expect(dialog.getByLabel("Vendor")).toHaveValue("");

  await dialog.getByLabel("Experian score").fill("690");
  await cell("Account 1: when late").fill("30 5/2023");
  await cell("Inquiry 1: day").fill(utcDaysAgo(20));
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText("Report added, underwriting 1 done")).toBeVisible();
  await expect(dialog).toBeHidden();

  const { json: file } = await tenant.api("operator", "GET", `/api/funding/files/${fileId}`);
  const [report] = (file as { reports: { reportId: number; sourceFormat: string }[] }).reports;
  expect(report?.sourceFormat).toBe("typed in");
  const input = encodeURIComponent(JSON.stringify({ fileId, reportId: report?.reportId }));
  const { json } = await tenant.api("operator", "GET", `/api/trpc/funding.creditReport?input=${input}`);
  const { tradelines: accounts } = (
    json as { result: { data: { report: { tradelines: Record<string, unknown>[] } } } }
  ).result.data.report;
  expect(accounts.map(({ bureau, creditorName }) => [bureau, creditorName])).toEqual([
    ["equifax", "Chase"],
    ["experian", "Chase"],
    ["equifax", "Amex"],
    ["experian", "Amex"],
  ]);
  expect(accounts[2]).toMatchObject({ unpaidBalance: "500.00", late30: null, late60: null, late90: null });
});

test("F1.1: rows of a spreadsheet are pasted as they are, and taken away by keyboard", async ({
  page,
  tenant,
  problems: _,
}) => {
  const { fileId } = await openFile(tenant);
  await page.goto(`/funding/${fileId}`);
  await page.getByRole("button", { name: "Add a credit report" }).first().click();
  const dialog = page.getByRole("dialog", { name: /Add a credit report/ });
  await dialog.getByRole("button", { name: "Enter it" }).click();
  const accounts = dialog.getByRole("table", { name: "Accounts" });
  const first = dialog.getByLabel("Account 1: creditor", { exact: true });
  await first.focus();
  await first.evaluate((input) => {
    const data = new DataTransfer();
    data.setData(
      "text/plain",
      "Chase\tCredit card\tOwn\tOpen\t3/2021\t10,000\t2,500\nAmex\tLease\tJoint\tClosed\n",
    );
    input.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
    );
  });
  await expect(dialog.getByLabel("Account 1: balance", { exact: true })).toHaveValue("2,500");
  await expect(dialog.getByLabel("Account 2: whose", { exact: true })).toHaveValue("joint");
  await expect(accounts.getByRole("row")).toHaveCount(4);

  // A word that nobody knows stands there, and is refused in its cell.
  await dialog.getByLabel("Equifax score").fill("712");
  await dialog.getByRole("button", { name: "Add and underwrite" }).click();
  await expect(accounts.getByText("Kind has to be chosen.")).toBeVisible();
  await expect(dialog.getByLabel("Account 2: kind", { exact: true })).toHaveValue("Lease");

  // What was wrong with the second account is not said of what stands second next.
  await dialog.getByRole("button", { name: "Remove account 1" }).press("Enter");
  await expect(first).toHaveValue("Amex");
  await expect(first).toBeFocused();
  await expect(accounts.getByText("Kind has to be chosen.")).toBeHidden();
  await expect(dialog.getByLabel("Account 1: kind", { exact: true })).toHaveValue("Lease");
});

test("F1.1: that no bureau found the client can be undone, and a score says otherwise", async ({
  page,
  tenant,
  problems: _,
}) => {
  const { fileId } = await openFile(tenant);
  await page.goto(`/funding/${fileId}`);
  await page.getByRole("button", { name: "Add a credit report" }).first().click();
  const dialog = page.getByRole("dialog", { name: /Add a credit report/ });
  await dialog.getByRole("button", { name: "Enter it" }).click();
  const score = dialog.getByLabel("Equifax score");
  const answer = dialog.getByLabel("Equifax answer");
  await score.fill("712");
  await dialog.getByRole("button", { name: "No bureau found the client" }).click();
  await expect(score).toHaveValue("");
  await expect(answer).toHaveValue("no_hit");
  await dialog.getByRole("button", { name: "Undo: the answers as they were" }).click();
  await expect(score).toHaveValue("712");
  await expect(answer).toHaveValue("hit");
  await dialog.getByRole("button", { name: "No bureau found the client" }).click();
  await score.fill("688");
  await expect(answer).toHaveValue("hit");
  await expect(dialog.getByRole("button", { name: "No bureau found the client" })).toBeVisible();
});
