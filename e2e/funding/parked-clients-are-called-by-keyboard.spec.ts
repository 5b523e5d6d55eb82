import type { Page } from "@playwright/test";
import { rawReport } from "../../server/domain/funding/model/testing-reports.ts";
import { expectAccessible } from "../fixtures/axe.ts";
import { betterReport, parkedDaysAgo } from "../fixtures/callbacks.ts";
import { expect, test } from "../fixtures/test.ts";

/** That the client who is open is the caller's. */
const mine = (page: Page) =>
  page.getByRole("region", { name: "The call" }).getByText("With you", { exact: true });

/** Parked for six months: these come up today, or some days ago. */
const [LONG_AGO, OVERDUE] = [200, 190];

test("F5.2: the queue is worked by keyboard: taken, called, logged, and on to the next", async ({
  newTenant,
  openAs,
}) => {
  const tenant = await newTenant();
  await parkedDaysAgo(tenant, LONG_AGO, "Ada Thin");
  await parkedDaysAgo(tenant, OVERDUE, "Bea Thin");
  await parkedDaysAgo(tenant, 10, "Cleo Later");
  const page = await openAs({ tenant, role: "operator" });
  await page.goto("/funding/queue");
  const list = page.getByRole("list", { name: "Clients to call" });
  const sheet = (name: string) => page.getByRole("article", { name });
  await expect(list.getByRole("button")).toHaveCount(2);
  await expect(page.getByRole("navigation", { name: "Parts of the queue" })).toContainText("Upcoming1");
  await expect(sheet("Ada Thin").getByText("The credit file is too thin")).toBeVisible();
  await expectAccessible(page, "the queue");

  await page.keyboard.press("Enter");
  await expect(mine(page)).toBeVisible();
  await page.keyboard.press("t");
  await page.keyboard.type("Rang out.");
  await page.keyboard.press("Escape");
  await page.keyboard.press("2");
  await expect(sheet("Bea Thin")).toBeVisible();
  await expect(list.getByRole("button")).toHaveCount(1);
  await expect(page.getByText(/^No answer: next call/)).toBeVisible();

  // Logged for the wrong client: taken back, and hers again.
  await page.keyboard.press("z");
  await expect(mine(page)).toBeVisible();
  await expect(sheet("Ada Thin").getByText("taken back")).toBeVisible();
  await page.keyboard.press("4");
  const question = page.getByRole("dialog", { name: /Asked to be called later/ });
  await question.getByRole("button", { name: "Set the day" }).click();
  await expect(question.getByLabel("Call again on")).toHaveAttribute("aria-invalid", "true");
  await question.getByRole("button", { name: "In a month" }).click();
  await page.keyboard.press("Control+Enter");
  await expect(question).toBeHidden();
  await expect(sheet("Bea Thin")).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(mine(page)).toBeVisible();
  await page.keyboard.press("6");
  await page
    .getByRole("dialog", { name: "Not interested: Bea Thin" })
    .getByRole("button", { name: "Close the file" })
    .click();
  await expect(page.getByText("Not interested: the file is closed")).toBeVisible();
  await expect(list.getByRole("button")).toHaveCount(0);
});

test("F5.2: a client whom a colleague has is not called by a second one", async ({ newTenant, openAs }) => {
  const tenant = await newTenant();
  await parkedDaysAgo(tenant, LONG_AGO, "Dora Thin");
  await parkedDaysAgo(tenant, OVERDUE, "Edie Thin");
  const [first, second] = [
    await openAs({ tenant, role: "operator" }),
    await openAs({ tenant, role: "admin" }),
  ];
  await Promise.all([first.goto("/funding/queue"), second.goto("/funding/queue")]);
  for (const page of [first, second])
    await expect(page.getByRole("button", { name: /Take this client/ })).toBeVisible();
  await first.keyboard.press("Enter");
  await expect(mine(first)).toBeVisible();
  // He is told at once, and neither takes nor logs what is hers.
  await expect(second.getByText(/has this client until/)).toBeVisible();
  await second.keyboard.press("Enter");
  await second.keyboard.press("2");
  await expect(
    second.getByRole("article", { name: "Dora Thin" }).getByText("Nobody has called yet."),
  ).toBeVisible();
  await second.keyboard.press("n");
  await expect(second.getByRole("article", { name: "Edie Thin" })).toBeVisible();
});

test("F5.2: underwritten again in place, a better report opens a path, and without one the call moves on", async ({
  newTenant,
  openAs,
  problems,
}) => {
  problems.expect(/status of 400.*credit-reports/);
  const tenant = await newTenant();
  const better = await parkedDaysAgo(tenant, LONG_AGO, "Fay Better");
  await parkedDaysAgo(tenant, OVERDUE, "Gus Thin");
  const page = await openAs({ tenant, role: "operator" });
  await page.goto(`/funding/queue?file=${better}`);
  await page.keyboard.press("Enter");
  await expect(mine(page)).toBeVisible();
  await page.keyboard.press("1");
  const dialog = page.getByRole("dialog", { name: /^Underwrite again/ });
  const report = (changes: Record<string, unknown>) =>
    dialog.getByLabel("New credit report").setInputFiles({
      name: "report.json",
      mimeType: "application/json",
      buffer: Buffer.from(JSON.stringify({ report: rawReport(changes) })),
    });
  await report({ ...betterReport(new Date()), issuedOn: "2999-01-01" });
  await dialog.getByRole("button", { name: "Underwrite again" }).click();
  await expect(dialog.getByText(/could not be read/)).toBeVisible();
  await report(betterReport(new Date()));
  await dialog.getByRole("button", { name: "Underwrite again" }).click();
  await expect(page.getByText("Now open: card funding")).toBeVisible();
  await page.keyboard.press("n");
  const gus = page.getByRole("article", { name: "Gus Thin" });
  await expect(gus).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(mine(page)).toBeVisible();
  await page.keyboard.press("u");
  await dialog.getByRole("button", { name: "Underwrite again" }).click();
  await expect(page.getByText(/^Still parked: next call/)).toBeVisible();
  await expect(page.getByRole("list", { name: "Clients to call" }).getByRole("button")).toHaveCount(0);
});
