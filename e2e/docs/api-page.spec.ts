import { expect, test } from "../fixtures/test.ts";

test.use({ role: null });

test("P9.4: the page shows every operation of the OpenAPI document, to anybody", async ({
  page,
  request,
}) => {
  const document = await (await request.get("/api/openapi.json")).json();
  expect(document.openapi).toMatch(/^3\.1\./);
  const operations = Object.entries<Record<string, { operationId: string; summary: string }>>(
    document.paths,
  ).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      path,
      method: method.toUpperCase(),
      ...operation,
    })),
  );
  expect(operations.length).toBeGreaterThanOrEqual(13);

  await page.goto("/docs");
  await expect(page.getByRole("heading", { name: "REST API", level: 1 })).toBeVisible();
  const sections = page.locator("main section");
  await expect(sections).toHaveCount(operations.length);
  for (const { operationId, summary, path, method } of operations) {
    const section = page.locator(`[id="${operationId}"]`);
    await expect(section.getByRole("heading", { level: 2 })).toHaveText(summary);
    await expect(section).toContainText(`${method} ${path}`);
  }
});

test("P9.4: on a tablet the heading comes before the list of operations", async ({ page }) => {
  await page.setViewportSize({ width: 768, height: 1024 });
  await page.goto("/docs");
  const heading = await page.getByRole("heading", { name: "REST API" }).boundingBox();
  expect(heading?.y).toBeLessThan(200);
});

test("P9.4: an operation is reached from the list beside it, opened by keyboard, and named in the address", async ({
  page,
}) => {
  await page.goto("/docs");
  await page
    .getByRole("navigation", { name: "Operations" })
    .getByRole("link", { name: /PUT .*status/ })
    .click();
  await expect(page).toHaveURL(/\/docs#/);
  const section = page.locator("main section").filter({ hasText: "Move a loan along the workflow" });
  await expect(section.getByRole("heading", { level: 2 })).toBeInViewport();
  await section.getByText("Body", { exact: true }).focus();
  await page.keyboard.press("Enter");
  await expect(section.getByText("newStatus").first()).toBeVisible();
  await section.getByText("Refusals", { exact: true }).click();
  await expect(section.getByText("422")).toBeVisible();
});

test("P9.4: the page can be read when the document cannot be had and no script runs", async ({
  browser,
  request,
  baseURL,
}) => {
  const { paths } = await (await request.get("/api/openapi.json")).json();
  const count = Object.values<object>(paths).flatMap((methods) => Object.keys(methods)).length;
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false });
  await context.route("**/api/openapi.json", (route) => route.abort());
  const page = await context.newPage();
  await page.goto("/docs");
  await expect(page.locator("main section")).toHaveCount(count);
  await expect(page.getByRole("link", { name: "openapi.json", exact: true })).toHaveAttribute(
    "href",
    "/api/openapi.json",
  );
  await context.close();
  const refused = await request.post("/api/openapi.json");
  expect([refused.status(), (await refused.json()).code]).toEqual([405, "METHOD_NOT_ALLOWED"]);
});
