import type { Page } from "@playwright/test";
import { rawReport } from "../../server/domain/funding/model/testing-reports.ts";
import { expectAccessible } from "../fixtures/axe.ts";
import { betterReport, thinReport } from "../fixtures/callbacks.ts";
import { asFile, enterClient, fillLendersForm } from "../fixtures/client-by-hand.ts";
import { Demo } from "../fixtures/demo.ts";
import { nextOf, outboxOf, reportOf, timelineOf, workflowOf } from "../fixtures/funding-workflow.ts";
import { expect, test } from "../fixtures/test.ts";

/**
 * What somebody does who has typed `npm start` for the first time: sign in as the start says, and lead clients from their
 * credit report to the end, with nothing but the screen. An installation of its own, with its demo and its sandboxes.
 */

test.use({ role: null });

let demo: Demo;
test.beforeAll(async () => {
  test.setTimeout(180_000);
  demo = await Demo.start();
});
test.afterAll(() => demo?.stop());

const NUMBER = "219-09-1234";

async function press(page: Page, verb: string | RegExp): Promise<void> {
  await nextOf(page)
    .getByRole("button", { name: verb, exact: typeof verb === "string" })
    .click();
}
const isNext = (page: Page, title: string) =>
  expect(nextOf(page).getByRole("heading", { name: title })).toBeVisible();
/** That all of it has gone out, the newest first, to whomever. */
const hasSent = (page: Page, ...titles: (string | RegExp)[]) =>
  expect(outboxOf(page)).toContainText(
    titles.map((title) =>
      typeof title === "string" ? new RegExp(title.replace(/ sent$/, "( to \\S+)? sent")) : title,
    ),
  );

