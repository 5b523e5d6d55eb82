import { expectAccessible } from "../fixtures/axe.ts";
import { meetOnTheServer } from "../fixtures/held.ts";
import { openLive } from "../fixtures/live.ts";
import { changeMeanwhile, mortgageOf } from "../fixtures/mortgages.ts";
import { expect, test } from "../fixtures/test.ts";

test("M7: whoever is slower sees both versions, keeps what was typed, and saves it on top", async ({
  page,
  tenant,
  problems,
}) => {
  const mortgage = await mortgageOf(tenant);
  await page.goto(`/mortgages/${mortgage.mortgageId}/edit`);
  await page.getByLabel("Loan amount").fill("400,000");
  await page.getByLabel("Street").fill("43 Alder Way");
  problems.expect(/409/);
  await meetOnTheServer(page, "mortgages.update", () =>
    changeMeanwhile(tenant, mortgage, { loanAmount: "390000.00", interestRate: "5.75" }),
  );
  await page.getByRole("button", { name: "Save mortgage" }).click();
  const conflict = page.getByRole("alert").filter({ hasText: "changed this mortgage" });
  await expect(conflict).toContainText("Nothing was saved.");
  await expect(conflict).toContainText("Both changed one field: loan amount.");
  const row = (fact: string) => conflict.getByRole("row", { name: new RegExp(`^${fact}`) });
  await expect(row("Loan amount").getByRole("cell")).toHaveText([
    "$412,500.00",
    "$400,000.00",
    "$390,000.00",
  ]);
  await expect(row("Interest rate").getByRole("cell")).toHaveText(["6.125%", "left as it was", "5.750%"]);
  await expect(row("Street").getByRole("cell")).toHaveText(["41 Alder Way", "43 Alder Way", "41 Alder Way"]);
  await expect(page.getByRole("button", { name: "Save mortgage" })).toHaveCount(0);
  await expectAccessible(page, "both versions");

  await conflict.getByRole("button", { name: "Keep mine" }).click();
  await expect(page.getByLabel("Loan amount")).toHaveValue("400,000");
  await expect(page.getByLabel("Interest rate")).toHaveValue("5.75");
  await expect(page.getByLabel("Street")).toHaveValue("43 Alder Way");
  await page.getByRole("button", { name: "Save mortgage" }).click();
  await expect(page).toHaveURL(`/mortgages/${mortgage.mortgageId}`);
  const terms = page.getByRole("region", { name: "Terms" });
  await expect(terms).toContainText("$400,000.00");
  await expect(terms).toContainText("5.750%");
  await expect(terms).toContainText("43 Alder Way");
});

test("M7: who is still typing is told at once that somebody has changed it, and may go on from theirs", async ({
  page,
  tenant,
}) => {
  const mortgage = await mortgageOf(tenant);
  await openLive(page, `/mortgages/${mortgage.mortgageId}/edit`);
  // While nothing is typed the form follows.
  const first = await changeMeanwhile(tenant, mortgage, { property: { city: "Bend" } });
  await expect(page.getByLabel("City")).toHaveValue("Bend");
  await page.getByLabel("City").fill("Salem");
  await changeMeanwhile(tenant, first, { property: { city: "Eugene" } });
  const conflict = page.getByRole("alert").filter({ hasText: "changed this mortgage" });
  await expect(conflict).toContainText("Both changed one field: city.");
  await expect(conflict).not.toContainText("Nothing was saved");
  await expect(page.getByLabel("City")).toHaveValue("Salem");
  await page.getByRole("button", { name: "Compare" }).click();
  await expect(conflict).toBeFocused();
  await conflict.getByRole("button", { name: "Take theirs" }).click();
  await expect(conflict).toHaveCount(0);
  await expect(page.getByLabel("City")).toHaveValue("Eugene");
});
