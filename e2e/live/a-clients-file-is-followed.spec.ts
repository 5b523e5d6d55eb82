import type { Page } from "@playwright/test";
import { parkedDaysAgo } from "../fixtures/callbacks.ts";
import { doStep, nextOf, openFileOf, outboxOf, timelineOf } from "../fixtures/funding-workflow.ts";
import { openLive } from "../fixtures/live.ts";
import { expect, test } from "../fixtures/test.ts";

/** That nothing was loaded anew. */
const SAME = () => "sameDocument" in window;

const callOf = (page: Page) => page.getByRole("region", { name: "The call" });

test("F8.3: a step of one person is seen by another on the file, and a new file in the list, without a reload", async ({
  newTenant,
  openAs,
}) => {
  const tenant = await newTenant();
  const { address, fileId, name } = await openFileOf(tenant, "combined");
  const [file, list] = [await openAs({ tenant, role: "admin" }), await openAs({ tenant, role: "operator" })];
  await openLive(file, address);
  await openLive(list, "/funding");
  for (const page of [file, list]) await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  const row = list.getByRole("row").filter({ hasText: name });
  await expect(row).toBeVisible();
  await expect(nextOf(file)).toContainText("Review and approve");

  for (const step of ["approve_underwriting", "send_agreement"])
    await doStep(tenant, fileId, "term_loan", step);
  await expect(nextOf(file).getByRole("heading", { name: "Generate term-loan offers" })).toBeVisible();
  await expect(timelineOf(file)).toHaveCount(2);
  // What the worker does is news as well.
  await expect(outboxOf(file)).toContainText([/E-mail to \S+ sent/, /Agreement to sign to \S+ sent/]);
  await expect(row).toContainText("Generate term-loan offers");
  const { name: another } = await openFileOf(tenant, "cards");
  await expect(list.getByRole("row").filter({ hasText: another })).toContainText("Card funding");
  for (const page of [file, list]) expect(await page.evaluate(SAME)).toBe(true);
});

test("F8.3: a claim in the queue, and its end, are seen by the others at once", async ({
  newTenant,
  openAs,
}) => {
  const tenant = await newTenant();
  await parkedDaysAgo(tenant, 200, "Hal Thin");
  const [mine, theirs] = [
    await openAs({ tenant, role: "operator" }),
    await openAs({ tenant, role: "admin" }),
  ];
  for (const page of [mine, theirs]) {
    await openLive(page, "/funding/queue");
    await expect(page.getByRole("button", { name: /Take this client/ })).toBeVisible();
    await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  }
  await mine.keyboard.press("Enter");
  await expect(theirs.getByText(/has this client until/)).toBeVisible();
  await expect(callOf(mine)).toContainText("With you");
  await mine.keyboard.press("r");
  await expect(theirs.getByRole("button", { name: /Take this client/ })).toBeVisible();
  await theirs.keyboard.press("Enter");
  await expect(mine.getByText(/has this client until/)).toBeVisible();
  await expect(callOf(theirs)).toContainText("With you");
  await theirs.keyboard.press("2");
  await expect(mine.getByRole("list", { name: "Clients to call" }).getByRole("button")).toHaveCount(0);
  for (const page of [mine, theirs]) expect(await page.evaluate(SAME)).toBe(true);
});
