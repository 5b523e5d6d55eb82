import { availableParallelism, loadavg } from "node:os";
import type { Locator, Page } from "@playwright/test";
import { dialogOf, loanUrl, nextActionsOf, panelOf, rowLinkOf, timelineOf } from "../fixtures/desk.ts";
import { type TestTenant, unique } from "../fixtures/tenant.ts";
import { expect, test } from "../fixtures/test.ts";

test.use({ role: "operator" });

const LATENCY_MS = 400;
const MOST_MS = 100;

/** Holds every status change back until it is let go. */
async function heldMoves(page: Page): Promise<() => void> {
  let letGo = () => {};
  const gone = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route(/\/api\/trpc\/[^?]*changeStatus/, async (route) => {
    await gone;
    await route.continue();
  });
  return letGo;
}

async function ask(page: Page, verb: string, notes: string): Promise<Locator> {
  await nextActionsOf(page).getByRole("button", { name: verb }).click();
  const dialog = dialogOf(page, verb);
  await dialog.getByLabel("Notes").fill(notes);
  return dialog;
}

async function mark(page: Page, verb: string, notes: string): Promise<void> {
  const dialog = await ask(page, verb, notes);
  await dialog.getByRole("button", { name: verb }).click();
  await expect(dialog).toBeHidden();
}

/** From pressing the button until row and panel have been painted in the new status, by the browser's own clock. */
async function measurePaints(page: Page, loanId: number): Promise<void> {
  await page.evaluate((id) => {
    let wanted: string | null = null;
    document.addEventListener(
      "submit",
      (event) => {
        const words = (event.target as HTMLElement)
          .closest("[role=dialog]")
          ?.querySelector("h2")?.textContent;
        wanted = words?.replace("Mark ", "") ?? null;
        performance.mark("pressed");
      },
      true,
    );
    const shows = (selector: string) =>
      document
        .querySelector(selector)
        ?.textContent?.toLowerCase()
        .includes(wanted ?? "nothing");
    new MutationObserver(() => {
      if (wanted === null || !shows(`tr:has([data-loan-row="${id}"])`)) return;
      if (!shows("[role=dialog] header [data-tone]")) return;
      wanted = null;
      requestAnimationFrame(() => {
        const afterPaint = new MessageChannel();
        afterPaint.port1.onmessage = () => performance.measure("painted", "pressed");
        afterPaint.port2.postMessage(null);
      });
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  }, loanId);
}

const paints = (page: Page) =>
  page.evaluate(() => performance.getEntriesByName("painted").map(({ duration }) => duration));

/** How long each move was under way, by the same clock. */
const answers = (page: Page) =>
  page.evaluate(() =>
    performance
      .getEntriesByType("resource")
      .filter(({ name }) => name.includes("changeStatus"))
      .map(({ duration }) => duration),
  );

function percentile(share: number, values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.ceil(share * values.length) - 1] ?? Number.NaN;
}

test("C1 P7.4: with 400 ms of latency a move is painted in row and panel within 100 ms, 95 times in 100", async ({
  page,
  tenant,
}) => {
  const [loanId = 0] = await tenant.buy(1, { borrowerName: unique("Swift") });
  await tenant.move(loanId, "in_transit");
  await page.goto(loanUrl(loanId));
  await expect(nextActionsOf(page).getByRole("button", { name: "Mark rejected" })).toBeVisible();
  await page.route("**/api/trpc/**", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, LATENCY_MS));
    await route.continue();
  });
  await measurePaints(page, loanId);
  const moves = 20;
  for (let index = 0; index < moves; index += 1) {
    const answered = page.waitForResponse(/changeStatus/);
    await ask(page, index % 2 === 0 ? "Mark rejected" : "Mark in transit", `Round ${index}`);
    await page.keyboard.press("Control+Enter");
    await expect.poll(async () => (await paints(page)).length).toBe(index + 1);
    await answered;
  }
  const waited = await paints(page);
  const said = `paints in ms: ${waited.map(Math.round).join(" ")}`;
  // The page notes an answer when it has all of it, and the wait above ends with its first word.
  await expect.poll(() => answers(page)).toHaveLength(moves);
  const answered = await answers(page);
  // Whoever waits for the answer paints after it, on any machine.
  const ratios = waited.map((ms, index) => ms / (answered[index] ?? 0));
  expect(percentile(0.5, ratios), said).toBeLessThan(1);
  // The clock on the wall says something only where nobody else wants the processors.
  const load = loadavg()[0] ?? 0;
  if (load <= availableParallelism()) expect(percentile(0.95, waited), said).toBeLessThan(MOST_MS);
  else
    test.info().annotations.push({
      type: "limit not judged",
      description: `${MOST_MS} ms, because of a load of ${load.toFixed(1)} on ${availableParallelism()} processors; ${said}`,
    });
  await page.unrouteAll({ behavior: "wait" });
  const { json } = await tenant.api("operator", "GET", `/api/pipeline/loans/${loanId}`);
  expect(json.statusHistory).toHaveLength(moves + 2);
});

