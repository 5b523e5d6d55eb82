import { setTimeout as pass } from "node:timers/promises";
import type { Page } from "@playwright/test";
import { Demo } from "../fixtures/demo.ts";
import {
  doStep,
  nextOf,
  type OpenedFile,
  openFileOf,
  outboxOf,
  progressOf,
  timelineOf,
  utcDaysAgo,
} from "../fixtures/funding-workflow.ts";
import { unique } from "../fixtures/tenant.ts";
import { expect, test } from "../fixtures/test.ts";

/**
 * The whole app as `npm start` runs it, killed with SIGKILL while two steps are pressed in a browser, and started again after
 * the leases of what it was sending are over. Before each single place in the code: `server/worker/kill-at-each-point.test.ts`.
 */

test.use({ role: null });

let demo: Demo;
test.beforeAll(async () => {
  test.setTimeout(180_000);
  demo = await Demo.start();
});
test.afterAll(() => demo?.stop());

const OFFER = { offerId: "o1", lender: "Best Lender", amount: "20000.00", link: "https://offers.test/1" };
const TERM_LOAN: [step: string, data?: Record<string, unknown>][] = [
  ["approve_underwriting"],
  ["send_agreement"],
  ["generate_term_loan_offers", { offers: [{ ...OFFER, apr: "11.9", termMonths: 60 }] }],
  ["review_and_select_offer", { offerId: "o1" }],
  ["send_offer_link"],
  ["await_acceptance", { acceptedOn: utcDaysAgo(1) }],
  ["wait_for_funding", { fundedAmount: "20000.00", fundedOn: utcDaysAgo(1) }],
];

/** A client before a step that sends something, with what is to be pressed and what is there then. */
interface Pressed extends OpenedFile {
  page: Page;
  email: string;
  step: string;
  title: string;
  verb: string;
  /** The title of the step after it. */
  next: string;
  /** By its line in the outbox: where it is kept, and what it is there known by. */
  sends: Record<string, [system: string, ...words: string[]]>;
}

async function beforeAgreement(page: Page, domain: string): Promise<Pressed> {
  const email = `${unique("agrees")}@${domain}`;
  const file = await openFileOf(demo, "cards", { email });
  await doStep(demo, file.fileId, "card_funding", "approve_underwriting");
  return {
    ...file,
    page,
    email,
    step: "send_agreement",
    title: "Send the consultancy agreement",
    verb: `Send agreement to ${file.name}`,
    next: "Submit the file to 7 Figures",
    sends: {
      "E-mail": ["E-mail", `to ${email}`, "Your consultancy agreement"],
      "Agreement to sign": ["Documenso", email],
    },
  };
}

async function beforeInvoice(page: Page, domain: string): Promise<Pressed> {
  const email = `${unique("pays")}@${domain}`;
  const file = await openFileOf(demo, "combined", { email });
  for (const [step, data] of TERM_LOAN) await doStep(demo, file.fileId, "term_loan", step, data);
  return {
    ...file,
    page,
    email,
    step: "collect_invoice",
    title: "Send the invoice",
    verb: `Send invoice of $1,800.00 to ${file.name}`,
    next: "Send the next steps",
    sends: { Invoice: ["GoHighLevel", `to ${email}`, "1800.00"] },
  };
}

const isStep = (request: { url(): string; method(): string }) =>
  request.method() === "POST" && request.url().includes("funding.completeStep");

/** So long after the press has left: what happens then is not to be seen from outside, so the clock chooses. */
const after = (ms: number) => async (page: Page) => {
  await page.waitForRequest(isStep);
  await pass(ms);
};

/** By then what was being sent belongs to nobody any more. */
const LEASES_MINUTES = 5;
const BEING_SENT = "once the page shows it being sent";
const isBeingSent = (page: Page) =>
  expect(outboxOf(page).filter({ hasText: "being sent · sandbox" })).not.toHaveCount(0);
const MOMENTS: [when: string, reached: (page: Page) => Promise<unknown>, domain: string][] = [
  ["as the press leaves", after(0), "mail.example"],
  ["8 ms later", after(8), "mail.example"],
  ["25 ms later", after(25), "mail.example"],
  ["80 ms later", after(80), "mail.example"],
  ["as the answer comes", (page) => page.waitForResponse(isAnswer), "mail.example"],
  ["450 ms later", after(450), "mail.example"],
  [BEING_SENT, isBeingSent, "slow.test"],
];

const isAnswer = (response: { request(): Parameters<typeof isStep>[0] }) => isStep(response.request());

const isQuiet = (page: Page) =>
  expect(outboxOf(page).filter({ hasText: /(queued|being sent) · sandbox/ })).toHaveCount(0, {
    timeout: 60_000,
  });

