import { saveOperator } from "../../server/domain/funding/save-operator.ts";
import { nextOf, openFileOf, outboxOf, timelineOf, workflowOf } from "../fixtures/funding-workflow.ts";
import { expect, test } from "../fixtures/test.ts";

test.use({ role: "operator" });

test("F3.1 F5.1: a thin file is told when it is called back, and parked until then", async ({
  page,
  tenant,
}) => {
  const { address, name } = await openFileOf(tenant, "parked");
  await page.goto(address);
  await nextOf(page).getByText("“Let us build your credit”").click();
  await expect(nextOf(page)).toContainText("Please build it");
  await nextOf(page)
    .getByRole("button", { name: `Send callback email to ${name}` })
    .click();
  await expect(
    nextOf(page).getByRole("heading", { name: "Park the file in the Funding Queue" }),
  ).toBeVisible();
  await nextOf(page)
    .getByRole("button", { name: /^Park until [A-Z][a-z]{2} \d+, \d{4}$/ })
    .click();
  await expect(page.getByText("Completed")).toBeVisible();
  await expect(timelineOf(page).first()).toContainText(/The credit file is too thin; call back on/);
  await expect(outboxOf(page).first()).toContainText(/Parked in the CRM (queued|sent)/);
});

test("F6.3: a repair referral is refused while the operator has no affiliate link, and goes out once there is one", async ({
  page,
  tenant,
  problems,
}) => {
  const operator = `${Date.now()}@referral.test`;
  const { address, name } = await openFileOf(tenant, "referral", { operator });
  await page.goto(address);
  await expect(nextOf(page)).toContainText("The operator has no ASAP Credit Repair affiliate link");
  problems.expect(/status of 422/);
  const send = nextOf(page).getByRole("button", { name: `Send credit repair referral to ${name}` });
  await send.click();
  await expect(workflowOf(page).getByRole("alert")).toContainText(
    "enter it in the operator's settings first. Nothing was sent.",
  );
  await expect(outboxOf(page)).toHaveCount(0);

  const link = "https://portal.asapcreditrepairusa.com/affiliate/42";
  const terms = { version: 0, displayName: null, feePercent: "9", affiliateLink: link };
  await saveOperator(await tenant.context(), { operator, ...terms });
  await page.reload();
  await nextOf(page).getByText("“The first step: credit repair”").click();
  await expect(nextOf(page)).toContainText(link);
  await send.click();
  await nextOf(page)
    .getByRole("button", { name: `Send decline email to ${name}` })
    .click();
  await nextOf(page).getByRole("button", { name: "Mark as in credit repair" }).click();
  await nextOf(page).getByRole("button", { name: "Close the file" }).click();
  await expect(page.getByText("Completed")).toBeVisible();
  await expect(timelineOf(page).first()).toContainText("Credit repair is needed first");
});