test("F3.1 F4.1 F7.2 F7.4: a client's report becomes a term loan, paydowns, cards and both invoices", async ({
  page,
  browser,
}) => {
  test.setTimeout(180_000);
  const [name, email] = ["Marguerite Delacroix", "marguerite@mail.example"];
  await demo.signIn(page, "admin");
  const operator = demo.signInOf("operator").email;
  await enterClient(page, { name, email, income: "80,000", operator }, reportOf("combined"));
  await expect(page.locator("header")).toContainText("Term loan, Card funding");

  await test.step("approval and agreement", async () => {
    await press(page, "Review and approve");
    await page.getByRole("dialog").getByRole("button", { name: "Approve underwriting" }).click();
    await press(page, `Send agreement to ${name}`);
    await hasSent(page, "E-mail sent", "Agreement to sign sent");
  });

  await test.step("lenders are asked, and what they are told is kept nowhere", async () => {
    await isNext(page, "Generate term-loan offers");
    await expect(nextOf(page)).toContainText("Sandbox: no lender stands behind these");
    await press(page, "Ask lenders for offers");
    const dialog = page.getByRole("dialog", { name: "Ask lenders for offers" });
    await dialog.getByLabel("Social security number").fill(NUMBER);
    await page.keyboard.press("Escape");
    await press(page, "Ask lenders for offers");
    await expect(dialog.getByLabel("Social security number")).toHaveValue("");
    await expect(dialog.getByLabel("Last name")).toHaveValue("Delacroix");
    await expectAccessible(page, "the form for lenders");
    await fillLendersForm(dialog, "20,000", NUMBER);
    await dialog.getByRole("button", { name: "Ask lenders" }).click();
    await expect(dialog).toContainText("without it no lender may be asked");
    await dialog.getByRole("checkbox").first().check();
    await dialog.getByRole("button", { name: "Ask lenders" }).click();
    await expect(dialog).toHaveCount(0);
    const use = nextOf(page).getByRole("button", { name: "Use these 4 offers" });
    await expect(use).toBeVisible({ timeout: 60_000 });
    await expectAccessible(page, "the offers");
    const offers = nextOf(page).getByRole("table", { name: "Offers from lenders" });
    await expect(offers.getByRole("link")).toHaveCount(0);
    await use.click();
    const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
    expect(`${kept} ${await page.content()}`).not.toMatch(/219-?09-?1234/);
  });

  await test.step("the offer is selected, accepted and funded, and the fee invoiced", async () => {
    await nextOf(page).getByRole("radio", { name: "Sandbox Alder Bank" }).check();
    await press(page, "Select Sandbox Alder Bank, $20,000.00");
    await press(page, `Send offer link to ${name}`);
    await isNext(page, "Wait for the client's acceptance");
    // The operator is told who can play the client.
    const context = await browser.newContext();
    const operators = await context.newPage();
    await demo.signIn(operators, "operator");
    await operators.goto(page.url());
    await expect(nextOf(operators)).toContainText(
      /ask .+ to press, on this card, that the client opens the link/,
    );
    await expect(nextOf(operators).getByRole("button", { name: "the client opens the link" })).toHaveCount(0);
    await context.close();
    await press(page, "the client opens the link");
    const reports = nextOf(page).getByRole("list", { name: "Reports of Engine" });
    await reports.getByRole("button", { name: "Record acceptance" }).click();
    await isNext(page, "Wait for the funds");
    await press(page, "the lender pays out");
    await reports.getByRole("button", { name: "Record funding" }).click();
    await press(page, `Send invoice of $1,800.00 to ${name}`);
    await hasSent(page, "Invoice sent", "E-mail sent", "E-mail sent", "Agreement to sign sent");
    await press(page, "Go on without sending");
  });

  await test.step("paydowns, cards and their invoice", async () => {
    await press(page, `Email paydown requirements to ${name}`);
    await press(page, "Confirm without it");
    await nextOf(page).getByLabel("What shows it").fill("Both statements show the balances down");
    await press(page, "Confirm the paydowns");
    await press(page, "Mark as submitted");
    for (const [at, amount] of ["12000", "18000", "", ""].entries()) {
      const card = (what: string) => nextOf(page).getByLabel(`${what} of card ${at + 1}`);
      await card("Issuer").fill(["Chase", "Amex", "Citi", "US Bank"][at] ?? "");
      await card("Amount").fill(amount);
      await card("Status").selectOption(amount ? "approved" : "pending");
    }
    await press(page, "Record the results");
    await press(page, `Email funding plan to ${name}`);
    const plan = page.getByRole("table", { name: "Funding plan" });
    await plan.getByLabel("Status of Citi").selectOption("declined");
    // What is still under way takes no other press.
    await expect(async () => {
      await plan.getByLabel("Amount of Citi").press("Enter");
      await expect(plan.getByRole("button", { name: "Save Citi" })).toHaveCount(0, { timeout: 3_000 });
    }).toPass();
    await expect(plan.getByRole("row", { name: /^Approved \$/ })).toContainText("$30,000.00");
    await press(page, "Close out the cards");
    await press(page, `Send invoice of $2,700.00 to ${name}`);
    await expect(page.getByText("Completed")).toHaveCount(2);
    await expect(nextOf(page)).toHaveCount(0);
    await hasSent(page, "Invoice sent", "E-mail sent", "E-mail sent", "Invoice sent", "E-mail sent");
    await expect(timelineOf(page).filter({ hasText: "$30,000.00 × 9% = $2,700.00" })).toHaveCount(1);
  });

  await test.step("the sandboxes have what was sent, each once", async () => {
    await page.getByRole("link", { name: "Integrations" }).click();
    await page.getByRole("button", { name: "Set up E-mail" }).click();
    const letters = page.getByRole("region", { name: /^E-mail/ }).getByRole("listitem");
    await expect(letters.filter({ hasText: `to ${email}` }).locator("summary span:first-child")).toHaveText([
      "Your funding plan",
      "Balances to pay down",
      "Your term-loan offer",
      "Your consultancy agreement",
    ]);
    await page.getByRole("button", { name: "Set up GoHighLevel" }).click();
    const books = page.getByRole("region", { name: /^GoHighLevel/ }).getByRole("listitem");
    for (const amount of ["1800.00", "2700.00"])
      await expect(books.filter({ hasText: `to ${email}` }).filter({ hasText: amount })).toHaveCount(1);
  });
});

