import type { Page } from "@playwright/test";
import { DEFAULT_STATUSES, type StatusConfig } from "../../server/domain/pipeline/model/status-workflow.ts";
import { expectInServerLog } from "../fixtures/app.ts";
import type { TestTenant } from "../fixtures/tenant.ts";
import { expect, test } from "../fixtures/test.ts";
import { customWorkflow } from "../fixtures/workflow.ts";

/** "1234567.80" → "$1,234,567.80" */
function asDollars(amount: string): string {
  const [whole = "", cents = ""] = amount.split(".");
  return `$${whole.replace(/\B(?=(\d{3})+$)/g, ",")}.${cents}`;
}

const cardsOf = (page: Page) =>
  page.getByRole("list", { name: "Statuses in lifecycle order" }).getByRole("listitem");

/** The cards, the arrows and the totals say what the configuration and the API say. */
async function expectDashboard(page: Page, tenant: TestTenant, workflow: StatusConfig[]): Promise<void> {
  const summary = await tenant.api("operator", "GET", "/api/pipeline/loans/summary");
  const volumes = [...summary.text.matchAll(/"totalVolume":([\d.]+)/g)].map((match) => match[1] ?? "");
  const breakdown: { displayName: string; loanCount: number }[] = summary.json.statusBreakdown;
  expect(breakdown.map((entry) => entry.displayName)).toEqual(workflow.map((status) => status.displayName));
  await expect(cardsOf(page)).toHaveCount(workflow.length);
  const nameOf = new Map(workflow.map((status) => [status.statusCode, status.displayName]));
  for (const [index, status] of workflow.entries()) {
    const card = cardsOf(page).nth(index);
    await expect(card).toContainText(status.displayName);
    const count = breakdown[index]?.loanCount ?? -1;
    await expect(card).toContainText(`${count} ${count === 1 ? "loan" : "loans"}`);
    await expect(card).toContainText(`${asDollars(volumes[index] ?? "")} purchase volume`);
    const moves = status.allowedTransitions.map((code) => nameOf.get(code));
    await expect(card).toContainText(moves.length > 0 ? `Moves to ${moves.join(", ")}.` : "Final status.");
  }
  const arrows = workflow.reduce((sum, status) => sum + status.allowedTransitions.length, 0);
  const lifecycle = page.getByRole("region", { name: "Lifecycle" });
  await expect(lifecycle.locator("svg > g:has(> path + path)")).toHaveCount(arrows);
  await expect(lifecycle).toContainText(asDollars(volumes.at(-1) ?? ""));
}

test("P7.1 P3.4: cards in lifecycle order with the API's counts and volumes, overdue badge, recent activity", async ({
  newTenant,
  openAs,
}) => {
  const tenant = await newTenant();
  const [late = 0] = await tenant.buyDaysAgo(14, 2, { purchasePrice: "100000.01" });
  const [first = 0, second = 0] = await tenant.buy(3, { purchasePrice: "250000.10" });
  await tenant.move(first, "in_transit");
  await tenant.move(second, "in_transit", "rejected");

  const page = await openAs({ tenant, role: "operator" });
  await page.goto("/pipeline");
  await expect(page.getByRole("heading", { name: "Loan pipeline", level: 1 })).toBeVisible();
  await expectDashboard(page, tenant, DEFAULT_STATUSES);
  await expect(cardsOf(page).nth(0)).toContainText("2 overdue");
  await expect(cardsOf(page).nth(1)).toContainText("overdue 0.");

  const overdue = page.getByRole("region", { name: "Overdue in status" });
  await expect(overdue.getByRole("listitem")).toHaveCount(2);
  await expect(overdue.locator(`a[href^="/pipeline/loans/${late}?"]`)).toContainText("100,000.01");

  const activity = page.getByRole("region", { name: "Recent activity" }).getByRole("listitem");
  await expect(activity.first()).toContainText("Borrower 2 → Rejected");
  await expect(activity.filter({ hasText: /^3 loans of PSX-/ })).toContainText("→ Purchased");
  await expect(activity.filter({ hasText: /^2 loans of PSX-/ })).toContainText("PSX");
});

