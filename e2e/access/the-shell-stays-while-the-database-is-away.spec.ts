import { readFileSync } from "node:fs";
import { expectInServerLog, serverLog } from "../fixtures/app.ts";
import { takeDatabaseAway } from "../fixtures/database-away.ts";
import { openLive } from "../fixtures/live.ts";
import { expect, test } from "../fixtures/test.ts";

/** So long is a full database asked again before a page is given up. */
const GIVEN_UP = { timeout: 30_000 };

test("A10 P7.4: who goes to another page while the database is away keeps the navigation, reads why, and tries again without a reload", async ({
  newTenant,
  openAs,
  problems,
}) => {
  const tenant = await newTenant();
  const page = await openAs({ tenant, role: "admin" });
  await openLive(page, "/pipeline");
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  expectInServerLog("The database cannot be reached");
  expectInServerLog(`The outbox of ${tenant.slug} cannot be sent at the moment`);
  problems.expect(/React error #441/, /status of 503/);
  const letIn = await takeDatabaseAway(tenant);

  const loans = page
    .getByRole("navigation", { name: "Main" })
    .getByRole("link", { name: "Loans", exact: true });
  await loans.click();
  const alert = page.getByRole("alert").filter({ hasText: "This page could not be shown" });
  await expect(alert).toBeVisible(GIVEN_UP);
  await expect(loans).toBeVisible();
  await expect(alert).toContainText("The database cannot be reached at the moment");
  const reference = /Reference\s+(\S+)/.exec(await alert.innerText())?.[1] ?? "no reference on the screen";
  const told = readFileSync(serverLog(), "utf8")
    .split("\n")
    .find((line) => line.includes(`"reference":"${reference}"`));
  expect(JSON.parse(told ?? "{}")).toMatchObject({ level: "warn", msg: "The database cannot be reached" });

  const tryAgain = alert.getByRole("button", { name: "Try again" });
  await tryAgain.click();
  await expect(page.getByText("The database still cannot be reached.")).toBeVisible(GIVEN_UP);
  await expect(alert).toContainText(reference);
  await expect(loans).toBeVisible();

  await letIn();
  await tryAgain.click();
  await expect(page.getByRole("heading", { name: "Loans", exact: true })).toBeVisible(GIVEN_UP);
  expect(await page.evaluate(() => "sameDocument" in window)).toBe(true);
});
