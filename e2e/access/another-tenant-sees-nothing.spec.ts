import { loanUrl, panelOf, rowsOf } from "../fixtures/desk.ts";
import { expect, test } from "../fixtures/test.ts";

test("P6.1 P6.2: the address of another tenant's loan is the address of no loan", async ({
  newTenant,
  openAs,
  problems,
}) => {
  const [mine, theirs] = await Promise.all([newTenant(), newTenant()]);
  const [own = 0] = await mine.buy(1, { borrowerName: "Mine alone" });
  const foreign = (await theirs.buy(5, { borrowerName: "Their secret" })).at(-1) ?? 0;
  expect(foreign).toBeGreaterThan(own);

  problems.expect(/status of 404/);
  const page = await openAs({ tenant: mine, role: "admin" });
  const sent = await page.goto(loanUrl(foreign));
  await expect(panelOf(page).getByRole("alert")).toContainText("There is no such loan");
  expect(await sent?.text()).not.toContain("Their secret");
  await expect(page.getByText("Their secret")).toHaveCount(0);

  await page.goto("/pipeline/loans?q=Their+secret");
  await expect(page.getByRole("heading", { name: "No loan matches" })).toBeVisible();
  await page.goto(loanUrl(own));
  await expect(panelOf(page).getByRole("heading", { name: "Mine alone" })).toBeVisible();
  await expect(rowsOf(page)).toHaveCount(1);
});

test("P6.2 P6.3: the API answers for a foreign loan what it answers for none, whatever is asked of it", async ({
  newTenant,
}) => {
  const [mine, theirs] = await Promise.all([newTenant(), newTenant()]);
  const foreign = (await theirs.buy(3)).at(-1) ?? 0;
  const status = { newStatus: "in_transit", notes: "not mine" };
  for (const [method, tail, body] of [
    ["GET", "", undefined],
    ["PATCH", "", { salePrice: 1 }],
    ["PUT", "/status", status],
    ["POST", "/settle", { settlementAmount: 1, settlementDate: "2026-11-01", settlementReference: "X" }],
  ] as const) {
    const ofForeign = await mine.api("admin", method, `/api/pipeline/loans/${foreign}${tail}`, body);
    const ofNone = await mine.api("admin", method, `/api/pipeline/loans/2000000${tail}`, body);
    expect([ofForeign.status, ofForeign.text], `${method} ${tail}`).toEqual([404, ofNone.text]);
  }
  const { json } = await theirs.api("admin", "GET", `/api/pipeline/loans/${foreign}`);
  expect(json.currentStatus).toBe("purchased");
});
