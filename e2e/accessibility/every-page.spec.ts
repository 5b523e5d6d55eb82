import { globSync } from "node:fs";
import { expectAccessible } from "../fixtures/axe.ts";
import { TO_BE_MENDED, underwritten } from "../fixtures/credit.ts";
import { mortgageOf } from "../fixtures/mortgages.ts";
import { expect, test } from "../fixtures/test.ts";
import { tradeOnItsWay } from "../fixtures/trades.ts";

/** What stands for the ids in an address. */
interface Ids {
  file: number;
  loan: number;
  mortgage: number;
  trade: number;
}

/** Every page of the app, with what is on it when it is there; `/` only leads on. */
const PAGES: Record<string, { address: (ids: Ids) => string; heading: string | RegExp; isOpen?: true }> = {
  "/": { address: () => "/", heading: "Loan pipeline" },
  "/sign-in": { address: () => "/sign-in", heading: "Sign in", isOpen: true },
  "/docs": { address: () => "/docs", heading: "REST API", isOpen: true },
  "/pipeline": { address: () => "/pipeline", heading: "Loan pipeline" },
  "/pipeline/loans": { address: () => "/pipeline/loans", heading: "Loans" },
  "/pipeline/loans/[loanId]": { address: ({ loan }) => `/pipeline/loans/${loan}`, heading: /^Walker 1/ },
  "/pipeline/grid": { address: () => "/pipeline/grid", heading: "Grid" },
  "/pipeline/grid/[loanId]": {
    address: ({ loan }) => `/pipeline/grid/${loan}`,
    heading: /^Walker 1|^Grid$/,
  },
  "/pipeline/trades": { address: () => "/pipeline/trades", heading: "Trades" },
  "/pipeline/trades/[tradeId]": { address: ({ trade }) => `/pipeline/trades/${trade}`, heading: "Trades" },
  "/pipeline/trades/[tradeId]/loans/[loanId]": {
    address: ({ trade, loan }) => `/pipeline/trades/${trade}/loans/${loan}`,
    heading: /^Walker 1/,
  },
  "/pipeline/trades/[tradeId]/advice": {
    address: ({ trade }) => `/pipeline/trades/${trade}/advice`,
    heading: /Purchase advice/i,
  },
  "/funding": { address: () => "/funding", heading: "Funding files" },
  "/funding/new": { address: () => "/funding/new", heading: "New file" },
  "/funding/[fileId]": { address: ({ file }) => `/funding/${file}`, heading: /^Ann Lee/ },
  "/funding/lenders": { address: () => "/funding/lenders", heading: "Lenders" },
  "/funding/operators": { address: () => "/funding/operators", heading: "Operators" },
  "/funding/reconciliation": { address: () => "/funding/reconciliation", heading: "Reconciliation" },
  "/funding/queue": { address: () => "/funding/queue", heading: "Funding Queue" },
  "/funding/[fileId]/documents": {
    address: ({ file }) => `/funding/${file}/documents`,
    heading: "Documents",
  },
  "/funding/policy": { address: () => "/funding/policy", heading: "Underwriting policy" },
  "/mortgages": { address: () => "/mortgages", heading: "Mortgages" },
  "/mortgages/new": { address: () => "/mortgages/new", heading: "New mortgage" },
  "/mortgages/[mortgageId]": {
    address: ({ mortgage }) => `/mortgages/${mortgage}`,
    heading: "Walter Brandt",
  },
  "/mortgages/[mortgageId]/edit": {
    address: ({ mortgage }) => `/mortgages/${mortgage}/edit`,
    heading: /^Edit mortgage/,
  },
  "/mortgages/audit": { address: () => "/mortgages/audit", heading: "Audit log" },
  "/admin/deliveries": { address: () => "/admin/deliveries", heading: "Deliveries" },
  "/admin/workflow": { address: () => "/admin/workflow", heading: "Workflow" },
  "/admin/keys": { address: () => "/admin/keys", heading: "Keys" },
  "/admin/users": { address: () => "/admin/users", heading: "Users" },
  "/admin/integrations": { address: () => "/admin/integrations", heading: "Integrations" },
  "/admin/settings": { address: () => "/admin/settings", heading: "Settings" },
};

test("P7.9: no page of the app is missing here", () => {
  const files = globSync("app/**/page.tsx", { cwd: new URL("../../", import.meta.url) });
  const addresses = files.map((file) => {
    const parts = file.split(/[\\/]/).slice(1, -1);
    return `/${parts.filter((part) => !part.startsWith("(")).join("/")}`;
  });
  expect(addresses.sort()).toEqual(Object.keys(PAGES).sort());
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`P7.9: every page has its heading, a clean console and no serious violation, ${colorScheme}`, async ({
    tenant,
    openAs,
  }) => {
    test.setTimeout(240_000);
    const { id: trade, loans } = await tradeOnItsWay(tenant);
    const { fileId: file } = await underwritten(tenant, TO_BE_MENDED);
    const { mortgageId: mortgage } = await mortgageOf(tenant, { borrower: "Walter Brandt" });
    const desk = await openAs({ tenant, role: "admin" });
    const outside = await openAs(null);
    for (const page of [desk, outside]) await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    for (const [name, { address, heading, isOpen }] of Object.entries(PAGES)) {
      const page = isOpen ? outside : desk;
      await page.goto(address({ trade, loan: loans[0] ?? 0, file, mortgage }));
      const titles = page.getByRole("heading", { level: 1 }).or(page.getByRole("heading", { level: 2 }));
      await expect(titles.filter({ hasText: heading }).first(), name).toBeVisible();
      await expect(page.locator("[aria-busy=true]"), name).toHaveCount(0);
      await expectAccessible(page, name);
    }
  });
}
