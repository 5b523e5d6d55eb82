import { expectAccessible } from "../fixtures/axe.ts";
import { underwritten } from "../fixtures/credit.ts";
import { expect, test } from "../fixtures/test.ts";

test("F1.3: a policy is looked at over the files, kept through an error and a reload, and put in force", async ({
  newTenant,
  openAs,
  problems,
}) => {
  const tenant = await newTenant();
  const { fileId: moved } = await underwritten(tenant, {}, { name: "Moved Away" });
  await underwritten(
    tenant,
    { scores: [{ bureau: "experian", value: 800, model: "FICO 8" }] },
    { name: "Stays Here" },
  );
  const page = await openAs({ tenant, role: "admin" });
  await page.goto("/funding/policy");
  const score = page.locator('[name="termLoan.minimumScore"]');
  const look = page.getByRole("button", { name: "See what would change" });
  await expect(score).toHaveValue("640");
  await expect(look).toBeDisabled();

  // Figures that do not agree are named where they stand; what was typed stays, also over a reload.
  problems.expect(/422.*funding.previewPolicy/);
  await page.locator('[name="cards.clearScore"]').fill("500");
  await score.fill("730");
  await look.click();
  await expect(page.locator('[name="cards.clearScore"]')).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByText("must not be below the score floor of cards")).toBeVisible();
  page.once("dialog", (dialog) => dialog.accept());
  await page.reload();
  await expect(page.getByText("What you typed before is here again")).toBeVisible();
  await expect(score).toHaveValue("730");
  await page.locator('[name="cards.clearScore"]').fill("640");

  await look.click();
  const preview = page.getByRole("region", { name: "What would change" });
  await expect(preview.getByRole("status")).toContainText("1 of 2 current files");
  const files = preview.getByRole("list", { name: "Files that would change" });
  await expect(files.getByRole("link")).toHaveText(["Moved Away"]);
  await expect(files).toContainText("Does not qualify: credit score");
  await expectAccessible(page, "the dry run of a policy");
  expect((await tenant.api("operator", "GET", `/api/funding/files/${moved}`)).json.runs).toHaveLength(1);

  // A figure that is changed after the look is looked at again.
  await score.fill("731");
  await expect(preview).toHaveCount(0);
  await look.click();
  await page.getByRole("button", { name: "Put in force" }).click();
  await expect(page.getByText("Version 2 of the policy is in force")).toBeVisible();
  const versions = page.getByRole("region", { name: "Versions" });
  await expect(versions.getByRole("listitem").first()).toContainText("Term loan, score below");
  await expect(versions.getByRole("listitem").first()).toContainText("731 points");

  const reader = await openAs({ tenant, role: "operator" });
  await reader.goto("/funding/policy");
  await expect(reader.getByText("An administrator of your tenant can change these.")).toBeVisible();
  await expect(reader.getByRole("textbox")).toHaveCount(0);
});

test("F1.3: whoever was slower finds their figures over the policy that came into force meanwhile", async ({
  newTenant,
  openAs,
}) => {
  const tenant = await newTenant();
  const [slow, quick] = [await openAs({ tenant, role: "admin" }), await openAs({ tenant, role: "admin" })];
  for (const page of [slow, quick]) await page.goto("/funding/policy");
  await slow.locator('[name="termLoan.minimumScore"]').fill("650");
  await quick.locator('[name="cards.minimumScore"]').fill("610");
  await quick.getByRole("button", { name: "See what would change" }).click();
  await quick.getByRole("button", { name: "Put in force" }).click();
  await expect(quick.getByText("Version 2 of the policy is in force")).toBeVisible();

  await expect(slow.getByText("Version 2 came into force after you began from version 1.")).toBeVisible();
  await expect(slow.locator('[name="cards.minimumScore"]')).toHaveValue("610");
  await expect(slow.locator('[name="termLoan.minimumScore"]')).toHaveValue("650");
  await slow.getByRole("button", { name: "See what would change" }).click();
  await slow.getByRole("button", { name: "Put in force" }).click();
  await expect(slow.getByText("Version 3 of the policy is in force")).toBeVisible();
});
