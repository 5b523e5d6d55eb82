import { LOAN_FIELDS } from "../../server/domain/pipeline/model/loan-fields.ts";
import { untilAtRest } from "../fixtures/at-rest.ts";
import { xOf } from "../fixtures/desk.ts";
import { cellOf, gridOf, gridRow, headOf, openColumn } from "../fixtures/grid.ts";
import { unique } from "../fixtures/tenant.ts";
import { expect, test } from "../fixtures/test.ts";

test("P8.1: modern mode is the default; the switch to power mode is remembered and leads there", async ({
  newTenant,
  openAs,
}) => {
  const tenant = await newTenant();
  const [loanId = 0] = await tenant.buy(2);
  const page = await openAs({ tenant, role: "operator" });
  await page.goto("/");
  await expect(page).toHaveURL(/\/pipeline$/);
  await page.getByRole("button", { name: /Operator/ }).click();
  await expect(page.getByRole("menuitemradio", { name: /^Modern/ })).toBeChecked();
  const kept = page.waitForResponse((response) => response.url().includes("desk.saveSetting"));
  await page.getByRole("menuitemradio", { name: /^Power/ }).click();
  await expect(page).toHaveURL(/\/pipeline\/grid$/);
  await expect(gridRow(page, loanId)).toBeVisible();
  await kept;

  await page.goto("/");
  await expect(page).toHaveURL(/\/pipeline\/grid$/);
  await page.goto("/pipeline");
  await page
    .getByRole("list", { name: "Statuses in lifecycle order" })
    .getByRole("link", { name: /^Purchased/ })
    .click();
  await expect(page).toHaveURL(/\/pipeline\/grid\?status=purchased$/);
  const colleague = await openAs({ tenant, role: "admin" });
  await colleague.goto("/");
  await expect(colleague).toHaveURL(/\/pipeline$/);
});

test("P8.1: every field of a loan is a column, with exact digits and a status of glyph and word", async ({
  newTenant,
  openAs,
}) => {
  const tenant = await newTenant();
  const [loanId = 0] = await tenant.buy(1, {
    borrowerName: "Ada Exact",
    purchasePrice: "9007199254740993.07",
  });
  const page = await openAs({ tenant, role: "admin" });
  await page.goto("/pipeline/grid?cols=purchasePrice,borrowerName,currentStatus,noteRate");
  const row = gridRow(page, loanId);
  await expect(cellOf(row, "purchasePrice")).toHaveText("9,007,199,254,740,993.07");
  await expect(cellOf(row, "currentStatus")).toHaveText("Purchased");
  await expect(cellOf(row, "currentStatus").locator("svg")).toBeVisible();
  await expect(page.getByRole("columnheader")).toHaveCount(5);

  await page.goto("/pipeline/grid");
  await expect(gridRow(page, loanId)).toBeVisible();
  await expect(gridOf(page)).toHaveAttribute("aria-colcount", String(Object.keys(LOAN_FIELDS).length + 1));
});