test("F3.4 F3.6 F4.2: who qualifies for both tracks has the established one in a second tab, up to the commission", async ({
  page,
}) => {
  test.setTimeout(120_000);
  const [name, email] = ["Theodora Ashgrove", "theodora@mail.example"];
  await demo.signIn(page, "operator");
  const business = { revenue: "21,000", since: "2020-01-01" };
  await enterClient(page, { name, email, income: "80,000", business }, reportOf("everything"));
  await expect(nextOf(page)).toHaveCount(0);
  await workflowOf(page).getByRole("button", { name: "Start Creative Funding Workflow" }).click();
  await isNext(page, "Review and approve underwriting");
  await expect(page.getByRole("tab")).toHaveCount(0);
  await workflowOf(page)
    .getByRole("button", { name: /qualifies for established funding, too/ })
    .click();
  const established = page.getByRole("tab", { name: "Established funding" });
  await expect(established).toHaveAttribute("aria-selected", "true");
  await expect(page).toHaveURL(/track=established/);
  await page.keyboard.press("Tab");
  await expectAccessible(page, "two tracks");
  await page.reload();
  await expect(established).toHaveAttribute("aria-selected", "true");

  await press(page, "Review and approve");
  const dialog = page.getByRole("dialog", { name: "Approve established funding" });
  await dialog.getByRole("radio", { name: "SBA loan", exact: true }).check();
  await dialog.getByRole("button", { name: "Approve established funding" }).click();
  await press(page, `Send agreement to ${name}`);
  await press(page, "Record the documents");
  await expect(nextOf(page)).toContainText("Tick what has been received");
  await nextOf(page).getByRole("checkbox", { name: "Tax returns, 2–3 years" }).check();
  await expect(nextOf(page)).toContainText("Still missing: Profit and loss statement, Balance sheet");
  await expect(nextOf(page).getByText(/Bank statements/)).toHaveCount(0);
  await press(page, "Record 1 document");

  await isNext(page, "Submit to a partner");
  const fitting = nextOf(page).getByRole("list", { name: "Lenders that fit" });
  await expect(fitting.getByRole("checkbox", { name: "Grasshopper Bank" })).toBeDisabled();
  await expect(fitting).toContainText("Has no e-mail address");
  await nextOf(page)
    .getByText(/lenders are left out/)
    .click();
  await expect(nextOf(page).getByRole("list", { name: "Lenders that are left out" })).toContainText(
    "Lends MCA; approved is SBA.",
  );
  await fitting.getByRole("checkbox", { name: "Cadence Bank" }).check();
  await press(page, "Submit to the lender");
  await press(page, "Mark as handed off");
  await nextOf(page).getByLabel("Amount received").fill("1,500.00");
  await expect(nextOf(page).getByLabel("Lender", { exact: true })).toHaveValue("Cadence Bank");
  await nextOf(page).getByLabel("Reference").fill("W-77");
  await press(page, "Record $1,500.00 received");
  await expect(page.getByText("Completed")).toBeVisible();
  await expect(
    timelineOf(page)
      .filter({ hasText: /\$1,500\.00 from Cadence Bank on .*, reference W-77/ })
      .first(),
  ).toBeVisible();
  await hasSent(
    page,
    "Received payment in the CRM sent",
    "E-mail sent",
    "E-mail sent",
    "Agreement to sign sent",
  );

  // What is shared was done once: the other track goes on behind its own approval.
  await page.getByRole("tab", { name: "Creative funding" }).click();
  await isNext(page, "Generate term-loan offers");
});