test("C1 P7.4: what the server refuses is taken back, with its reason and with what was typed", async ({
  page,
  tenant,
  problems,
}) => {
  const name = unique("Taken back");
  const [loanId = 0] = await tenant.buy(1, { borrowerName: name });
  await page.goto(`/pipeline/loans?q=${name}`);
  // Found by its element: while a dialog is open, the page behind it has no roles.
  const row = page.locator("tr", { has: rowLinkOf(page, loanId) });
  const letGo = await heldMoves(page);
  await row.hover();
  await row.getByRole("button", { name: `Actions for ${name}` }).click();
  await page.getByRole("menuitem", { name: "Mark in transit" }).click();
  const dialog = dialogOf(page, "Mark in transit");
  await dialog.getByLabel("Notes").fill("My careful explanation");
  await page.keyboard.press("Control+Enter");
  await expect(dialog).toBeHidden();
  await expect(row).toContainText("In Transit");

  const theirs = { salePrice: "202000.00" };
  expect((await tenant.api("admin", "PATCH", `/api/pipeline/loans/${loanId}`, theirs)).status).toBe(200);
  problems.expect(/status of 409/);
  letGo();
  await expect(dialog.getByRole("alert")).toContainText("API client e2e-admin edited this loan");
  await expect(dialog.getByLabel("Notes")).toHaveValue("My careful explanation");
  await expect(row).toContainText("Purchased");

  await dialog.getByRole("button", { name: "Mark in transit" }).click();
  await expect(page.getByText(`${name} moved to In Transit`)).toBeVisible();
  await expect(row).toContainText("In Transit");
  const { json } = await tenant.api("operator", "GET", `/api/pipeline/loans/${loanId}`);
  expect(json.statusHistory).toMatchObject([{}, { notes: "My careful explanation" }]);
});

test("C1: what was refused while another dialog is open waits for it", async ({ page, tenant, problems }) => {
  const [loanId = 0] = await tenant.buy(1);
  await page.goto(loanUrl(loanId));
  const letGo = await heldMoves(page);
  await mark(page, "Mark in transit", "Kept for later");
  await nextActionsOf(page).getByRole("button", { name: "Mark returned" }).click();
  await dialogOf(page, "Mark returned").getByLabel("Notes").fill("Half a sentence");
  await tenant.move(loanId, "in_transit", "delivered");
  problems.expect(/status of 4(09|22)/);
  letGo();
  const told = page.getByText("was not moved");
  await expect(told).toBeVisible();
  await expect(dialogOf(page, "Mark returned").getByLabel("Notes")).toHaveValue("Half a sentence");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Look at it" }).click();
  await expect(dialogOf(page, "Mark in transit").getByLabel("Notes")).toHaveValue("Kept for later");
});

async function rejected(page: Page, tenant: TestTenant): Promise<{ loanId: number; name: string }> {
  const name = unique("Undo");
  const [loanId = 0] = await tenant.buy(1, { borrowerName: name });
  await tenant.move(loanId, "in_transit");
  await page.goto(loanUrl(loanId));
  await mark(page, "Mark rejected", "Wrong loan");
  await expect(page.getByText(`${name} moved to Rejected`)).toBeVisible();
  return { loanId, name };
}

for (const by of ["button", "key"] as const) {
  test(`C5 P7.4: a move is undone by the ${by}, and the history keeps both`, async ({ page, tenant }) => {
    const { loanId, name } = await rejected(page, tenant);
    const undo = page.getByRole("button", { name: /^Undo/ });
    await expect(undo).toBeVisible();
    if (by === "button") await undo.click();
    else await page.keyboard.press("z");
    await expect(page.getByText(`Undone: ${name} is back in In Transit`)).toBeVisible();
    await expect(page.getByText("Its days there count from now.")).toBeVisible();
    await expect(undo).toHaveCount(0);
    await expect(timelineOf(page)).toHaveCount(4);
    await expect(timelineOf(page).first()).toContainText("Undo: moved back from Rejected to In Transit.");
    await expect(timelineOf(page).nth(1)).toContainText("Wrong loan");
    const { json } = await tenant.api("operator", "GET", `/api/pipeline/loans/${loanId}`);
    expect(json.statusHistory.map((entry: { newStatus: string }) => entry.newStatus)).toEqual([
      "purchased",
      "in_transit",
      "rejected",
      "in_transit",
    ]);
  });
}

