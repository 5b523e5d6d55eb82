import { inflateSync } from "node:zlib";
import { must } from "../fixtures/tenant.ts";
import { expect, test } from "../fixtures/test.ts";
import { buyTrade } from "../fixtures/trades.ts";

test("C19 P5.5: Letter across, numbered pages, every loan once, and totals to the cent of the server's", async ({
  page,
  tenant,
}, { project }) => {
  test.skip(project.name !== "desktop", "paper has one width");
  const { id, exchangeTradeId, loans } = await buyTrade(tenant, 60, {
    loan: (number) => ({ borrowerName: `Payer ${number}`, purchasePrice: "100000.10" }),
  });
  const [one = 0] = loans;
  await tenant.move(one, "in_transit", "delivered");
  must(await tenant.api("operator", "PATCH", `/api/pipeline/loans/${one}`, { salePrice: "101000.00" }), 200);
  const settlement = { settlementDate: new Date().toISOString().slice(0, 10), settlementReference: "WIRE 9" };
  const amounts = [{ pipelineLoanId: one, settlementAmount: "100999.75" }];
  must(
    await tenant.api("admin", "POST", `/api/pipeline/trades/${id}/settle`, { ...settlement, amounts }),
    200,
  );

  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto(`/pipeline/trades/${id}`);
  await page.getByRole("link", { name: "Purchase advice" }).click();
  await expect(page.getByRole("button", { name: "Print" })).toBeEnabled();
  const paper = page.getByRole("article", { name: `Purchase advice of trade ${exchangeTradeId}` });
  await expect(paper).toContainText(tenant.name);
  await expect(paper).toHaveCSS("background-color", "rgb(255, 255, 255)");
  const lines = paper.getByRole("table", { name: "Loans" });
  const total = lines.getByRole("row").last();
  await expect(total).toContainText("Total of 60 loans");
  await expect(total).toContainText("6,000,006.00");
  await expect(total).toContainText("−0.25");
  await expect(lines.getByRole("row").nth(1)).toContainText("100,999.75");
  await expect(lines.getByRole("row").nth(1)).toContainText("WIRE 9");
  await expect(lines.getByRole("row")).toHaveCount(62);

  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("button", { name: "Print" })).toBeHidden();
  await expect(page.getByRole("navigation", { name: "Main" })).toBeHidden();
  const pdf = await page.pdf({ preferCSSPageSize: true });
  const pages = pagesOf(pdf);
  expect(pages.length).toBeGreaterThan(1);
  expect(pages.length).toBeLessThan(6);
  for (const size of pages) expect(size).toEqual([792, 612]);
});

/** Width and height of each page of a PDF, in points. */
function pagesOf(pdf: Buffer): number[][] {
  const raw = pdf.toString("latin1");
  const packed = [...raw.matchAll(/stream\r?\n([\s\S]*?)endstream/g)].map(([, part = ""]) => {
    try {
      return inflateSync(Buffer.from(part, "latin1")).toString("latin1");
    } catch {
      return "";
    }
  });
  return [...[raw, ...packed].join("\n").matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]/g)].map(
    (box) => [Math.round(Number(box[1])), Math.round(Number(box[2]))],
  );
}
