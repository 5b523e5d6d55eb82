import { expect, test } from "../fixtures/test.ts";

test.use({ role: "operator" });

for (const name of ["deliveries", "workflow", "keys", "users", "settings"]) {
  test(`P6.3: an operator at /admin/${name} is told so, and finds no link to it`, async ({ page }) => {
    await page.goto(`/admin/${name}`);
    await expect(page.getByRole("heading", { name: "This is for administrators" })).toBeVisible();
    await expect(page.getByRole("navigation", { name: "Main" }).locator('a[href^="/admin"]')).toHaveCount(0);
  });
}

test("P6.3 P2.7: the server refuses an operator what the designer asks and sends", async ({
  page,
  problems,
}) => {
  problems.expect(/status of 403/);
  await page.goto("/pipeline");
  const answers = await page.evaluate(async () => {
    const ask = async (address: string, body?: unknown) => {
      const init = body && {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(body),
      };
      return (await fetch(`/api/trpc/pipeline.${address}`, init || {})).status;
    };
    const statuses: unknown[] = [];
    return [
      await ask("workflowVersions?input={}"),
      await ask("previewWorkflow", { statuses }),
      await ask("saveWorkflow", { statuses }),
      await ask("workflow"),
    ];
  });
  expect(answers.slice(0, 3)).toEqual([403, 403, 403]);
  expect(answers[3]).toBe(200);
});
