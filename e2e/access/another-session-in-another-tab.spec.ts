import type { Page } from "@playwright/test";
import { loanUrl, panelOf } from "../fixtures/desk.ts";
import type { TestTenant } from "../fixtures/tenant.ts";
import { expect, test } from "../fixtures/test.ts";

async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: /Administrator|Operator/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
}

async function signIn(page: Page, tenant: TestTenant): Promise<void> {
  await page.getByLabel("Email").fill(tenant.emailOf("admin"));
  await page.getByLabel("Password").fill(tenant.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Loan pipeline" })).toBeVisible();
}

test("P6.1 P6.2: what is typed in one tenant is never written into another that a second tab has signed in to", async ({
  newTenant,
  openAs,
  problems,
}) => {
  const [mine, theirs] = [await newTenant(), await newTenant()];
  const [loanId = 0] = await mine.buy(1);
  expect(await theirs.buy(1)).toEqual([loanId]);
  const desk = await openAs({ tenant: mine, role: "admin" });
  await desk.goto(loanUrl(loanId));
  await panelOf(desk).getByRole("button", { name: "Edit" }).click();
  await panelOf(desk).getByLabel("Sale price").fill("123456.78");

  problems.expect(/status of 401/, /status of 409/);
  const second = await desk.context().newPage();
  await second.goto("/pipeline");
  await signOut(second);
  await expect(desk.getByText("Your session has ended. What you typed is still here.")).toBeVisible();
  await signIn(second, theirs);
  await expect(desk.getByText(`you have signed in as ${theirs.emailOf("admin")}`)).toBeVisible();

  await panelOf(desk).getByRole("button", { name: "Save" }).click();
  await expect(panelOf(desk).getByRole("alert")).toContainText("nothing was changed here");
  await expect(panelOf(desk).getByLabel("Sale price")).toHaveValue("123456.78");
  for (const tenant of [mine, theirs]) {
    const { json } = await tenant.api("admin", "GET", `/api/pipeline/loans/${loanId}`);
    expect(json.salePrice).toBeNull();
  }
});

test("P6.2: a tab in which nothing was typed goes on as the person who has signed in beside it", async ({
  newTenant,
  openAs,
  problems,
}) => {
  const [mine, theirs] = [await newTenant(), await newTenant()];
  const desk = await openAs({ tenant: mine, role: "admin" });
  await desk.goto("/pipeline");
  await expect(desk.getByText(mine.name)).toBeVisible();

  problems.expect(/status of 401/);
  const second = await desk.context().newPage();
  await second.goto("/pipeline");
  await signOut(second);
  await expect(desk).toHaveURL(/\/sign-in\?callbackUrl=%2Fpipeline$/);
  await signIn(second, theirs);
  await desk.goto("/pipeline");
  await expect(desk.getByText(theirs.name)).toBeVisible();
});

test("P6.1: a page is not shown under another tenant's name when the cookie has changed unheard", async ({
  newTenant,
  openAs,
  problems,
}) => {
  const [mine, theirs] = [await newTenant(), await newTenant()];
  await theirs.buy(1, { borrowerName: "Only Theirs" });
  const desk = await openAs({ tenant: mine, role: "admin" });
  // Without live changes nothing is asked again, so only what the server sends with the next page can tell.
  problems.expect(/ERR_FAILED .*api\/live/);
  await desk.route("**/api/live", (route) => route.abort());
  await desk.goto("/pipeline");
  const { cookies } = await theirs.signedIn("admin");
  await desk.context().addCookies(cookies);
  await desk.getByRole("link", { name: "Loans", exact: true }).click();
  await expect(desk.getByRole("link", { name: "Only Theirs" })).toBeVisible();
  await expect(desk.getByText(theirs.name)).toBeVisible();
});
