import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { dialogOf, loanUrl, panelOf, rowsOf } from "../fixtures/desk.ts";
import { gridRow, selectionOf } from "../fixtures/grid.ts";
import { holdCalls } from "../fixtures/held.ts";
import { type TestTenant, unique } from "../fixtures/tenant.ts";
import { expect, test } from "../fixtures/test.ts";
import { buyTrade } from "../fixtures/trades.ts";

const paletteOf = (page: Page) => page.getByRole("dialog", { name: "Search and commands" });
const fieldOf = (page: Page) => paletteOf(page).getByRole("combobox");
const optionsOf = (page: Page) => paletteOf(page).getByRole("option");

async function open(page: Page): Promise<void> {
  await page.keyboard.press("Control+k");
  await expect(fieldOf(page)).toBeFocused();
}

/** Two loans with names of their own, the second with an address of its own. */
async function twoLoans(tenant: TestTenant) {
  const name = unique("Palette");
  const street = `12 ${unique("Lane")}`;
  const [first = 0, second = 0] = await tenant.buy(2, (number) => ({
    borrowerName: `${name} ${number}`,
    ...(number === 2 ? { propertyAddress: street } : {}),
  }));
  return { name, street, first, second };
}

/** Opens the dashboard, where the palette's code has been asked for and does not come until it is let go, or fails. */
async function awaitPalette(page: Page) {
  const asked = Promise.withResolvers<void>();
  const comes = Promise.withResolvers<boolean>();
  await page.route("**/_next/static/chunks/**", async (route) => {
    const response = await route.fetch();
    // Words that nothing but the palette says.
    if ((await response.text()).includes("Type to search loans and trades")) {
      asked.resolve();
      if (!(await comes.promise)) return route.abort();
    }
    return route.fulfill({ response });
  });
  await page.goto("/pipeline", { waitUntil: "domcontentloaded" });
  await asked.promise;
  return { letGo: () => comes.resolve(true), fail: () => comes.resolve(false) };
}

test("P9.2 C3: a loan is found while typing and opened over the list, by keyboard alone", async ({
  page,
  tenant,
}) => {
  const { name, street, first, second } = await twoLoans(tenant);
  await page.goto(`/pipeline/loans?q=${name}`);
  await expect(rowsOf(page)).toHaveCount(2);
  await open(page);
  await page.keyboard.type(name);
  await expect(optionsOf(page).filter({ hasText: name })).toHaveCount(3);
  await expect(paletteOf(page).getByRole("status")).toHaveText(`2 loans found for “${name}”`);
  await expect(paletteOf(page).locator("mark").first()).toHaveText(name);
  await page.keyboard.press("ArrowDown");
  await expect(optionsOf(page).nth(1)).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(paletteOf(page)).toBeHidden();
  // The newest stands first, so the second line is the first loan; the list keeps its filter.
  await expect(page).toHaveURL(new RegExp(`/pipeline/loans/${first}\\?q=${name}`));
  await expect(panelOf(page).getByRole("heading", { name: `${name} 1` })).toBeVisible();

  await open(page);
  await page.keyboard.type(street);
  // At once, before any answer: Enter waits for it.
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/pipeline/loans/${second}\\?`));
  await expect(panelOf(page).getByRole("heading", { name: `${name} 2` })).toBeVisible();
});

test("P9.2 P8.3: over the filtered grid a loan opens with the filter and the ticks kept", async ({
  page,
  tenant,
}) => {
  test.skip((page.viewportSize()?.width ?? 0) < 1024, "the grid wants a desktop");
  const { name, street, first, second } = await twoLoans(tenant);
  await page.goto(`/pipeline/grid?q=${name}`);
  await gridRow(page, first).getByRole("checkbox").click();
  await open(page);
  await page.keyboard.type(street);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/pipeline/grid/${second}\\?q=${name}`));
  await expect(panelOf(page).getByRole("heading", { name: `${name} 2` })).toBeVisible();
  await expect(selectionOf(page)).toContainText("1 selected");
});

