import type { Page } from "@playwright/test";
import { rawReport } from "../../server/domain/funding/model/testing-reports.ts";
import { expectAccessible } from "../fixtures/axe.ts";
import { betterReport, parkedDaysAgo } from "../fixtures/callbacks.ts";
import { doStep, utcDaysAgo } from "../fixtures/funding-workflow.ts";
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
  // What is corrected stays so, whatever becomes of the report that comes with it.
  await dialog.getByLabel("Stated income a year").fill("28,000");
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

test("F5.2 F1.1: a report on paper is typed in at the call, and judged with what the client corrected", async ({
  newTenant,
  openAs,
}) => {
  const tenant = await newTenant();
  const fileId = await parkedDaysAgo(tenant, LONG_AGO, "Hal Thin");
  const page = await openAs({ tenant, role: "operator" });
  await page.goto("/funding/queue");
  await expect(page.getByRole("button", { name: /Take this client/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(mine(page)).toBeVisible();
  await page.keyboard.press("u");
  const dialog = page.getByRole("dialog", { name: "Underwrite again: Hal Thin" });
  const income = dialog.getByLabel("Stated income a year");
  await income.fill("a lot");
  await dialog.getByRole("button", { name: "Enter it" }).click();
  await expect(income).toHaveAttribute("aria-invalid", "true");
  await income.fill("27,500");
  await dialog.getByRole("button", { name: "Enter it" }).click();
  await dialog.getByLabel("Equifax score").fill("702");
  await dialog.getByRole("button", { name: "Add and underwrite" }).click();
  await expect(dialog.getByText("Issued on must be")).toBeVisible();
  await expectAccessible(page, "a report that is typed in at the call");

  // Nothing typed is lost with the dialog: neither the figures nor the report.
  await page.keyboard.press("Escape");
  await page.keyboard.press("u");
  await expect(income).toHaveValue("27,500");
  await dialog.getByRole("button", { name: "Go on entering it" }).click();
  await expect(dialog.getByLabel("Equifax score")).toHaveValue("702");
  await dialog.getByLabel("Issued on").fill(utcDaysAgo(2));
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText(/^Still parked: next call/)).toBeVisible();
  await expect(dialog).toBeHidden();

  const { json } = await tenant.api("operator", "GET", `/api/funding/files/${fileId}`);
  const file = json as { reports: { sourceFormat: string }[]; runs: { applicant: unknown }[] };
  expect(file.reports[0]?.sourceFormat).toBe("typed in");
  expect(file.runs[0]?.applicant).toMatchObject({ statedIncome: 27_500 });
});

test("F5.2 F8.1: the file of a parked client says when the call is due, and opens it in the queue", async ({
  newTenant,
  openAs,
}) => {
  const tenant = await newTenant();
  const due = await parkedDaysAgo(tenant, OVERDUE, "Dana Due");
  const later = await parkedDaysAgo(tenant, 10, "Eli Later");
  for (const fileId of [due, later])
    for (const step of ["send_parked_email", "mark_parked"]) await doStep(tenant, fileId, "parked", step);
  const page = await openAs({ tenant, role: "operator" });
  const callBack = page.getByRole("region", { name: "Call back", exact: true });
  for (const [fileId, name, when] of [
    [later, "Eli Later", /On \w+ \d+, \d{4} · The credit file is too thin/],
    [due, "Dana Due", /\d+ days overdue · The credit file is too thin/],
  ] as const) {
    await page.goto(`/funding/${fileId}`);
    await expect(callBack).toContainText(when);
    await callBack.getByRole("link", { name: "Open in the Funding Queue" }).click();
    await expect(page.getByRole("article", { name })).toBeVisible();
  }
});
