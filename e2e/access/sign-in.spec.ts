import type { Page } from "@playwright/test";
import { disableUser } from "../../server/domain/tenancy/users.ts";
import { openLive } from "../fixtures/live.ts";
import { baseUrl, signIn } from "../fixtures/tenant.ts";
import { expect, test } from "../fixtures/test.ts";

test.use({ role: null });

async function fillIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

test("P6.4: the page that was asked for opens after signing in", async ({ page, tenant }) => {
  await page.goto("/pipeline/loans?status=purchased&page=1");
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=/);
  await expect(page.getByLabel("Email")).toBeFocused();
  await fillIn(page, tenant.emailOf("operator"), tenant.password);
  await expect(page).toHaveURL(/\/pipeline\/loans\?status=purchased/);
  await expect(page.getByRole("heading", { name: "Loans", level: 1 })).toBeVisible();
  await expect(page.getByText(tenant.name)).toBeVisible();
});

test("P6.4: a wrong password and an unknown address are told alike, and the address stays", async ({
  page,
  tenant,
  problems,
}) => {
  problems.expect(/status of 401/);
  await page.goto("/sign-in");
  for (const email of [tenant.emailOf("operator"), `nobody@${tenant.slug}.test`]) {
    await fillIn(page, email, "not the right one");
    const alert = page.getByRole("alert").filter({ hasText: "Email or password is not right" });
    await expect(alert).toBeVisible();
    await expect(page.getByLabel("Email")).toHaveValue(email);
  }
  await fillIn(page, tenant.emailOf("operator"), tenant.password);
  await expect(page).toHaveURL(/\/pipeline$/);
});

test("P6.4: what is sent before the page hears anybody is not sent, and never stands in an address", async ({
  page,
  tenant,
}) => {
  const addresses: string[] = [];
  page.on("request", (request) => addresses.push(request.url()));
  const scripts = Promise.withResolvers<void>();
  await page.route(/\/_next\/static\/.*\.js/, async (route) => {
    await scripts.promise;
    await route.continue();
  });
  await page.goto("/sign-in", { waitUntil: "commit" });
  await page.getByLabel("Email").fill(tenant.emailOf("operator"));
  await page.getByLabel("Password").fill(tenant.password);
  await page.getByLabel("Password").press("Enter");
  await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeDisabled();
  scripts.resolve();
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).toHaveURL(/\/pipeline$/);
  expect(addresses.filter((address) => address.includes("password="))).toEqual([]);
});

test("P6.5: after too many attempts the form says so, also to the right password", async ({
  page,
  newTenant,
  problems,
}) => {
  const tenant = await newTenant();
  const email = tenant.emailOf("operator");
  for (let attempt = 0; attempt < 10; attempt += 1) {
    await expect(signIn(email, `wrong ${attempt}`)).rejects.toThrow("could not sign in: 401");
  }
  problems.expect(/status of 401/);
  await page.goto("/sign-in");
  await fillIn(page, email, tenant.password);
  const alert = page.getByRole("alert").filter({ hasText: "Too many attempts" });
  await expect(alert).toContainText("Wait a few minutes");
  await expect(page).toHaveURL(/\/sign-in/);
});

for (const callbackUrl of [
  "https://evil.example/pipeline",
  "//evil.example/pipeline",
  "/\\evil.example",
  "javascript:alert(1)",
]) {
  test(`P6.5: signing in never leads to ${callbackUrl}`, async ({ page, tenant }) => {
    await page.goto(`/sign-in?callbackUrl=${encodeURIComponent(callbackUrl)}`);
    await fillIn(page, tenant.emailOf("operator"), tenant.password);
    await expect(page).toHaveURL(`${baseUrl()}/pipeline`);
  });
}

test("P6.4 P6.5: who is signed in is led on from the sign-in page, never to another site", async ({
  tenant,
  openAs,
}) => {
  const page = await openAs({ tenant, role: "operator" });
  const ask = encodeURIComponent("/pipeline/loans?status=purchased");
  await page.goto(`/sign-in?callbackUrl=${ask}`);
  await expect(page).toHaveURL(`${baseUrl()}/pipeline/loans?status=purchased`);
  await expect(page.getByRole("heading", { name: "Loans", level: 1 })).toBeVisible();
  for (const callbackUrl of ["//evil.example/pipeline", "/sign-in?callbackUrl=%2Fsign-in", ""]) {
    await page.goto(`/sign-in?callbackUrl=${encodeURIComponent(callbackUrl)}`);
    await expect(page).toHaveURL(`${baseUrl()}/pipeline`);
  }
});

test("P6.4: signing out ends the session also for a cookie that was copied", async ({ tenant, openAs }) => {
  const copied = await signIn(tenant.emailOf("operator"), tenant.password);
  const page = await openAs(copied);
  await page.goto("/pipeline");
  await expect(page.getByRole("heading", { name: "Loan pipeline" })).toBeVisible();
  await page.getByRole("button", { name: /Operator/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in$/);

  const thief = await openAs(copied);
  await thief.goto("/pipeline");
  await expect(thief).toHaveURL(/\/sign-in\?callbackUrl=%2Fpipeline$/);
  await expect(thief.getByLabel("Email")).toBeFocused();
  const refused = await thief.request.get("/api/pipeline/loans");
  expect(refused.status()).toBe(401);
});

test("P6.4: a user who is shut out is out on the next request", async ({ newTenant, openAs }) => {
  const tenant = await newTenant();
  await tenant.buy(1);
  const page = await openAs({ tenant, role: "operator" });
  await openLive(page, "/pipeline");
  await expect(page.getByRole("heading", { name: "Loan pipeline" })).toBeVisible();
  await disableUser(tenant.emailOf("operator"), { by: "system/e2e", now: new Date() });
  expect((await page.request.get("/api/pipeline/loans")).status()).toBe(401);
  await page.goto("/pipeline/loans");
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=%2Fpipeline%2Floans$/);
  await expect(signIn(tenant.emailOf("operator"), tenant.password)).rejects.toThrow("401");
});

test("P6.5: another site cannot use the cookie to change anything", async ({ tenant }) => {
  const [loanId = 0] = await tenant.buy(1);
  const { cookies } = await tenant.signedIn("admin");
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const from = (origin: string | null) =>
    fetch(`${baseUrl()}/api/pipeline/loans/${loanId}/status`, {
      method: "PUT",
      headers: { cookie, "Content-Type": "application/json", ...(origin === null ? {} : { origin }) },
      body: JSON.stringify({ newStatus: "in_transit", notes: "forged" }),
    }).then((response) => response.status);
  expect(await from("https://evil.example")).toBe(403);
  expect(await from(null)).toBe(403);
  expect((await tenant.api("operator", "GET", `/api/pipeline/loans/${loanId}`)).json.currentStatus).toBe(
    "purchased",
  );
  expect(await from(baseUrl())).toBe(200);
});
