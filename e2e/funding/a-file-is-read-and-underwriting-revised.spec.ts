import { expectAccessible } from "../fixtures/axe.ts";
import { openFile, TO_BE_MENDED, underwritten } from "../fixtures/credit.ts";
import { creditReport } from "../fixtures/funding-workflow.ts";
import { expect, test } from "../fixtures/test.ts";

test.use({ role: "operator" });

test("F1.1 F8.1: a report is pasted, what is wrong with it is named, and the file shows why it goes its way", async ({
  page,
  tenant,
}) => {
  const { fileId, name } = await openFile(tenant);
  await page.goto(`/funding/${fileId}`);
  await expect(page.getByRole("heading", { name })).toBeVisible();
  await expect(page.locator("header")).toContainText("Waits for a credit report");
  await page
    .getByRole("region", { name: "Credit reports" })
    .getByRole("button", { name: "Add a credit report" })
    .click();
  const dialog = page.getByRole("dialog", { name: `Add a credit report for ${name}` });
  await dialog.getByText("Paste it instead").click();
  const box = dialog.getByLabel("Report as JSON");
  await box.fill('{"issuedOn": 5}');
  await box.press("Control+Enter");
  await expect(dialog.getByRole("alert")).toContainText("Repositories is required.");
  await expect(box).toHaveValue('{"issuedOn": 5}');
  await expectAccessible(page, "a report with faults");
  // What was pasted is there again, unless it holds a number that is kept nowhere.
  const reopen = async () => {
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
    await page.getByRole("button", { name: "Add a credit report" }).first().click();
  };
  await reopen();
  await expect(dialog.getByText("This is what you typed before.")).toBeVisible();
  await expect(box).toHaveValue('{"issuedOn": 5}');
  await box.fill('{"ssn": "123-45-6789"}');
  await reopen();
  await expect(box).toBeHidden();
  await dialog.getByText("Paste it instead").click();
  await expect(box).toHaveValue("");
  await box.fill(JSON.stringify(creditReport(TO_BE_MENDED)));
  await box.press("Control+Enter");
  await expect(dialog).toBeHidden();
  await expect(page.locator("header")).toContainText("Term loan, Card funding");

  const facts = page.getByRole("region", { name: "Facts" });
  const credit = facts.getByRole("region", { name: "Credit", exact: true });
  await expect(credit).toContainText("Score 710");
  await expect(credit.getByRole("row", { name: /^Citi/ })).toContainText("80 %");
  await expect(credit.getByRole("row", { name: /^Citi/ })).toContainText("5,000.00");
  await expect(
    credit.getByRole("img", { name: /^When the accounts were opened: 3 own accounts/ }),
  ).toBeVisible();
  const first = facts.getByRole("region", { name: "Address these first" });
  await expect(first).toContainText("$8,000.00 to pay down");
  await expect(first).toContainText("5 to remove");
  const decisions = facts.getByRole("region", { name: "Decisions" });
  await expect(decisions).toContainText("Qualifies after paydowns and inquiry removal");
  await expect(decisions).toContainText("5 hard inquiries at Experian in 6 months, more than 3.");
  await decisions.getByText("Why this path?").click();
  await expect(decisions).toContainText("Term loan: “Qualifies after inquiry removal”.");
  await expectAccessible(page, "a file with everything open");
});

test("F1.5: a person decides where the evaluators do not, with a reason, and both runs stand side by side", async ({
  page,
  tenant,
}) => {
  const { fileId, name } = await underwritten(tenant, {
    scores: [{ bureau: "experian", value: 620 }],
  });
  await page.goto(`/funding/${fileId}`);
  await expect(page.locator("header")).toContainText("Needs operator review");
  await page.getByRole("button", { name: "Review and decide" }).click();
  const dialog = page.getByRole("dialog", { name: `Run underwriting again for ${name}` });
  await dialog.getByText("Decide instead of the evaluators").click();
  await dialog.getByLabel("Cards").selectOption({ label: "Qualifies" });
  await dialog.getByRole("button", { name: "Run underwriting again" }).click();
  await expect(dialog.getByLabel("Reason")).toBeFocused();
  await expect(dialog).toContainText("Reason must not be blank: say why.");
  await dialog.getByLabel("Reason").fill("Two years of clean statements.");
  await dialog.getByLabel("Reason").press("Control+Enter");
  await expect(dialog).toBeHidden();
  await expect(page.locator("header")).toContainText("Card funding");
  const history = page.getByRole("region", { name: "Underwritings" });
  await expect(history).toContainText("“Two years of clean statements.”");
  const cards = history.getByRole("row", { name: /^Cards/ });
  await expect(cards.getByRole("cell")).toHaveText(["Needs operator review: borderline score", "Qualifies"]);
  await expect(page.getByRole("region", { name: "Decisions" })).toContainText("Decided by an operator");
});

