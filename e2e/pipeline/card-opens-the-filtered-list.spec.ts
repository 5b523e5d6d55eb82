import type { Page } from "@playwright/test";
import { rowsOf } from "../fixtures/desk.ts";
import type { TestTenant } from "../fixtures/tenant.ts";
import { expect, test } from "../fixtures/test.ts";

const STATES = ["TX", "CA", "NY"];

/** 60 loans, of which 30 are in Texas and bought, and each has an amount of its own. */
async function sixtyLoans(tenant: TestTenant): Promise<void> {
  await tenant.buy(60, (number) => ({
    borrowerName: `Borrower ${String(number).padStart(2, "0")}`,
    propertyState: number % 2 === 0 ? "TX" : (STATES[1 + (number % 4 === 1 ? 0 : 1)] ?? "CA"),
  }));
}

const borrowersOf = (page: Page) => rowsOf(page).locator("[data-loan-row]").allTextContents();

test("P7.2 P3.1 P3.2: a card opens its list; filter, sort and page are in the address, for back, reload and a colleague", async ({
  newTenant,
  openAs,
}) => {
  const tenant = await newTenant();
  await sixtyLoans(tenant);
  const page = await openAs({ tenant, role: "admin" });
  await page.goto("/pipeline");
  await page
    .getByRole("list", { name: "Statuses in lifecycle order" })
    .getByRole("link", { name: "Purchased" })
    .first()
    .click();
  await expect(page).toHaveURL(/\/pipeline\/loans\?status=purchased$/);
  await expect(page.getByRole("status").filter({ hasText: "60 loans match" })).toBeVisible();

  const filters = page.getByRole("region", { name: "Filters" });
  await filters.getByRole("button", { name: "State", exact: true }).click();
  await page.getByRole("menuitemcheckbox", { name: "TX" }).click();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/state=TX/);
  await expect(page.getByRole("list", { name: "Active filters" }).getByRole("listitem")).toHaveCount(2);
  await expect(page.getByRole("status").filter({ hasText: "30 loans match" })).toBeVisible();

  await page.getByRole("button", { name: "Purchase amount" }).click();
  await expect(page).toHaveURL(/sort=purchasePrice/);
  await expect(page.getByRole("columnheader", { name: "Purchase amount" })).toHaveAttribute(
    "aria-sort",
    "descending",
  );
  await expect(rowsOf(page).first()).toContainText("Borrower 60");

  await page.getByRole("button", { name: "Next page" }).click();
  await expect(page).toHaveURL(/page=2/);
  await expect(rowsOf(page)).toHaveCount(5);
  await expect(rowsOf(page).first()).toContainText("Borrower 10");
  const shown = await borrowersOf(page);
  const address = page.url();

  await page.reload();
  await expect(rowsOf(page)).toHaveCount(5);
  expect(await borrowersOf(page)).toEqual(shown);
  expect(page.url()).toBe(address);

  const colleague = await openAs({ tenant, role: "operator" });
  await colleague.goto(address);
  await expect(rowsOf(colleague)).toHaveCount(5);
  expect(await borrowersOf(colleague)).toEqual(shown);

  await page.goBack();
  await expect(page).not.toHaveURL(/page=2/);
  await expect(rowsOf(page)).toHaveCount(25);
  await expect(rowsOf(page).first()).toContainText("Borrower 60");
  await page.goBack();
  await expect(page).not.toHaveURL(/sort=/);
  await page.goBack();
  await expect(page).toHaveURL(/\/pipeline\/loans\?status=purchased$/);
  await expect(page.getByRole("status").filter({ hasText: "60 loans match" })).toBeVisible();
});