const IS_SENT = /(?<!being) sent · sandbox/;

const buttonOf = ({ page, verb }: Pressed) => nextOf(page).getByRole("button", { name: verb, exact: true });

/** Nothing of a step or all of it. */
async function expectWhole({ fileId, step, sends }: Pressed): Promise<boolean> {
  const { timeline, effects } = await progressOf(demo, fileId);
  const ofStep = (one: { step: string | null; kind?: string }) => one.step === step;
  const told = timeline.filter(ofStep).length;
  expect(effects.filter(ofStep)).toHaveLength(told === 0 ? 0 : Object.keys(sends).length);
  expect(told).toBeLessThanOrEqual(1);
  return told === 1;
}

/** Whoever sees that it is not done presses again, on the page that was open all the time. */
async function pressUntilDone(client: Pressed): Promise<void> {
  const next = nextOf(client.page).getByRole("heading", { name: client.next });
  await expect(async () => {
    if (await next.isVisible()) return;
    await buttonOf(client).click({ timeout: 2_000 });
    await expect(next).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: 60_000 });
  await expect(timelineOf(client.page).filter({ hasText: client.title })).toHaveCount(1);
}

/** What a step sends, as the outbox tells of it. */
const lineOf = ({ page, title }: Pressed, what: string) =>
  outboxOf(page)
    .filter({ hasText: what })
    .filter({ hasText: `· ${title}` });

/** What the sandboxes have of it. */
async function countsOf(books: Page, { sends }: Pressed): Promise<Record<string, number>> {
  await books.goto(`${demo.url}/admin/integrations`);
  const counts: Record<string, number> = {};
  for (const [what, [system, ...words]] of Object.entries(sends)) {
    await books.getByRole("button", { name: `Set up ${system}` }).click();
    const region = books.getByRole("region", { name: new RegExp(`^${system}`) });
    const list = region.getByRole("listitem");
    await expect(list.first()).toBeVisible();
    counts[what] = await words.reduce((kept, word) => kept.filter({ hasText: word }), list).count();
  }
  return counts;
}

/** Each is there once, or a person has to look: it is there, or it is not and is sent again. @returns how many were unclear */
async function decideWhatIsUnclear(books: Page, client: Pressed): Promise<number> {
  const counts = await countsOf(books, client);
  let unclear = 0;
  for (const [what, count] of Object.entries(counts)) {
    const line = lineOf(client, what);
    await expect(line).toHaveCount(1);
    const isUnclear = (await line.getByText("unclear whether it went out").count()) > 0;
    if (!isUnclear) {
      await expect(line).toContainText(IS_SENT);
      expect(count, `${what}, which was sent`).toBe(1);
      continue;
    }
    unclear += 1;
    expect(count, `${what}, which is unclear`).toBeLessThanOrEqual(1);
    await line.getByRole("button", { name: count === 1 ? "It was sent" : "Send again" }).click();
    await expect(line).toContainText(IS_SENT, { timeout: 30_000 });
  }
  return unclear;
}

for (const [when, reached, domain] of MOMENTS)
  test(`F3.10: killed ${when}, the app has done a step or not, and each thing it sends is there once`, async ({
    page,
    problems,
  }) => {
    test.setTimeout(180_000);
    problems.expect(
      /ERR_(CONNECTION_REFUSED|INCOMPLETE_CHUNKED_ENCODING|EMPTY_RESPONSE|CONNECTION_RESET|SOCKET_NOT_CONNECTED)/,
    );
    await demo.signIn(page, "admin");
    const books = await page.context().newPage();
    const clients = await Promise.all([
      beforeAgreement(page, domain),
      beforeInvoice(await page.context().newPage(), domain),
    ]);
    for (const client of clients) {
      await client.page.goto(demo.url + client.address);
      await isQuiet(client.page);
      await expect(buttonOf(client)).toBeEnabled();
    }

    const all = Promise.all(clients.map((client) => reached(client.page)));
    for (const client of clients) void buttonOf(client).click({ noWaitAfter: true });
    await all;
    await demo.kill();
    await demo.startAgain(LEASES_MINUTES);

    for (const client of clients) await expectWhole(client);
    for (const client of clients) await pressUntilDone(client);
    let unclear = 0;
    for (const client of clients) {
      await isQuiet(client.page);
      unclear += await decideWhatIsUnclear(books, client);
      expect(Object.values(await countsOf(books, client)).every((count) => count === 1)).toBe(true);
    }
    if (when === BEING_SENT) expect(unclear).toBeGreaterThan(0);
    const { code, stdout } = await demo.command("audit", "verify");
    expect([code, stdout]).toEqual([0, expect.stringContaining("all kept")]);
    await page.context().close();
  });
