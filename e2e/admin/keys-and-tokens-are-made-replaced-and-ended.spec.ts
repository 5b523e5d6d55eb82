import type { Page } from "@playwright/test";
import { psxLoan, psxTrade } from "../../server/domain/pipeline/testing-trades.ts";
import { baseUrl, daysAgo, unique } from "../fixtures/tenant.ts";
import { expect, test } from "../fixtures/test.ts";

const keyRowsOf = (page: Page) =>
  page.getByRole("table", { name: "Exchange keys" }).locator("tbody").getByRole("row");

/** Takes what is shown once, as one does who copies it by hand, and closes. */
async function takeSecret(page: Page, title: RegExp, label: string): Promise<string> {
  const shown = page.getByRole("dialog", { name: title });
  const field = shown.getByLabel(label);
  const secret = await field.inputValue();
  await field.focus();
  await page.keyboard.press("Control+c");
  await shown.getByRole("button", { name: "Done" }).click();
  await expect(shown).toBeHidden();
  return secret;
}

async function deliverWith(key: string): Promise<number> {
  const trade = psxTrade(unique("PSX"), [psxLoan(1)], { tradeDate: daysAgo(3) });
  const { status } = await fetch(`${baseUrl()}/api/pipeline/trades`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Exchange-Api-Key": key },
    body: JSON.stringify(trade),
  });
  return status;
}

test("P1.1: a key is created, rotated with an overlap in which both work, and revoked", async ({
  newTenant,
  openAs,
}) => {
  const tenant = await newTenant();
  const page = await openAs({ tenant, role: "admin" });
  await page.goto("/admin/keys");
  await expect(keyRowsOf(page)).toHaveCount(1);

  await page.getByRole("button", { name: "Create key" }).click();
  await page
    .getByRole("dialog", { name: "Create a key" })
    .getByRole("button", { name: "Create key" })
    .click();
  const created = await takeSecret(page, /^Key .* is valid now$/, "Key");
  expect(await deliverWith(created)).toBe(201);
  await expect(keyRowsOf(page)).toHaveCount(2);

  const first = keyRowsOf(page).last();
  await first.getByRole("button", { name: /^Rotate/ }).click();
  await page.getByLabel("The old key goes on working").selectOption({ label: "For one hour" });
  await page.getByRole("dialog").getByRole("button", { name: "Rotate key" }).click();
  const successor = await takeSecret(page, /^Key .* is valid now$/, "Key");
  await expect(keyRowsOf(page)).toHaveCount(3);
  await expect(keyRowsOf(page).last()).toContainText("Ending");
  expect([await deliverWith(tenant.webhookKey), await deliverWith(successor)]).toEqual([201, 201]);

  await keyRowsOf(page)
    .last()
    .getByRole("button", { name: /^Revoke/ })
    .click();
  const question = page.getByRole("dialog", { name: /^Revoke key/ });
  const revoke = question.getByRole("button", { name: "Revoke key" });
  await expect(revoke).toBeDisabled();
  const prefix = (await question.getByText(/^Type .* to confirm$/).innerText()).split(" ")[1] ?? "";
  await question.getByLabel(`Type ${prefix} to confirm`).fill(prefix);
  await revoke.click();
  await expect(keyRowsOf(page).last()).toContainText("Revoked");
  expect([await deliverWith(tenant.webhookKey), await deliverWith(successor)]).toEqual([401, 201]);
});

test("P6.4: a token is issued to a program by name, acts in it, and ends when it is revoked", async ({
  newTenant,
  openAs,
}) => {
  const tenant = await newTenant();
  const page = await openAs({ tenant, role: "admin" });
  await page.goto("/admin/keys");
  await page.getByRole("button", { name: "Issue token" }).click();
  const form = page.getByRole("dialog", { name: "Issue a token" });
  await form.getByRole("button", { name: "Issue token" }).click();
  await expect(form.getByLabel("Name")).toHaveAttribute("aria-invalid", "true");
  await form.getByLabel("Name").fill("nightly-feed");
  await form.getByRole("button", { name: "Issue token" }).click();
  const token = await takeSecret(page, /^Token for nightly-feed$/, "Token");

  const ask = async () =>
    (await fetch(`${baseUrl()}/api/pipeline/loans`, { headers: { Authorization: `Bearer ${token}` } }))
      .status;
  expect(await ask()).toBe(200);
  const row = page.getByRole("table", { name: "API tokens" }).getByRole("row", { name: /nightly-feed/ });
  await expect(row).toContainText("Valid");
  await row.getByRole("button", { name: /^Revoke/ }).click();
  const question = page.getByRole("dialog", { name: "Revoke the token of nightly-feed" });
  await question.getByLabel("Type nightly-feed to confirm").fill("nightly-feed");
  await question.getByRole("button", { name: "Revoke token" }).click();
  await expect(row).toContainText("Revoked");
  expect(await ask()).toBe(401);
});
