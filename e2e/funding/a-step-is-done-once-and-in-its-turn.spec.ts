import {
  doStep,
  nextOf,
  openFileOf,
  outboxOf,
  progressOf,
  timelineOf,
  workflowOf,
} from "../fixtures/funding-workflow.ts";
import { holdCalls, meetOnTheServer } from "../fixtures/held.ts";
import { must } from "../fixtures/tenant.ts";
import { expect, test } from "../fixtures/test.ts";

test.use({ role: "operator" });

const STEP = "funding.completeStep";

test("F3.10: the same step pressed in two tabs is done once, and the second is told by whom", async ({
  page,
  tenant,
  problems,
}) => {
  const { address, name, fileId } = await openFileOf(tenant, "cards");
  await doStep(tenant, fileId, "card_funding", "approve_underwriting");
  await page.goto(address);
  // What the other tab does arrives at the server just before this one's press.
  await meetOnTheServer(page, STEP, () => doStep(tenant, fileId, "card_funding", "send_agreement"));
  problems.expect(/status of 409/);
  await nextOf(page)
    .getByRole("button", { name: `Send agreement to ${name}` })
    .click();
  await expect(workflowOf(page).getByRole("alert")).toContainText(
    "has been done already; nothing was done again",
  );
  await expect(workflowOf(page).getByRole("alert")).toContainText(
    "Meanwhile: Send the consultancy agreement, by API client e2e-operator",
  );
  await expect(nextOf(page).getByRole("heading", { name: "Submit the file to 7 Figures" })).toBeVisible();
  await expect(outboxOf(page)).toHaveCount(2);
});

test("F3.10: a double click sends once, and the button says that it is under way", async ({
  page,
  tenant,
}) => {
  const { address, name, fileId } = await openFileOf(tenant, "cards");
  await doStep(tenant, fileId, "card_funding", "approve_underwriting");
  await page.goto(address);
  const letGo = await holdCalls(page, STEP);
  const send = nextOf(page).getByRole("button", { name: `Send agreement to ${name}` });
  await send.dblclick();
  await expect(send).toHaveAttribute("aria-busy", "true");
  await expect(send).toHaveAttribute("aria-disabled", "true");
  await expect(outboxOf(page)).toHaveCount(0);
  letGo();
  await expect(nextOf(page).getByRole("heading", { name: "Submit the file to 7 Figures" })).toBeVisible();
  await expect(timelineOf(page)).toHaveCount(2);
  const { effects } = await progressOf(tenant, fileId);
  expect(effects.filter(({ effect }: { effect: string }) => effect !== "crm_stage")).toHaveLength(2);
});

test("F3.3: a step that is out of turn by now is refused in words, and what was typed stays", async ({
  page,
  tenant,
  problems,
}) => {
  const { address, fileId } = await openFileOf(tenant, "cards");
  for (const step of ["approve_underwriting", "send_agreement"])
    await doStep(tenant, fileId, "card_funding", step);
  await page.goto(address);
  await nextOf(page).getByRole("button", { name: "Add a note" }).click();
  await nextOf(page).getByLabel("Note").fill("Sent with the portal");
  await meetOnTheServer(page, STEP, async () => {
    const { version } = await progressOf(tenant, fileId);
    const body = {
      version,
      path: "card_funding",
      step: "approve_underwriting",
      reason: "Looked at once more",
    };
    must(await tenant.api("admin", "POST", `/api/funding/files/${fileId}/reopenings`, body), 200);
  });
  problems.expect(/status of 422/);
  await nextOf(page).getByRole("button", { name: "Mark as submitted" }).click();
  await expect(workflowOf(page).getByRole("alert")).toContainText(
    "“Submit the file to 7 Figures” cannot be done yet. First: Review and approve underwriting. Nothing was changed.",
  );
  await expect(workflowOf(page).getByRole("alert")).toContainText(
    "Meanwhile: Reopened: Review and approve underwriting",
  );
  await expect(nextOf(page).getByRole("heading", { name: "Review and approve underwriting" })).toBeVisible();
  await doStep(tenant, fileId, "card_funding", "approve_underwriting");
  await expect(nextOf(page).getByLabel("Note")).toHaveValue("Sent with the portal");
});
