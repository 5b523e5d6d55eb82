import { inflateSync } from "node:zlib";
import { daysAgo, must } from "../fixtures/tenant.ts";
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
  const settlement = { settlementDate: daysAgo(0), settlementReference: "WIRE 9" };
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

test("P7.9: on a narrow screen the paper is as wide as Letter, and no figure or reference is cut in two", async ({
  page,
  tenant,
}) => {
  const { id, exchangeTradeId, loans } = await buyTrade(tenant, 2, {
    loan: () => ({ purchasePrice: "987654321.09" }),
  });
  await tenant.move(loans[0] ?? 0, "in_transit", "delivered");
  const settlement = {
    settlementAmount: "987654321.09",
    settlementDate: daysAgo(0),
    settlementReference: "WIRE-20261112-8651",
  };
  must(await tenant.api("admin", "POST", `/api/pipeline/loans/${loans[0]}/settle`, settlement), 200);
  await page.setViewportSize({ width: 768, height: 1024 });
  await page.goto(`/pipeline/trades/${id}/advice`);
  const paper = page.getByRole("article", { name: `Purchase advice of trade ${exchangeTradeId}` });
  await expect(paper).toContainText("WIRE-20261112-8651");
  const seen = await paper.evaluate((article) => {
    const linesOf = (node: Node) => {
      const range = document.createRange();
      range.selectNodeContents(node);
      return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
    };
    const cells = [...article.querySelectorAll<HTMLElement>("td.text-right, .paper-total td")];
    const reference = [...article.querySelectorAll("td")].find((td) => td.textContent?.includes("WIRE"));
    return {
      width: article.getBoundingClientRect().width,
      cut: cells.filter((cell) => linesOf(cell) > 1 || cell.scrollWidth > cell.clientWidth).length,
      reference: reference?.lastChild ? linesOf(reference.lastChild) : 0,
      pageIsMoved: document.documentElement.scrollWidth > window.innerWidth,
    };
  });
  expect(seen).toEqual({ width: 11 * 96, cut: 0, reference: 1, pageIsMoved: false });
});

test("P5.5: an address that names no trade says so, and asks the server for none", async ({
  page,
  problems,
}) => {
  const none = page.getByRole("alert").filter({ hasText: "There is no such trade" });
  for (const id of ["abc", "1.5", "99999999999"]) {
    await page.goto(`/pipeline/trades/${id}/advice`);
    await expect(none).toBeVisible();
    problems.check();
  }
  problems.expect(/status of 404/);
  await page.goto("/pipeline/trades/2147483647/advice");
  await expect(none).toBeVisible();
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