test("P9.2: from elsewhere a loan opens with its list; Ctrl and Enter opens it in a new tab", async ({
  page,
  tenant,
  context,
}) => {
  const { name, second } = await twoLoans(tenant);
  await page.goto("/pipeline");
  await page.getByRole("button", { name: "Search" }).click();
  await fieldOf(page).fill(`${name} 2`);
  await expect(optionsOf(page).first()).toContainText(`${name} 2`);
  const [tab] = await Promise.all([context.waitForEvent("page"), page.keyboard.press("Control+Enter")]);
  await expect(tab).toHaveURL(new RegExp(`/pipeline/loans/${second}$`));
  await tab.close();
  await expect(fieldOf(page)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/pipeline/loans/${second}$`));
  await expect(panelOf(page).getByRole("heading", { name: `${name} 2` })).toBeVisible();

  await page.goto("/pipeline");
  await open(page);
  await expect(optionsOf(page).first()).toContainText(`${name} 2`);
});

test("P9.2: too short, no match and a failure are told apart, and a failure can be tried again", async ({
  page,
  problems,
}) => {
  await page.goto("/pipeline/loans");
  await open(page);
  const status = paletteOf(page).getByRole("status");
  await page.keyboard.type("zq");
  await expect(status).toHaveText("Type three letters or more, or a loan’s number");
  await page.keyboard.type("zqzq");
  await expect(status).toHaveText("No loan or trade matches “zqzqzq”");
  await expect(optionsOf(page)).toHaveText(["Clear what is typed"]);

  problems.expect(/Failed to load resource|ERR_/);
  await page.route(/\/api\/trpc\/[^?]*search/, (route) => route.abort());
  await fieldOf(page).fill("brand new words");
  await expect(paletteOf(page).getByRole("alert")).toContainText("Loans and trades could not be searched");
  await page.unrouteAll({ behavior: "wait" });
  await paletteOf(page).getByRole("button", { name: "Try again" }).click();
  await expect(status).toHaveText("No loan or trade matches “brand new words”");
  await page.keyboard.press("Escape");
  await expect(paletteOf(page)).toBeHidden();
});

test("P9.2: an answer that comes late does not replace a newer one", async ({ page, tenant }) => {
  const { name } = await twoLoans(tenant);
  await page.goto("/pipeline/loans");
  let letGo = () => {};
  const gone = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route(/\/api\/trpc\/[^?]*search/, async (route) => {
    if (!decodeURIComponent(route.request().url()).includes(`${name} 1`)) await gone;
    await route.continue();
  });
  await open(page);
  const asked = page.waitForRequest(/search/);
  await page.keyboard.type(name);
  await asked;
  await page.keyboard.type(" 1");
  await expect(optionsOf(page).first()).toContainText(`${name} 1`);
  const late = page.waitForResponse(/search/);
  letGo();
  await late;
  await expect(optionsOf(page).filter({ hasText: `${name} 2` })).toHaveCount(0);
  await expect(paletteOf(page).getByRole("status")).toHaveText(`1 loan found for “${name} 1”`);
});

test("P9.2: what is typed before the palette has come stands in its field, and Enter waits for it", async ({
  page,
  tenant,
}) => {
  const { name, first } = await twoLoans(tenant);
  const palette = await awaitPalette(page);
  await page.keyboard.press("Control+k");
  // A question mark alone would show the keys.
  await page.keyboard.type(`?${name} 33`, { delay: 15 });
  await page.keyboard.press("Home");
  for (const _ of "33") await page.keyboard.press("Backspace");
  await page.keyboard.type("1");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  expect(new URL(page.url()).pathname).toBe("/pipeline");
  palette.letGo();
  await expect(fieldOf(page)).toHaveValue(`?${name} 1`);
  await expect(paletteOf(page).getByRole("status")).toHaveText(`No loan or trade matches “?${name} 1”`);

  const again = await awaitPalette(page);
  await page.keyboard.press("Control+k");
  await page.keyboard.type(`${name} 1`);
  await page.keyboard.press("Enter");
  again.letGo();
  await expect(page).toHaveURL(new RegExp(`/pipeline/loans/${first}$`));
});

test("P9.2: arrows and Enter before the palette has come choose among its lines, and Escape closes it", async ({
  page,
  tenant,
}) => {
  const { name, first, second } = await twoLoans(tenant);
  for (const loanId of [first, second]) {
    await page.goto(loanUrl(loanId));
    await expect(panelOf(page).getByRole("heading", { name })).toBeVisible();
  }
  const palette = await awaitPalette(page);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("lost");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  // The loan that was opened last stands first.
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  palette.letGo();
  await expect(page).toHaveURL(new RegExp(`/pipeline/loans/${first}$`));
});

test("P9.2: a palette that does not come is said so and comes at the next try", async ({
  page,
  problems,
}) => {
  problems.expect(/Failed to load resource|ERR_/);
  const palette = await awaitPalette(page);
  await page.keyboard.press("Control+k");
  palette.fail();
  await expect(page.getByText("The search could not be loaded")).toBeVisible();
  await page.keyboard.press("?");
  await expect(dialogOf(page, "Keyboard")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.unrouteAll({ behavior: "wait" });
  await open(page);
});

test("P9.2: Enter while a search is under way opens nothing that was found for other letters", async ({
  page,
  tenant,
}) => {
  const { name, second } = await twoLoans(tenant);
  await page.goto("/pipeline");
  await open(page);
  await page.keyboard.type(name);
  await expect(optionsOf(page).nth(1)).toContainText(`${name} 1`);
  const letGo = await holdCalls(page, "pipeline.search");
  await page.keyboard.type(" 2");
  await page.keyboard.press("ArrowDown");
  await expect(optionsOf(page).nth(1)).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(paletteOf(page).getByRole("status")).toHaveText("Searching …");
  letGo();
  await expect(page).toHaveURL(new RegExp(`/pipeline/loans/${second}$`));
});

test("C3 P7.4: an open loan is moved from the palette, by keyboard alone", async ({ page, tenant }) => {
  const { name, first } = await twoLoans(tenant);
  await page.goto(loanUrl(first));
  await expect(panelOf(page).getByRole("heading", { name: `${name} 1` })).toBeVisible();
  await open(page);
  await page.keyboard.type("mark tr");
  await expect(optionsOf(page).first()).toContainText("Mark in transit");
  await page.keyboard.press("Enter");
  const dialog = dialogOf(page, "Mark in transit");
  await expect(dialog.getByLabel("Notes")).toBeFocused();
  await page.keyboard.type("By key");
  await page.keyboard.press("Control+Enter");
  await expect(panelOf(page).locator("header")).toContainText("In Transit");
  await expect(page.getByText(`${name} 1 moved to In Transit`)).toBeVisible();
});

test("P9.2: commands lead to pages and lists, change the theme and show the keys; none for administrators alone", async ({
  openAs,
  tenant,
}) => {
  const page = await openAs({ tenant, role: "operator" });
  await page.goto("/pipeline");
  await open(page);
  await expect(optionsOf(page).filter({ hasText: "Deliveries" })).toHaveCount(0);
  await page.keyboard.type("loans in tr");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/pipeline\/loans\?status=in_transit$/);
  await open(page);
  await page.keyboard.type("dark");
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveClass(/dark/);
  await open(page);
  await page.keyboard.type("keyboard");
  await page.keyboard.press("Enter");
  await expect(dialogOf(page, "Keyboard")).toBeVisible();
  await expect(dialogOf(page, "Keyboard")).toContainText("Search and commands");
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`P7.9: the open palette has no serious violation, ${colorScheme}`, async ({ page, tenant }) => {
    const { name } = await twoLoans(tenant);
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.goto("/pipeline/loans");
    const grave = async () => {
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
      return violations
        .filter(({ impact }) => impact === "serious" || impact === "critical")
        .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
    };
    await open(page);
    expect.soft(await grave(), "nothing typed").toEqual([]);
    await page.keyboard.type(name);
    await expect(optionsOf(page).filter({ hasText: name })).toHaveCount(3);
    expect.soft(await grave(), "with hits").toEqual([]);
    await fieldOf(page).fill("zqzqzq");
    await expect(paletteOf(page).getByRole("status")).toContainText("No loan or trade matches");
    expect.soft(await grave(), "no match").toEqual([]);
  });
}

test("P9.2: the whole id of a trade finds the trade before its loans", async ({ page, tenant }) => {
  const { id, exchangeTradeId } = await buyTrade(tenant, 2, {
    loan: (number) => ({ borrowerName: `Buyer ${number}` }),
    trade: {},
  });
  await page.goto("/pipeline");
  await open(page);
  await page.keyboard.type(exchangeTradeId.toLowerCase());
  await expect(optionsOf(page).first()).toContainText("2 loans");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`/pipeline/trades/${id}`);
});