test("P8.1: order, width, pins and hidden columns are the person's own, on any machine, until they are reset", async ({
  newTenant,
  openAs,
}) => {
  const tenant = await newTenant();
  const [loanId = 0] = await tenant.buy(3);
  const page = await openAs({ tenant, role: "admin" });
  await page.goto("/pipeline/grid");
  await expect(gridRow(page, loanId)).toBeVisible();
  // Of the pinned ones first: the others run under them when the header has been scrolled.
  const order = (of: typeof page) =>
    of.getByRole("columnheader").evaluateAll((heads) =>
      heads
        .map((head) => ({
          field: head.getAttribute("col-id"),
          rank: head.closest(".ag-pinned-left-header") ? 0 : 1,
          x: head.getBoundingClientRect().x,
        }))
        .sort((a, b) => a.rank - b.rank || a.x - b.x)
        .map(({ field }) => field),
    );
  const saved = () => page.waitForResponse((response) => response.url().includes("desk.saveSetting"));

  let kept = saved();
  await (await openColumn(page, "State")).getByRole("button", { name: "Pin to the left" }).click();
  await kept;
  // Pinned columns stand in the order of all columns: the borrower's comes before the state's.
  await expect
    .poll(async () => (await order(page)).slice(0, 3))
    .toEqual(["ticks", "borrowerName", "propertyState"]);
  kept = saved();
  await (await openColumn(page, "Loan ID")).getByRole("button", { name: "Hide this column" }).click();
  await kept;
  await expect(headOf(page, "Loan ID")).toHaveCount(0);

  kept = saved();
  const edge = headOf(page, "Investor").locator(".ag-header-cell-resize");
  // The columns slide to where they now stand. A hover would scroll them meanwhile, until the column is drawn no more.
  await untilAtRest(page);
  const box = await edge.boundingBox();
  if (!box) throw new Error("the edge of a column can be seen");
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + 120, box.y + box.height / 2, { steps: 6 });
  await page.mouse.up();
  await kept;

  kept = saved();
  await headOf(page, "Rate").focus();
  await page.keyboard.press("Shift+ArrowLeft");
  await kept;
  await expect
    .poll(async () => {
      const fields = await order(page);
      return fields.indexOf("loanAmount") - fields.indexOf("noteRate");
    })
    .toBe(1);
  // Columns far to the right are drawn as there is room, sooner or later.
  const first = async (of: typeof page) => (await order(of)).slice(0, 8);
  const mine = await first(page);
  const widthOf = (of: typeof page) => headOf(of, "Investor").evaluate((head) => head.clientWidth);
  const width = await widthOf(page);
  expect(width).toBeGreaterThan(250);

  const elsewhere = await openAs({ tenant, role: "admin" });
  await elsewhere.goto("/pipeline/grid");
  await expect(gridRow(elsewhere, loanId)).toBeVisible();
  await expect.poll(() => first(elsewhere)).toEqual(mine);
  await expect.poll(() => widthOf(elsewhere)).toBe(width);
  const colleague = await openAs({ tenant, role: "operator" });
  await colleague.goto("/pipeline/grid");
  await expect(headOf(colleague, "Loan ID")).toBeVisible();

  kept = saved();
  await page.getByRole("button", { name: /^Columns/ }).click();
  await page.getByRole("menuitem", { name: /^As everybody starts/ }).click();
  await kept;
  await expect(headOf(page, "Loan ID")).toBeVisible();
});

test("P8.1 P9.3: under a link with columns a pin works and stays the person's own; the columns stay the link's", async ({
  newTenant,
  openAs,
}) => {
  const tenant = await newTenant();
  const [loanId = 0] = await tenant.buy(1);
  const page = await openAs({ tenant, role: "admin" });
  await page.goto("/pipeline/grid?cols=borrowerName,loanAmount,propertyState");
  await expect(gridRow(page, loanId)).toBeVisible();
  const isBefore = async (one: string, other: string) =>
    (await xOf(headOf(page, one))) < (await xOf(headOf(page, other)));
  await expect.poll(() => isBefore("Loan amount", "State")).toBe(true);
  const kept = page.waitForResponse((response) => response.url().includes("desk.saveSetting"));
  await (await openColumn(page, "State")).getByRole("button", { name: "Pin to the left" }).click();
  await kept;
  await expect.poll(() => isBefore("State", "Loan amount")).toBe(true);
  await expect(page).toHaveURL(/cols=borrowerName,loanAmount,propertyState$/);
  await page.goto("/pipeline/grid");
  await expect(gridRow(page, loanId)).toBeVisible();
  await expect(headOf(page, "Loan ID")).toBeVisible();
  await expect.poll(() => isBefore("State", "Loan ID")).toBe(true);
});