test("C5: undo is refused politely when somebody else has moved the loan since", async ({
  page,
  tenant,
  problems,
}) => {
  const { loanId, name } = await rejected(page, tenant);
  await tenant.move(loanId, "in_transit", "delivered");
  problems.expect(/status of 4(09|22)/);
  await page.keyboard.press("Control+z");
  await expect(page.getByText(`Not undone: ${name} has moved on since`)).toBeVisible();
  await expect(panelOf(page).locator("header")).toContainText("Delivered");
  const { json } = await tenant.api("operator", "GET", `/api/pipeline/loans/${loanId}`);
  expect(json.currentStatus).toBe("delivered");
});

test("C5 P2.2: a move that was asked again is undone to where it really came from, or not at all", async ({
  page,
  tenant,
  problems,
}) => {
  const name = unique("Asked again");
  const [loanId = 0] = await tenant.buy(1, { borrowerName: name });
  await tenant.move(loanId, "in_transit");
  await page.goto(loanUrl(loanId));
  await nextActionsOf(page).getByRole("button", { name: "Mark returned" }).click();
  const dialog = dialogOf(page, "Mark returned");
  await dialog.getByLabel("Notes").fill("Sent back");
  await tenant.move(loanId, "delivered", "disputed");
  problems.expect(/status of 409/);
  await dialog.getByRole("button", { name: "Mark returned" }).click();
  await expect(dialog.getByRole("alert")).toContainText("moved this loan to Disputed");
  await dialog.getByRole("button", { name: "Mark returned" }).click();
  // From returned no way leads back to disputed, and where the loan was before that is of no account.
  await expect(page.getByText(`${name} moved to Returned`)).toBeVisible();
  await expect(page.getByRole("button", { name: /^Undo/ })).toHaveCount(0);
  await page.keyboard.press("z");
  await expect(panelOf(page).locator("header")).toContainText("Returned");
  const { json } = await tenant.api("operator", "GET", `/api/pipeline/loans/${loanId}`);
  expect(json.statusHistory.at(-1)).toMatchObject({ previousStatus: "disputed", newStatus: "returned" });
});

/** Neither key moves the loan back; a dialog that opens after them shows that they were heard. */
async function expectNoUndo(page: Page): Promise<void> {
  const moves: string[] = [];
  page.on("request", (request) => request.url().includes("changeStatus") && moves.push(request.url()));
  await page.keyboard.press("z");
  await page.keyboard.press("Control+z");
  await page.keyboard.press("?");
  const keys = dialogOf(page, "Keyboard");
  await keys.getByRole("button", { name: "Close" }).click();
  await expect(keys).toBeHidden();
  await expect(panelOf(page).locator("header")).toContainText("Rejected");
  expect(moves).toEqual([]);
}

test("C5: whoever swipes the offer away has taken no for an answer: the keys undo nothing any more", async ({
  page,
  tenant,
}) => {
  await rejected(page, tenant);
  const undo = page.getByRole("button", { name: /^Undo/ });
  const box = await page.locator("[data-sonner-toast]").filter({ has: undo }).boundingBox();
  if (!box) throw new Error("the toast can be seen");
  const [x, y] = [box.x + 24, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x, y + 120, { steps: 6 });
  await page.mouse.up();
  await expect(undo).toHaveCount(0);
  await expectNoUndo(page);
});

test("C5: undo is offered for ten seconds, which stand still under the pointer; never where no way leads back", async ({
  page,
  tenant,
}) => {
  await page.clock.install();
  await rejected(page, tenant);
  const undo = page.getByRole("button", { name: /^Undo/ });
  await undo.hover();
  await page.clock.fastForward(30_000);
  await expect(undo).toBeVisible();
  await page.mouse.move(5, 300);
  await page.clock.fastForward(8_000);
  await expect(undo).toBeVisible();
  await page.clock.fastForward(2_500);
  await expect(undo).toHaveCount(0);
  await expectNoUndo(page);

  const name = unique("One way");
  const [loanId = 0] = await tenant.buy(1, { borrowerName: name });
  await page.goto(loanUrl(loanId));
  await mark(page, "Mark in transit", "Sent");
  await expect(page.getByText(`${name} moved to In Transit`)).toBeVisible();
  await expect(undo).toHaveCount(0);
});
