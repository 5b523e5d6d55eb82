import { rowsOf } from "../fixtures/desk.ts";
import { gridOf, gridRow } from "../fixtures/grid.ts";
import { unique } from "../fixtures/tenant.ts";
import { expect, test } from "../fixtures/test.ts";

test("P8.8: below 1,024 pixels power mode says what it wants, loads no grid, and offers the same loans in modern mode", async ({
  page,
  tenant,
}) => {
  const name = unique("Narrow");
  const [loanId = 0] = await tenant.buy(2, (number) => ({ borrowerName: `${name} ${number}` }));
  const weights: Promise<number>[] = [];
  page.on("response", (response) => {
    if (response.url().endsWith(".js")) weights.push(response.body().then((body) => body.length));
  });
  await page.setViewportSize({ width: 1023, height: 800 });
  await page.goto(`/pipeline/grid?q=${name}&group=trade`);
  await expect(page.getByRole("heading", { name: "Power mode wants a desktop" })).toBeVisible();
  await expect(gridOf(page)).toHaveCount(0);
  // The library of the grid is one file of more than half a megabyte.
  expect(Math.max(...(await Promise.all(weights)))).toBeLessThan(500_000);

  await page.setViewportSize({ width: 1024, height: 800 });
  await expect(gridOf(page)).toBeVisible();
  await page.setViewportSize({ width: 768, height: 1024 });
  await page.getByRole("link", { name: "Open modern mode" }).click();
  await expect(page).toHaveURL(new RegExp(`/pipeline/loans\\?q=${name}$`));
  await expect(rowsOf(page)).toHaveCount(2);
  await expect(gridRow(page, loanId)).toHaveCount(0);
});