test("F6.3: a repair referral waits for the operator's affiliate link, and the decline goes to its end with it", async ({
  page,
  problems,
}) => {
  const [name, email] = ["Rupert Hollingworth", "rupert@mail.example"];
  await demo.signIn(page, "admin");
  await enterClient(page, { name, email, income: "80,000" }, reportOf("referral"));
  await expect(nextOf(page)).toContainText("The operator has no ASAP Credit Repair affiliate link");
  problems.expect(/status of 422/);
  await press(page, `Send credit repair referral to ${name}`);
  await expect(workflowOf(page).getByRole("alert")).toContainText(
    "enter it in the operator's settings first. Nothing was sent.",
  );
  await expect(outboxOf(page)).toHaveCount(0);

  const link = "https://portal.asapcreditrepairusa.com/affiliate/42";
  await press(page, "Set the operator’s terms");
  const terms = page.getByRole("dialog", { name: "The operator’s terms" });
  await terms.getByLabel("Affiliate link").fill(link);
  await terms.getByRole("button", { name: "Save terms" }).click();
  await nextOf(page).getByText("“The first step: credit repair”").click();
  await expect(nextOf(page)).toContainText(link);
  await press(page, `Send credit repair referral to ${name}`);
  await press(page, `Send decline email to ${name}`);
  await press(page, "Mark as in credit repair");
  await press(page, "Close the file");
  await expect(page.getByText("Completed")).toBeVisible();
  await expect(timelineOf(page).filter({ hasText: "Credit repair is needed first" }).first()).toBeVisible();
  await hasSent(page, "Closed in the CRM sent", "Tag in the CRM sent", "E-mail sent", "E-mail sent");
});

test("F5.1 F5.2: who is parked comes up in the queue months later, is called, and a better report opens a path", async ({
  page,
  openAs,
}) => {
  test.setTimeout(180_000);
  const [name, email] = ["Ottoline Farquharson", "ottoline@mail.example"];
  await demo.signIn(page, "operator");
  await enterClient(page, { name, email, income: "26,000" }, rawReport(thinReport(new Date(demo.now()))));
  await nextOf(page).getByText("“Let us build your credit”").click();
  await expect(nextOf(page)).toContainText("Please build it");
  await press(page, `Send callback email to ${name}`);
  await isNext(page, "Park the file in the Funding Queue");
  await press(page, /^Park until [A-Z][a-z]{2} \d+, \d{4}$/);
  await expect(page.getByText("Completed")).toBeVisible();
  await expect(
    timelineOf(page)
      .filter({ hasText: /The credit file is too thin; call back on/ })
      .first(),
  ).toBeVisible();
  await hasSent(page, "Parked in the CRM sent", "E-mail sent");
  await page.getByRole("link", { name: "Queue", exact: true }).click();
  const waiting = page.getByRole("list", { name: "Clients to call" }).getByRole("button", { name });
  await expect(page.getByRole("list", { name: "Clients to call" })).toBeVisible();
  await expect(waiting).toHaveCount(0);
  await page.goto("about:blank");

  await demo.daysLater(190);
  const later = await openAs(null);
  await demo.signIn(later, "operator");
  await later.getByRole("link", { name: "Queue", exact: true }).click();
  await later.getByRole("list", { name: "Clients to call" }).getByRole("button", { name }).click();
  const sheet = later.getByRole("article", { name });
  await expect(sheet.getByText("The credit file is too thin")).toBeVisible();
  await later.keyboard.press("Enter");
  await expect(sheet.getByText("With you", { exact: true })).toBeVisible();
  await later.keyboard.press("t");
  await later.keyboard.type("Has opened a card with his bank.");
  await later.keyboard.press("Escape");
  await later.keyboard.press("1");
  const dialog = later.getByRole("dialog", { name: `Underwrite again: ${name}` });
  const better = rawReport(betterReport(new Date(demo.now())));
  await dialog.getByLabel("New credit report").setInputFiles(asFile(better));
  await dialog.getByRole("button", { name: "Underwrite again" }).click();
  await expect(later.getByText("Now open: card funding")).toBeVisible();
  await expect(sheet).toContainText("Has opened a card with his bank.");

  await sheet.getByRole("link").first().click();
  await isNext(later, "Review and approve underwriting");
  await press(later, "Review and approve");
  await later.getByRole("dialog").getByRole("button", { name: "Approve underwriting" }).click();
  await press(later, `Send agreement to ${name}`);
  await hasSent(later, "E-mail sent", "Agreement to sign sent", "Parked in the CRM sent", "E-mail sent");
});
