import { expect, test } from "../fixtures/test.ts";

test("F7.4: a system outside goes live only with all that it needs, keeps its key to itself, and says who changed what", async ({
  newTenant,
  openAs,
}) => {
  const tenant = await newTenant();
  const page = await openAs({ tenant, role: "admin" });
  await page.goto("/admin/integrations");
  const documenso = page.getByRole("region", { name: /^Documenso/ });
  await expect(documenso.getByText("Sandbox", { exact: true })).toBeVisible();
  await documenso.getByRole("button", { name: "Test connection of Documenso" }).click();
  await expect(documenso.getByRole("status")).toContainText("It works. The sandbox is ready.");

  await documenso.getByRole("button", { name: "Set up Documenso" }).click();
  const form = page.getByRole("form", { name: "Settings of Documenso" });
  await form.getByRole("radio", { name: /^Live/ }).check();
  await form.getByLabel("Template ID").fill("42");
  await form.getByRole("button", { name: "Save settings" }).click();
  await expect(form.getByText(/^Template ID must begin with envelope_/)).toBeVisible();
  await form.getByLabel("Template ID").fill("envelope_abcdefghijklmnop");
  await form.getByRole("button", { name: "Save settings" }).click();
  await expect(form.getByText("API token is required before the real service is used.")).toBeVisible();
  await form.getByLabel("API token").fill("api_very-secret");
  await form.getByRole("button", { name: "Save settings" }).click();
  await expect(page.getByText("The settings are saved")).toBeVisible();
  await expect(documenso.getByText("Live", { exact: true }).first()).toBeVisible();

  await page.reload();
  await documenso.getByRole("button", { name: "Set up Documenso" }).click();
  await expect(form.getByLabel("API token")).toHaveValue("");
  await expect(form.getByText(/^Entered by .* Left empty, it stays\.$/)).toBeVisible();
  await expect(documenso.getByText("changed Template ID, sandbox or live, API token")).toBeVisible();
  expect(await page.content()).not.toContain("very-secret");

  // The key goes to no other address than the one that it was entered for.
  await form.getByLabel("Address").fill("https://elsewhere.example/api/v2");
  await form.getByRole("button", { name: "Save settings" }).click();
  await expect(form.getByText(/^API token must be entered again/)).toBeVisible();
  await form.getByRole("button", { name: "Leave as it is" }).click();
  await expect(form.getByLabel("Address")).toHaveValue("https://app.documenso.com/api/v2");
});

test("F7.4: what two administrators change at once is not lost: the second is told and looks again", async ({
  newTenant,
  openAs,
  problems,
}) => {
  problems.expect(/409/);
  const tenant = await newTenant();
  const pages = await Promise.all([0, 1].map(() => openAs({ tenant, role: "admin" })));
  const [mine, theirs] = pages as [(typeof pages)[0], (typeof pages)[0]];
  for (const page of pages) {
    await page.goto("/admin/integrations");
    await page.getByRole("button", { name: "Set up E-mail" }).click();
  }
  await theirs.getByLabel("Name of the sender").fill("Their desk");
  await theirs.getByRole("button", { name: "Save settings" }).click();
  await expect(theirs.getByText("The settings are saved")).toBeVisible();
  await mine.getByLabel("Address of the sender").fill("desk@lender.example");
  await mine.getByRole("button", { name: "Save settings" }).click();
  await expect(mine.getByText("Somebody changed these settings after you opened them.")).toBeVisible();
  await expect(mine.getByLabel("Name of the sender")).toHaveValue("Their desk");
  await expect(mine.getByLabel("Address of the sender")).toHaveValue("desk@lender.example");
  await mine.getByRole("button", { name: "Save settings" }).click();
  await expect(mine.getByText("The settings are saved")).toBeVisible();
});

test("F7.4 P6.3: an operator is told that it is for administrators", async ({ newTenant, openAs }) => {
  const tenant = await newTenant();
  const page = await openAs({ tenant, role: "operator" });
  await page.goto("/admin/integrations");
  await expect(page.getByText("This is for administrators")).toBeVisible();
  await expect(page.getByRole("link", { name: "Integrations" })).toHaveCount(0);
});
