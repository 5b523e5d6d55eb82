import { openDesigner, statusRowOf } from "../fixtures/designer.ts";
import { expect, test } from "../fixtures/test.ts";

test("P2.7: how many loans are in a status is shown whole, also where they are a million", async ({
  page,
  tenant,
}) => {
  await tenant.buy(1);
  await openDesigner(page);
  const count = statusRowOf(page, "Purchased").getByRole("link", { name: /^Loans in Purchased/ });
  await count.evaluate((link) => {
    link.textContent = "1,000,000";
  });
  const isWhole = (element: Element) => {
    const cell = element.closest("td");
    return cell !== null && cell.scrollWidth <= cell.clientWidth;
  };
  expect(await count.evaluate(isWhole)).toBe(true);
});