test("F2.8: a possible duplicate is shown with its link, and becomes one only when an operator says so", async ({
  page,
  tenant,
}) => {
  const email = `twin-${Date.now()}@mail.test`;
  const other = await openFile(tenant, { email });
  const { fileId } = await underwritten(tenant, {}, { email });
  await page.goto(`/funding/${fileId}`);
  const box = page.getByRole("region", { name: "Possible duplicates" });
  await expect(box.getByRole("link", { name: other.name })).toHaveAttribute(
    "href",
    `/funding/${other.fileId}`,
  );
  await expect(box).toContainText("same e-mail");
  await box.getByRole("button", { name: "It is a duplicate" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByLabel("Duplicate")).toHaveValue("yes");
  await dialog.getByLabel("Reason").fill("The same person.");
  await dialog.getByRole("button", { name: "Run underwriting again" }).click();
  await expect(page.locator("header")).toContainText("Declined");
  await expect(page.locator("header")).toContainText("The same client has a file already");
  await expect(box).toBeHidden();
});

test("F1.1: an edit of an old version shows both, keeps what was typed, and merges on demand", async ({
  page,
  tenant,
  problems,
}) => {
  const { fileId } = await openFile(tenant);
  await page.goto(`/funding/${fileId}`);
  const client = page.getByRole("region", { name: "Client", exact: true });
  await client.getByRole("button", { name: "Edit" }).click();
  await client.getByLabel("Stated income, a year").fill("90,000");
  const theirs = { version: 1, statedIncome: "70000.00", phone: "+1 212 555 0100" };
  expect((await tenant.api("admin", "PATCH", `/api/funding/files/${fileId}`, theirs)).status).toBe(200);

  problems.expect(/status of 409/);
  await client.getByRole("button", { name: "Save client" }).click();
  const conflict = client.getByRole("alert");
  await expect(conflict).toContainText("API client e2e-admin changed this file just now");
  await expect(conflict.getByRole("row", { name: /^Stated income/ }).getByRole("cell")).toHaveText([
    "$90,000.00",
    "$70,000.00",
  ]);
  await expect(conflict.getByRole("row", { name: /^Phone/ }).getByRole("cell")).toHaveText([
    "left as it was",
    "+1 212 555 0100",
  ]);
  await conflict.getByRole("button", { name: "Save mine" }).click();
  await expect(client.getByRole("button", { name: "Edit" })).toBeVisible();
  await expect(client).toContainText("$90,000.00");
  await expect(client).toContainText("+1 212 555 0100");
});

test("F1.5: who revises a file that somebody else has changed is told what, and goes on when they want to", async ({
  page,
  tenant,
  problems,
}) => {
  const { fileId } = await underwritten(tenant);
  await page.goto(`/funding/${fileId}`);
  await page.getByRole("button", { name: "Run underwriting again" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Reason").fill("The client brought a statement.");
  const theirs = { version: 2, monthlyRevenue: "30000.00" };
  expect((await tenant.api("admin", "PATCH", `/api/funding/files/${fileId}`, theirs)).status).toBe(200);
  problems.expect(/status of 409/);
  await dialog.getByRole("button", { name: "Run underwriting again" }).click();
  await expect(dialog.getByRole("alert")).toContainText("Monthly revenue: not known → $30,000.00");
  await dialog.getByRole("button", { name: "Run it on the file as it is now" }).click();
  await expect(dialog).toBeHidden();
  const history = page.getByRole("region", { name: "Underwritings" });
  await expect(history.getByRole("row", { name: /^Monthly revenue/ })).toContainText("$30,000.00");
});
