import AxeBuilder from "@axe-core/playwright";
import { dialogOf, loanUrl, panelOf, rowsOf } from "../fixtures/desk.ts";
import { gridRow, selectionOf } from "../fixtures/grid.ts";
import { fieldOf, openPalette, optionsOf, paletteOf, twoLoans } from "../fixtures/palette.ts";
import { expect, test } from "../fixtures/test.ts";
import { buyTrade } from "../fixtures/trades.ts";

test("P9.2 C3: a loan is found while typing and opened over the list, by keyboard alone", async ({
  page,
  tenant,
}) => {
  const { name, street, first, second } = await twoLoans(tenant);
  await page.goto(`/pipeline/loans?q=${name}`);
  await expect(rowsOf(page)).toHaveCount(2);
  await openPalette(page);
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

  await openPalette(page);
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
  await openPalette(page);
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
  await openPalette(page);
  await expect(optionsOf(page).first()).toContainText(`${name} 2`);
});

test("P9.2: too short, no match and a failure are told apart, and a failure can be tried again", async ({
  page,
  problems,
}) => {
  await page.goto("/pipeline/loans");
  await openPalette(page);
  const status = paletteOf(page).getByRole("status");
  await page.keyboard.type("zq");
  await expect(status).toHaveText("Type three letters or more, or a loan’s number");
  await page.keyboard.type("zqzq");
  await expect(status).toHaveText("No loan, trade, file or mortgage matches “zqzqzq”");
  await expect(optionsOf(page)).toHaveText(["Clear what is typed"]);

  problems.expect(/Failed to load resource|ERR_/);
  await page.route(/\/api\/trpc\/[^?]*search/, (route) => route.abort());
  await fieldOf(page).fill("brand new words");
  await expect(paletteOf(page).getByRole("alert")).toContainText("The search did not work");
  await page.unrouteAll({ behavior: "wait" });
  await paletteOf(page).getByRole("button", { name: "Try again" }).click();
  await expect(status).toHaveText("No loan, trade, file or mortgage matches “brand new words”");
  await page.keyboard.press("Escape");
  await expect(paletteOf(page)).toBeHidden();
});

test("C3 P7.4: an open loan is moved from the palette, by keyboard alone", async ({ page, tenant }) => {
  const { name, first } = await twoLoans(tenant);
  await page.goto(loanUrl(first));
  await expect(panelOf(page).getByRole("heading", { name: `${name} 1` })).toBeVisible();
  await openPalette(page);
  await page.keyboard.type("mark tr");
  await expect(optionsOf(page).first()).toContainText("Mark in transit");
  await page.keyboard.press("Enter");
  const dialog = dialogOf(page, "Mark in transit");
  await expect(dialog.getByLabel("Notes")).toBeFocused();
  await page.keyboard.type("By key");
  await page.keyboard.press("Control+Enter");
  await expect(panelOf(page).locator("header")).toContainText("In Transit");
  await expect(page.getByText(`${name} 1 moved to In Transit`)).toBeVisible();
  // The palette is gone, so the focus is in the panel that it was called over.
  await expect(panelOf(page)).toBeFocused();
});

test("P9.2: commands lead to pages and lists, change the theme and show the keys; none for administrators alone", async ({
  openAs,
  tenant,
}) => {
  const page = await openAs({ tenant, role: "operator" });
  await page.goto("/pipeline");
  await openPalette(page);
  await expect(optionsOf(page).filter({ hasText: "Deliveries" })).toHaveCount(0);
  await page.keyboard.type("loans in tr");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/pipeline\/loans\?status=in_transit$/);
  await openPalette(page);
  await page.keyboard.type("dark");
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveClass(/dark/);
  await openPalette(page);
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
    await openPalette(page);
    expect.soft(await grave(), "nothing typed").toEqual([]);
    await page.keyboard.type(name);
    await expect(optionsOf(page).filter({ hasText: name })).toHaveCount(3);
    expect.soft(await grave(), "with hits").toEqual([]);
    await fieldOf(page).fill("zqzqzq");
    await expect(paletteOf(page).getByRole("status")).toContainText(
      "No loan, trade, file or mortgage matches",
    );
    expect.soft(await grave(), "no match").toEqual([]);
  });
}

test("P9.2: the whole id of a trade finds the trade before its loans", async ({ page, tenant }) => {
  const { id, exchangeTradeId } = await buyTrade(tenant, 2, {
    loan: (number) => ({ borrowerName: `Buyer ${number}` }),
    trade: {},
  });
  await page.goto("/pipeline");
  await openPalette(page);
  await page.keyboard.type(exchangeTradeId.toLowerCase());
  await expect(optionsOf(page).first()).toContainText("2 loans");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`/pipeline/trades/${id}`);
});