test("P8.1: rows come as they are scrolled to, and the end is as near as the beginning", async ({
  page,
  tenant,
}) => {
  const name = unique("Deep");
  await tenant.buy(450, (number) => ({ borrowerName: `${name} ${String(number).padStart(3, "0")}` }));
  const asked: string[] = [];
  page.on("request", (request) => request.url().includes("gridLoans") && asked.push(request.url()));
  await page.goto(`/pipeline/grid?q=${name}&sort=borrowerName&dir=asc`);
  await expect(page.getByRole("gridcell", { name: `${name} 001`, exact: true })).toBeVisible();
  expect(asked).not.toHaveLength(0);
  // Once more where the page hears of changes only after its first rows have come.
  for (const url of asked) expect(decodeURIComponent(url)).toContain('"offset":0,');
  await expect(page.getByText("450 loans")).toBeVisible();
  await page.getByRole("gridcell", { name: `${name} 001`, exact: true }).focus();
  await page.keyboard.press("Control+End");
  await expect(page.getByRole("gridcell", { name: `${name} 450`, exact: true })).toBeVisible();
  expect(await page.locator(".ag-row").count()).toBeLessThan(100);
  await headOf(page, "Borrower").getByRole("button", { name: "Borrower", exact: true }).click();
  await expect(cellOf(page.locator('.ag-row[row-index="0"]'), "borrowerName")).toHaveText(`${name} 450`);
  await expect(headOf(page, "Borrower")).toHaveAttribute("aria-sort", "descending");
  // Descending is what an address without a direction means.
  await expect(page).not.toHaveURL(/dir=/);
  await expect(page).toHaveURL(/sort=borrowerName/);
});

test("P8.1: rows that did not come are told until they have come, whatever else has come since", async ({
  page,
  tenant,
  problems,
}) => {
  const name = unique("Gap");
  await tenant.buy(450, (number) => ({ borrowerName: `${name} ${String(number).padStart(3, "0")}` }));
  await page.goto(`/pipeline/grid?q=${name}&sort=borrowerName&dir=asc`);
  const cell = (number: string) => page.getByRole("gridcell", { name: `${name} ${number}`, exact: true });
  const box = await cell("001").boundingBox();
  if (!box) throw new Error("the first row can be seen");
  await cell("001").hover();
  const scrollBy = (rows: number) => page.mouse.wheel(0, rows * box.height);
  problems.expect(/500/);
  const isSecondBlock = (url: URL) =>
    url.pathname.includes("gridLoans") && url.search.includes(encodeURIComponent('"offset":100,'));
  await page.route(isSecondBlock, (route) =>
    route.fulfill({ status: 500, contentType: "application/json", body: "[]" }),
  );
  const notice = page.getByRole("alert").filter({ hasText: "Some of these loans could not be loaded." });
  await scrollBy(130);
  await expect(notice).toBeVisible();
  await scrollBy(450);
  await expect(cell("450")).toBeVisible();
  await expect(notice).toBeVisible();
  await page.unroute(isSecondBlock);
  await notice.getByRole("button", { name: "Try again" }).click();
  await expect(notice).toBeHidden();
  await scrollBy(-300);
  await expect(cell("135")).toBeVisible();
});

test("P8.1: no loan at all, no match, and a server that fails look different; trying again helps", async ({
  newTenant,
  openAs,
  problems,
}) => {
  const tenant = await newTenant();
  const page = await openAs({ tenant, role: "admin" });
  await page.goto("/pipeline/grid");
  await expect(page.getByRole("heading", { name: "No loans yet" })).toBeVisible();
  const [loanId = 0] = await tenant.buy(2);
  await expect(gridRow(page, loanId)).toBeVisible();
  await page.goto("/pipeline/grid?q=nobody+has+this+name");
  await expect(page.getByRole("heading", { name: "No loan matches" })).toBeVisible();
  await page.getByRole("button", { name: "Clear search and filters" }).click();
  await expect(gridRow(page, loanId)).toBeVisible();

  problems.expect(/500/);
  await page.route("**/api/trpc/*gridLoans*", (route) =>
    route.fulfill({ status: 500, contentType: "application/json", body: "[]" }),
  );
  await page.goto("/pipeline/grid");
  await expect(page.getByRole("heading", { name: "The loans could not be loaded" })).toBeVisible();
  await page.unroute("**/api/trpc/*gridLoans*");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(gridRow(page, loanId)).toBeVisible();
});
