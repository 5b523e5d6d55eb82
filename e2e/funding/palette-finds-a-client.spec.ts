import { openPalette, optionsOf, paletteOf } from "../fixtures/palette.ts";
import { must, unique } from "../fixtures/tenant.ts";
import { expect, test } from "../fixtures/test.ts";

test("F8.3 P9.2: a client is found from anywhere by a part of the name, and Enter opens the file", async ({
  page,
  tenant,
}) => {
  const name = `Client ${unique("ayodele")}`;
  const email = `${unique("client")}@mail.test`;
  const answer = await tenant.api("operator", "POST", "/api/funding/files", {
    name,
    email,
    statedIncome: "52000.00",
    operator: tenant.emailOf("operator"),
  });
  must(answer, 201);
  await page.goto("/pipeline");
  await openPalette(page);
  await page.keyboard.type(name);
  await expect(paletteOf(page).getByRole("status")).toHaveText(`1 file found for “${name}”`);
  await expect(optionsOf(page).first()).toContainText(email);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
});
