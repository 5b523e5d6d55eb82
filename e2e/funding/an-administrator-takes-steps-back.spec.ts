import {
  doStep,
  nextOf,
  openFileOf,
  outboxOf,
  timelineOf,
  workflowOf,
} from "../fixtures/funding-workflow.ts";
import { expect, test } from "../fixtures/test.ts";

test("F3.9: a step is reopened with a reason, and nothing of its story is lost", async ({
  page,
  tenant,
  openAs,
}) => {
  const { address, fileId } = await openFileOf(tenant, "cards");
  for (const step of ["approve_underwriting", "send_agreement", "submit_processing"])
    await doStep(tenant, fileId, "card_funding", step);
  const operator = await openAs({ tenant, role: "operator" });
  await operator.goto(address);
  await operator.getByText("3 steps done").click();
  await expect(operator.getByRole("list", { name: "Done steps of card funding" })).toContainText(
    "Submit the file",
  );
  await expect(operator.getByRole("button", { name: /^Reopen/ })).toHaveCount(0);

  await page.goto(address);
  await page.getByText("3 steps done").click();
  await page.getByRole("button", { name: "Reopen “Submit the file to 7 Figures”" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Reopen", exact: true }).click();
  await expect(dialog.getByLabel("Why")).toHaveAttribute("aria-invalid", "true");
  await dialog.getByLabel("Why").fill("The wrong file was submitted");
  await page.keyboard.press("Control+Enter");
  await expect(dialog).toHaveCount(0);
  await expect(nextOf(page).getByRole("heading", { name: "Submit the file to 7 Figures" })).toBeVisible();
  await expect(
    timelineOf(page).filter({ hasText: "Reopened: Submit the file to 7 Figures" }).first(),
  ).toBeVisible();
  await expect(timelineOf(page).filter({ hasText: "“The wrong file was submitted”" }).first()).toBeVisible();
  await expect(timelineOf(page)).toHaveCount(4);
  // The other one hears of it.
  await expect(nextOf(operator).getByRole("heading", { name: "Submit the file to 7 Figures" })).toBeVisible();
});

test("F3.11: a path ends without money, with reason and words, and an administrator takes that back", async ({
  page,
  tenant,
}) => {
  const { address, fileId } = await openFileOf(tenant, "combined");
  for (const step of ["approve_underwriting", "send_agreement"])
    await doStep(tenant, fileId, "term_loan", step);
  await page.goto(address);
  await nextOf(page).getByRole("button", { name: "End term loan as not funded …" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Why").selectOption({ label: "The client decided against it" });
  await dialog.getByLabel("What happened").fill("Prefers the cards");
  await dialog.getByRole("button", { name: "End term loan" }).click();
  await expect(nextOf(page)).toContainText("Paydowns");
  const ended = workflowOf(page).getByRole("region", { name: "Term loan" });
  await expect(ended).toContainText("Not funded: the client decided against it");
  await expect(ended).toContainText("“Prefers the cards”");
  await expect(outboxOf(page)).toHaveCount(2);
  await page.getByRole("button", { name: "Take back the end of term loan" }).click();
  await page.getByRole("dialog").getByLabel("Why").fill("Wants it after all");
  await page.getByRole("dialog").getByRole("button", { name: "Take back", exact: true }).click();
  await expect(nextOf(page).getByRole("heading", { name: "Generate term-loan offers" })).toBeVisible();
});
