import { expect, test } from "../fixtures/test.ts";

/** Holds what a navigation fetches until it is let go. */
async function held(page: import("@playwright/test").Page) {
  let letGo = () => {};
  const released = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route(
    (url) => url.searchParams.has("_rsc"),
    async (route) => {
      await released;
      await route.continue();
    },
  );
  return letGo;
}

test("C17: a page that takes its time has its heading, its shape and its mark before it is there", async ({
  page,
  tenant,
}) => {
  await tenant.buy(1);
  await page.goto("/pipeline");
  await expect(page.getByRole("heading", { name: "Loan pipeline", level: 1 })).toBeVisible();
  const letGo = await held(page);
  const trades = page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Trades" });
  await trades.click();
  await expect(page.getByRole("status", { name: "Loading: Trades" })).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(["Trades"]);
  await expect(page).toHaveURL("/pipeline");
  letGo();
  await expect(page).toHaveURL("/pipeline/trades");
  await expect(page.getByRole("table", { name: "Trades" })).toBeVisible();
  await expect(page.getByRole("status", { name: "Loading: Trades" })).toHaveCount(0);
  await expect(trades).toHaveAttribute("aria-current", "page");
});

test("C17: what only writes the address, as opening a loan does, is not taken for another page", async ({
  page,
  tenant,
}) => {
  const [loanId = 0] = await tenant.buy(1);
  await page.goto("/pipeline/loans");
  await held(page);
  await page.locator(`[data-loan-row="${loanId}"]`).click();
  await expect(page).toHaveURL(`/pipeline/loans/${loanId}`);
  await expect(page.getByRole("dialog").getByRole("region", { name: "Timeline" })).toBeVisible();
  await expect(page.getByRole("main")).toHaveAttribute("aria-busy", "false");
  await expect(page.getByRole("table", { name: "Loans" })).toBeVisible();
});
