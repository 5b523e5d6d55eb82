import type { Page } from "@playwright/test";
import { dialogOf, loanUrl, panelOf } from "../fixtures/desk.ts";
import { holdCalls } from "../fixtures/held.ts";
import { fieldOf, openPalette, optionsOf, paletteOf, twoLoans } from "../fixtures/palette.ts";
import { expect, test } from "../fixtures/test.ts";

/** Opens the dashboard, where the palette's code has been asked for and does not come until it is let go, or fails. */
async function awaitPalette(page: Page) {
  const asked = Promise.withResolvers<void>();
  const comes = Promise.withResolvers<boolean>();
  // Code that the page before still waits for is nobody's when the next one opens.
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await page.route("**/_next/static/chunks/**", async (route) => {
    const response = await route.fetch();
    // Words that nothing but the palette says.
    if ((await response.text()).includes("Type to search loans, trades and funding files")) {
      asked.resolve();
      if (!(await comes.promise)) return route.abort();
    }
    return route.fulfill({ response });
  });
  await page.goto("/pipeline", { waitUntil: "domcontentloaded" });
  await asked.promise;
  return { letGo: () => comes.resolve(true), fail: () => comes.resolve(false) };
}

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
  await openPalette(page);
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
  await expect(paletteOf(page).getByRole("status")).toHaveText(
    `No loan, trade, file or mortgage matches “?${name} 1”`,
  );

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
  await openPalette(page);
});

test("P9.2: Enter while a search is under way opens nothing that was found for other letters", async ({
  page,
  tenant,
}) => {
  const { name, second } = await twoLoans(tenant);
  await page.goto("/pipeline");
  await openPalette(page);
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