test("P2.7 P7.1: a tenant's own workflow is drawn as it is configured", async ({ newTenant, openAs }) => {
  const workflow = customWorkflow();
  const tenant = await newTenant(workflow);
  const [loanId = 0] = await tenant.buy(2);
  await tenant.move(loanId, "docs_review");

  const page = await openAs({ tenant, role: "admin" });
  await page.goto("/pipeline");
  await expectDashboard(page, tenant, workflow);
  await cardsOf(page).nth(1).getByRole("link").click();
  await expect(page).toHaveURL(/\/pipeline\/loans\?status=docs_review$/);
  await page.getByRole("link", { name: "Borrower 1" }).click();
  await expect(page.getByRole("group", { name: "Next actions" }).getByRole("button")).toHaveText([
    "Mark in transit",
    "Mark returned",
  ]);
});

test("P7.1: counts of four digits and more stay beside their badge inside the card, and the age scale has its key", async ({
  newTenant,
  openAs,
}) => {
  const tenant = await newTenant();
  await tenant.buyDaysAgo(14, 1_000);
  const page = await openAs({ tenant, role: "operator" });
  await page.goto("/pipeline");
  const card = cardsOf(page).nth(0);
  await expect(card).toContainText("1,000 overdue");
  // In one look, since the cards are laid out anew once their room is known.
  const { edges, count, badge } = await card.evaluate((element) => {
    const range = document.createRange();
    const line = element.querySelector("a .grid > span");
    range.selectNodeContents(line?.firstChild ?? element);
    return {
      edges: element.getBoundingClientRect().toJSON() as DOMRect,
      count: range.getBoundingClientRect().toJSON() as DOMRect,
      badge: element
        .querySelector("svg.lucide-clock")
        ?.parentElement?.getBoundingClientRect()
        .toJSON() as DOMRect,
    };
  });
  expect(badge.right).toBeLessThan(edges.right - 8);
  expect(count.left).toBeLessThan(edges.left + 24);
  expect(badge.top >= count.bottom - 4 || badge.left >= count.right + 4).toBe(true);

  const legend = await page.getByText("The bar in a card:").boundingBox();
  const last = await cardsOf(page).last().boundingBox();
  expect(legend?.y ?? 0).toBeGreaterThan((last?.y ?? 0) + (last?.height ?? 0));
});

test("P7.1: a summary that fails is told, not shown as an empty pipeline, and can be asked for again", async ({
  newTenant,
  openAs,
  problems,
}) => {
  const tenant = await newTenant();
  await tenant.buy(2);
  const page = await openAs({ tenant, role: "operator" });
  // Without live changes nothing is asked for again by itself.
  problems.expect(/status of 500/, /ERR_FAILED .*api\/live/);
  await page.route("**/api/live", (route) => route.abort());
  expectInServerLog('pipeline_status_rollup\\" does not exist');
  await tenant.asOwner("ALTER TABLE pipeline_status_rollup RENAME TO mislaid_rollup");
  await page.goto("/pipeline");
  const alert = page.getByRole("alert").filter({ hasText: "The pipeline could not be loaded" });
  await expect(alert).toContainText(/Reference\s+[0-9a-f-]{36}/);
  await expect(cardsOf(page)).toHaveCount(0);
  await expect(page.getByText("No loans yet")).toHaveCount(0);
  await expect(page.getByText("Nothing is overdue")).toHaveCount(0);
  await expect(page.getByRole("link", { name: "All loans" })).toBeVisible();

  await tenant.asOwner("ALTER TABLE mislaid_rollup RENAME TO pipeline_status_rollup");
  await alert.getByRole("button", { name: "Try again" }).click();
  await expect(cardsOf(page).nth(0)).toContainText("2 loans");
});
