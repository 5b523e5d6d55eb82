import { expectAccessible } from "../fixtures/axe.ts";
import { doStep, nextOf, openFileOf, timelineOf } from "../fixtures/funding-workflow.ts";
import { expect, test } from "../fixtures/test.ts";

const NUMBER = "219-09-1234";

test("F7.2: lenders are asked through the sandbox, what the client is told is passed on and kept nowhere", async ({
  page,
  tenant,
}) => {
  test.setTimeout(150_000);
  const { address, fileId } = await openFileOf(tenant, "combined", { name: "Ann Lee" });
  for (const step of ["approve_underwriting", "send_agreement"])
    await doStep(tenant, fileId, "term_loan", step);
  await page.goto(address);
  await expect(nextOf(page)).toContainText("Sandbox: no lender stands behind these");
  const ask = nextOf(page).getByRole("button", { name: "Ask lenders for offers" });
  await ask.click();
  const dialog = page.getByRole("dialog", { name: "Ask lenders for offers" });
  await expect(dialog.getByLabel("Last name")).toHaveValue("Lee");
  await expectAccessible(page, "the form for lenders");
  await dialog.getByLabel("Social security number").fill(NUMBER);
  await page.keyboard.press("Escape");
  await ask.click();
  await expect(dialog.getByLabel("Social security number")).toHaveValue("");

  const texts = {
    "Loan amount, $": "20,000",
    "Date of birth": "1980-05-17",
    "Social security number": NUMBER,
    Address: "1 Main Street",
    City: "Albany",
    "ZIP code": "12207",
  };
  for (const [label, value] of Object.entries(texts))
    await dialog.getByLabel(label, { exact: true }).fill(value);
  const choices = { Purpose: "Debt consolidation", State: "NY", Home: "Rents", Work: "Employed full time" };
  for (const [label, option] of Object.entries({ ...choices, "Is paid": "Every month" }))
    await dialog.getByLabel(label, { exact: true }).selectOption({ label: option });
  await dialog.getByRole("button", { name: "Ask lenders" }).click();
  await expect(dialog).toContainText("without it no lender may be asked");
  await dialog.getByRole("checkbox").first().check();
  await dialog.getByRole("button", { name: "Ask lenders" }).click();
  await expect(dialog).toHaveCount(0);

  const use = nextOf(page).getByRole("button", { name: /^Use (these \d+ offers|this offer)$/ });
  await expect(use).toBeVisible({ timeout: 60_000 });
  await expectAccessible(page, "the offers");
  await expect(
    nextOf(page).getByRole("table", { name: "Offers from lenders" }).getByRole("link"),
  ).toHaveCount(0);
  await use.click();
  await expect(
    nextOf(page).getByRole("heading", { name: "Review the offers with the client" }),
  ).toBeVisible();
  await nextOf(page).getByRole("radio").first().check();
  await nextOf(page)
    .getByRole("button", { name: /^Select / })
    .click();
  await nextOf(page)
    .getByRole("button", { name: /^Send offer link/ })
    .click();

  await nextOf(page).getByRole("button", { name: "the client opens the link" }).click();
  const reports = nextOf(page).getByRole("list", { name: "Reports of Engine" });
  await reports.getByRole("button", { name: "Record acceptance" }).click();
  await expect(nextOf(page).getByRole("heading", { name: "Wait for the funds" })).toBeVisible();
  await expect(timelineOf(page).first()).toContainText("Accepted on");
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  expect(`${kept} ${await page.content()}`).not.toMatch(/219-?09-?1234/);
});