test("P7.2: Back pressed quickly right after a reload leads the list along with its address", async ({
  page,
  tenant,
}) => {
  await tenant.buy(1);
  const filters = page.getByRole("list", { name: "Active filters" }).getByRole("listitem");
  await page.goto("/pipeline");
  await page
    .getByRole("list", { name: "Statuses in lifecycle order" })
    .getByRole("link", { name: "Purchased" })
    .first()
    .click();
  await expect(filters).toHaveCount(1);
  await page
    .getByRole("region", { name: "Filters" })
    .getByRole("button", { name: "State", exact: true })
    .click();
  await page.getByRole("menuitemcheckbox", { name: "TX" }).click();
  await page.keyboard.press("Escape");
  await expect(filters).toHaveCount(2);
  for (const order of ["descending", "ascending"]) {
    await page.getByRole("button", { name: "Purchase amount" }).click();
    await expect(page.getByRole("columnheader", { name: "Purchase amount" })).toHaveAttribute(
      "aria-sort",
      order,
    );
  }
  await page.reload();
  await expect(filters).toHaveCount(2);
  await page.goBack();
  await expect(page).not.toHaveURL(/dir=asc/);
  await page.goBack();
  await expect(page).not.toHaveURL(/sort=/);
  await page.goBack();
  await expect(page).toHaveURL(/\/pipeline\/loans\?status=purchased$/);
  await expect(filters).toHaveCount(1);
});

test("P3.1 P3.2 P7.2: the search finds letters as they stand and can be cleared", async ({
  page,
  tenant,
}) => {
  await tenant.buy(3, (number) => ({ borrowerName: `O'Neil 100%_${number}` }));
  await page.goto("/pipeline/loans");
  await page.getByRole("searchbox").fill("100%_2");
  await expect(rowsOf(page)).toHaveCount(1);
  await expect(rowsOf(page)).toContainText("O'Neil 100%_2");
  await expect(page).toHaveURL(/q=100%25_2/);
  await page.getByRole("button", { name: "Clear all" }).click();
  await expect(page).toHaveURL(/\/pipeline\/loans$/);
  await expect(page.getByRole("searchbox")).toHaveValue("");
});

test("P7.2: a filter in a link that cannot be read is told, and nothing is silently shown as if it were not there", async ({
  page,
  tenant,
}) => {
  await tenant.buy(2);
  const filter = encodeURIComponent('[["loanAmount","gte","1"],["loanAmount","lt","abc"]]');
  await page.goto(`/pipeline/loans?filter=${filter}&page=99999999999999999999`);
  const notice = page.getByRole("alert").filter({ hasText: "A part of this link cannot be read" });
  await expect(notice).toContainText('["loanAmount","lt","abc"]');
  await notice.getByRole("link", { name: "Go on without it" }).click();
  await expect(notice).toBeHidden();
  await expect(page).not.toHaveURL(/abc/);
  await expect(page.getByRole("list", { name: "Active filters" }).getByRole("listitem")).toHaveCount(1);
  await expect(rowsOf(page).first()).toBeVisible();
});

for (const [path, search] of [
  ["/pipeline/loans", "q=%00"],
  ["/pipeline/loans", "page=0"],
  ["/pipeline/loans", "sort=nope"],
  ["/pipeline/grid", "cols=nope"],
  ["/pipeline/trades", "from=2026-99-99"],
  ["/admin/deliveries", "page=-1"],
  ["/admin/settings", "to=yesterday"],
] as const) {
  test(`P7.2: ${path}?${search} says that it cannot be read, and goes on without it`, async ({
    page,
    tenant,
    viewport,
  }) => {
    test.skip(path === "/pipeline/grid" && (viewport?.width ?? 0) < 1_024, "the grid wants a wider screen");
    await tenant.buy(1);
    const warnings: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "warning") warnings.push(message.text());
    });
    await page.goto(`${path}?${search}`);
    const notice = page.getByRole("alert").filter({ hasText: "A part of this link cannot be read" });
    await expect(notice).toContainText(`Not read: ${search}`);
    await notice.getByRole("link", { name: "Go on without it" }).click();
    await expect(notice).toBeHidden();
    await expect(page).toHaveURL(new RegExp(`${path}$`));
    expect(warnings).toEqual([]);
  });
}
