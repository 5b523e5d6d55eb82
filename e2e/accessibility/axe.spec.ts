import { saveStatusWorkflow } from "../../server/domain/pipeline/save-status-workflow.ts";
import { expectAccessible } from "../fixtures/axe.ts";
import { moveOf, nodeOf, openDesigner, reviewOf, statusRowOf } from "../fixtures/designer.ts";
import { dialogOf, loanUrl, nextActionsOf, panelOf, rowsOf } from "../fixtures/desk.ts";
import { cellOf, gridRow, loanRows, openColumn, selectionOf, tradeRows } from "../fixtures/grid.ts";
import { expect, test } from "../fixtures/test.ts";
import { loansOf, openTradeOf, tradeOnItsWay } from "../fixtures/trades.ts";
import { customWorkflow } from "../fixtures/workflow.ts";

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test(`P7.9: the desk, its panel and its dialogs, ${colorScheme}`, async ({ newTenant, openAs }) => {
      const tenant = await newTenant();
      await tenant.buyDaysAgo(14, 3);
      const [moved = 0, delivered = 0] = await tenant.buy(8, (number) => ({
        borrowerName: number % 2 ? `Bartholomew Featherstonehaugh-Cholmondeley ${number}` : `Li ${number}`,
        purchasePrice: `${number}234567.89`,
      }));
      await tenant.move(moved, "in_transit");
      await tenant.api("operator", "PATCH", `/api/pipeline/loans/${delivered}`, { salePrice: 1_000 });
      await tenant.move(delivered, "in_transit", "delivered");

      const desk = await openAs({ tenant, role: "admin" });
      await desk.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await desk.goto("/pipeline");
      await expect(desk.locator("html")).toHaveClass(new RegExp(colorScheme));
      await expect(
        desk.getByRole("region", { name: "Recent activity" }).getByRole("listitem").first(),
      ).toBeVisible();
      await expectAccessible(desk, "dashboard");

      await desk.goto("/pipeline/loans?status=purchased&state=TX&overdue=true");
      await expect(rowsOf(desk)).toHaveCount(3);
      await expectAccessible(desk, "filtered list");
      await desk.goto("/pipeline/loans");
      await rowsOf(desk).nth(1).hover();
      await expectAccessible(desk, "list with a row's actions");
      await desk.getByRole("button", { name: "Status", exact: true }).first().click();
      await expect(desk.getByRole("menu")).toBeVisible();
      await expectAccessible(desk, "filter menu");
      await desk.goto("/pipeline/loans?q=nobody+has+this+name");
      await expect(desk.getByRole("heading", { name: "No loan matches" })).toBeVisible();
      await expectAccessible(desk, "list without a match");

      await desk.goto(loanUrl(delivered));
      await expect(panelOf(desk).getByRole("region", { name: "Timeline" })).toBeVisible();
      await expectAccessible(desk, "panel");
      await panelOf(desk).getByRole("button", { name: "Edit" }).click();
      await expect(panelOf(desk).getByLabel("Sale price")).toBeVisible();
      await expectAccessible(desk, "sale facts form");
      await panelOf(desk).getByRole("button", { name: "Cancel" }).click();
      await nextActionsOf(desk).getByRole("button", { name: "Record settlement" }).click();
      await dialogOf(desk, "Record settlement")
        .getByRole("button", { name: /^Settle for/ })
        .click();
      await expect(dialogOf(desk, "Record settlement").getByLabel("Reference")).toHaveAttribute(
        "aria-invalid",
        "true",
      );
      await expectAccessible(desk, "settlement form with a fault");
      await desk.keyboard.press("Escape");
      await nextActionsOf(desk).getByRole("button", { name: "Mark disputed" }).click();
      await expect(dialogOf(desk, "Mark disputed")).toBeVisible();
      await expectAccessible(desk, "status dialog");
      await desk.keyboard.press("Escape");
      await expect(dialogOf(desk, "Mark disputed")).toBeHidden();
      await desk.keyboard.press("?");
      await expect(dialogOf(desk, "Keyboard")).toBeVisible();
      await expectAccessible(desk, "list of keys");
    });

    test(`P7.6 P7.9: the trades, an open one, its settlement and its paper, ${colorScheme}`, async ({
      tenant,
      openAs,
    }) => {
      const { id, exchangeTradeId } = await tradeOnItsWay(tenant);
      const page = await openAs({ tenant, role: "admin" });
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.goto(`/pipeline/trades/${id}?status=active`);
      await expect(loansOf(page, exchangeTradeId).locator("[data-loan-row]")).toHaveCount(5);
      await expectAccessible(page, "trades with one open");
      await openTradeOf(page, exchangeTradeId)
        .getByRole("button", { name: /^Settle 3/ })
        .click();
      const dialog = dialogOf(page, `Settle trade ${exchangeTradeId}`);
      await dialog.getByRole("button", { name: /^Settle 3 loans/ }).click();
      await expect(dialog.getByLabel("Reference")).toHaveAttribute("aria-invalid", "true");
      await expectAccessible(page, "settlement of a trade with a fault");
      await page.goto(`/pipeline/trades/${id}/advice`);
      await expect(page.getByRole("button", { name: "Print" })).toBeEnabled();
      await expectAccessible(page, "purchase advice");
    });

    test(`P7.9 P2.7: the workflow designer, whole and broken, ${colorScheme}`, async ({
      newTenant,
      openAs,
    }) => {
      const tenant = await newTenant(customWorkflow());
      await tenant.buy(3);
      const page = await openAs({ tenant, role: "admin" });
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await openDesigner(page);
      await expectAccessible(page, "workflow");
      await moveOf(page, "Delivered", "Settled").press("Enter");
      await expectAccessible(page, "workflow with a move selected");
      await moveOf(page, "Delivered", "Settled").press("Delete");
      await page.getByRole("checkbox", { name: "Returned is final" }).click();
      await nodeOf(page, "Returned").press("Enter");
      await expectAccessible(page, "workflow with broken rules");
      await page.getByRole("button", { name: "Change moves" }).click();
      await expectAccessible(page, "moves of a status");
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Add a status" }).click();
      await expectAccessible(page, "form of a new status");
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Back to version 2" }).click();
      await page.getByRole("checkbox", { name: "On Hold is an exception" }).click();
      await statusRowOf(page, "Purchased")
        .getByLabel(/^Business days until/)
        .fill("0");
      await page.keyboard.press("Enter");
      await reviewOf(page).click();
      await expect(dialogOf(page, "Version 3 of the workflow")).toContainText("3 loans are in a status");
      await expectAccessible(page, "review of a version");
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Open version 1" }).click();
      await expectAccessible(page, "a version");
      await page.keyboard.press("Escape");
      await saveStatusWorkflow(await tenant.context(), { statuses: customWorkflow() });
      await expect(page.getByRole("button", { name: "Put my changes on top" })).toBeVisible();
      await expectAccessible(page, "workflow with a conflict");
    });

    test(`P7.9 P1.8 P6.3: the other pages of the administration, ${colorScheme}`, async ({
      newTenant,
      openAs,
    }) => {
      const tenant = await newTenant();
      await tenant.buy(1);
      await tenant.postTrade({ exchangeTradeId: "NOT-A-TRADE" });
      const page = await openAs({ tenant, role: "admin" });
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.goto("/admin/deliveries");
      await page.getByRole("table", { name: "Deliveries" }).getByRole("button").first().click();
      await expect(page.getByRole("textbox", { name: "Payload" })).toBeVisible();
      await expectAccessible(page, "deliveries with one open");
      await page.goto("/admin/keys");
      await page.getByRole("button", { name: "Create key" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Create key" }).click();
      await expect(page.getByLabel("Key", { exact: true })).toBeVisible();
      await expectAccessible(page, "a key that is shown once");
      await page.goto("/admin/keys");
      await expect(page.getByRole("table", { name: "Exchange keys" })).toBeVisible();
      await expectAccessible(page, "keys");
      await page.goto("/admin/users");
      await expect(page.getByRole("table", { name: "Users" })).toBeVisible();
      await expectAccessible(page, "users");
      await page.getByRole("button", { name: "Add a person" }).click();
      await page.getByRole("button", { name: "Add person" }).click();
      await expectAccessible(page, "form of a person with a fault");
      await page.goto("/admin/settings");
      await page.getByLabel("Holidays").selectOption("us-federal");
      await expect(page.getByText("Today would be")).toBeVisible();
      await expectAccessible(page, "settings with a change");
      await page.goto("/admin/integrations");
      await page.getByRole("button", { name: "Set up E-mail" }).click();
      await expect(page.getByText("Nothing has been sent yet.")).toBeVisible();
      await expectAccessible(page, "integrations with one open");
      const operator = await openAs({ tenant, role: "operator" });
      await operator.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await operator.goto("/admin/workflow");
      await expectAccessible(operator, "administration for an operator");
    });

    test(`P7.9 P8.4 P8.6: the grid, its menus and its groups, ${colorScheme}`, async ({
      newTenant,
      openAs,
      viewport,
    }) => {
      const tenant = await newTenant();
      await tenant.buyDaysAgo(14, 2);
      const [first = 0] = await tenant.buy(3);
      await tenant.move(first, "in_transit");
      const page = await openAs({ tenant, role: "admin" });
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.goto("/pipeline/grid");
      if ((viewport?.width ?? 0) < 1_024) {
        await expect(page.getByRole("link", { name: "Open modern mode" })).toBeVisible();
        return expectAccessible(page, "power mode on a narrow screen");
      }
      await expect(loanRows(page)).toHaveCount(5);
      await gridRow(page, first).getByRole("checkbox").click();
      await expect(selectionOf(page)).toContainText("1 selected");
      await expectAccessible(page, "grid with a ticked loan");
      await cellOf(gridRow(page, first), "currentStatus").click({ button: "right" });
      await expect(page.getByRole("menu")).toBeVisible();
      await expectAccessible(page, "menu of a row");
      await page.keyboard.press("Escape");
      await openColumn(page, "Status");
      await expectAccessible(page, "filter of the status");
      await page.keyboard.press("Escape");
      const amount = await openColumn(page, "Loan amount");
      await amount.getByLabel("At least").fill("lots");
      await page.keyboard.press("Enter");
      await expectAccessible(page, "filter of a column with a fault");
      await page.goto("/pipeline/grid?group=trade&status=purchased");
      await tradeRows(page).first().getByRole("button").click();
      await expect(loanRows(page)).toHaveCount(2);
      await expectAccessible(page, "grid grouped by trade");
    });

    test(`P7.9: sign-in and API docs, ${colorScheme}`, async ({ openAs }) => {
      const page = await openAs(null);
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.goto("/sign-in?error=OAuthCallback");
      await expect(page.getByRole("alert").filter({ hasText: "identity provider" })).toBeVisible();
      await expectAccessible(page, "sign-in");
      await page.goto("/docs");
      await expect(page.getByRole("heading", { name: "REST API" })).toBeVisible();
      await page.locator("details").evaluateAll((all) => {
        for (const details of all.slice(0, 12)) (details as HTMLDetailsElement).open = true;
      });
      await expectAccessible(page, "API docs");
    });
  });
}
