import { expectAccessible } from "../fixtures/axe.ts";
import { meetOnTheServer } from "../fixtures/held.ts";
import { openLive } from "../fixtures/live.ts";
import { mortgageOf, templateChangedMeanwhile, withTemplate } from "../fixtures/mortgages.ts";
import { expect, test } from "../fixtures/test.ts";

test("M12: a template is picked from Documenso, tells when it has changed there, takes its roles, and is removed", async ({
  newTenant,
  openAs,
}) => {
  const tenant = await newTenant();
  const { mortgageId } = await mortgageOf(tenant);
  const page = await openAs({ tenant, role: "admin" });
  await page.goto(`/mortgages/${mortgageId}`);
  const templates = page.getByRole("list", { name: "Document templates" });
  await page.getByRole("button", { name: "Add a template" }).click();
  const adding = page.getByRole("dialog", { name: "Add a template" });
  await adding.getByLabel("Template in Documenso").selectOption({ label: "Mortgage commitment" });
  await expect(adding.getByRole("textbox", { name: "Role 2" })).toHaveValue("Broker");
  await expectAccessible(page, "a template to add");
  await adding.getByRole("button", { name: "Add template" }).click();
  await expect(templates.getByRole("listitem")).toHaveCount(1);
  await expect(templates).toContainText("Signed by Borrower, Broker and Lender");

  await page.goto("/admin/integrations");
  await page.getByRole("button", { name: "Set up Documenso" }).click();
  const fate = page.getByLabel("What became of Mortgage commitment");
  const answered = page.waitForResponse((response) => response.url().includes("changeSandboxTemplate"));
  await fate.selectOption("Roles changed");
  await answered;
  await page.goto(`/mortgages/${mortgageId}`);
  await expect(templates).toContainText("Documenso has no role Borrower in it.");
  await expect(templates).toContainText("It is signed by Guarantor as well.");
  await page.getByRole("button", { name: "Edit Mortgage commitment" }).click();
  const editing = page.getByRole("dialog", { name: "Mortgage commitment" });
  await editing.getByRole("button", { name: /^Take its roles/ }).click();
  await editing.getByLabel("Name here").fill("Commitment letter");
  await editing.getByRole("button", { name: "Save template" }).click();
  await expect(templates).toContainText("Signed by Broker, Lender and Guarantor");
  await expect(templates).not.toContainText("any more");

  await page.getByRole("button", { name: "Remove Commitment letter" }).click();
  const question = page.getByRole("dialog", { name: "Remove Commitment letter?" });
  await question.getByRole("button", { name: "Remove template" }).click();
  await expect(page.getByText("No templates yet.")).toBeVisible();
});

test("M12: one that Documenso does not have, or a number, is refused at its field, and nothing is saved", async ({
  newTenant,
  openAs,
  problems,
}) => {
  problems.expect(/status of 400/);
  const tenant = await newTenant();
  const { mortgageId } = await mortgageOf(tenant);
  const page = await openAs({ tenant, role: "admin" });
  await page.goto(`/mortgages/${mortgageId}`);
  await page.getByRole("button", { name: "Add a template" }).click();
  const adding = page.getByRole("dialog", { name: "Add a template" });
  await adding.getByLabel("Template in Documenso").selectOption({ label: "Another one, by its id" });
  await adding.getByLabel("Name here").fill("Commitment");
  await adding.getByRole("textbox", { name: "Role 1" }).fill("Broker");
  const id = adding.getByLabel("Its id");
  for (const [given, says] of [
    ["42", "must be the id of a template as Documenso shows it"],
    ["envelope_nowhere", "Template not found. Please select a valid template"],
  ] as const) {
    await id.fill(given);
    await adding.getByRole("button", { name: "Add template" }).click();
    await expect(adding.getByText(says)).toBeVisible();
    await expect(id).toHaveAttribute("aria-invalid", "true");
  }
  await page.reload();
  await expect(page.getByText("No templates yet.")).toBeVisible();
});

test("M7 M12: of two who change one template the slower sees both versions, and saves theirs on top of what only the other changed", async ({
  newTenant,
  openAs,
  problems,
}) => {
  problems.expect(/status of 409/);
  const tenant = await newTenant();
  const template = await withTemplate(tenant, (await mortgageOf(tenant)).mortgageId);
  const page = await openAs({ tenant, role: "admin" });
  await page.goto(`/mortgages/${template.mortgageId}`);
  await page.getByRole("button", { name: "Edit Commitment" }).click();
  const editing = page.getByRole("dialog", { name: "Commitment" });
  await editing.getByLabel("Name here").fill("Commitment letter");
  await meetOnTheServer(page, "mortgages.templates.update", () =>
    templateChangedMeanwhile(tenant, template, { name: "Offer", signatoryRoles: ["Broker"] }),
  );
  await editing.getByRole("button", { name: "Save template" }).click();
  const conflict = editing.getByRole("alert");
  await expect(conflict).toContainText("changed this template while you were editing");
  const row = (fact: string) => conflict.getByRole("row", { name: new RegExp(`^${fact}`) }).getByRole("cell");
  await expect(row("Name")).toHaveText(["Commitment letter", "Offer"]);
  await expect(row("Who signs")).toHaveText(["left as it was", "Broker"]);
  await expectAccessible(page, "both versions of a template");
  await conflict.getByRole("button", { name: "Save mine" }).click();
  const templates = page.getByRole("list", { name: "Document templates" });
  await expect(templates).toContainText("Commitment letter");
  await expect(templates).toContainText("Signed by Broker");
});

test("M7 M12: a name that was typed and kept over an older version is not sent over a newer one unseen", async ({
  newTenant,
  openAs,
}) => {
  const tenant = await newTenant();
  const template = await withTemplate(tenant, (await mortgageOf(tenant)).mortgageId);
  const page = await openAs({ tenant, role: "admin" });
  await openLive(page, `/mortgages/${template.mortgageId}`);
  await page.getByRole("button", { name: "Edit Commitment" }).click();
  await page.getByLabel("Name here").fill("Commitment letter");
  await page.keyboard.press("Escape");
  await expect(page.getByText("Draft kept", { exact: true })).toBeVisible();
  await templateChangedMeanwhile(tenant, template, { name: "Offer", signatoryRoles: ["Broker"] });
  await page.getByRole("button", { name: "Edit Offer" }).click();
  const editing = page.getByRole("dialog", { name: "Offer" });
  await expect(editing.getByLabel("Name here")).toHaveValue("Commitment letter");
  const conflict = editing.getByRole("alert");
  await expect(conflict.getByRole("row", { name: /^Name/ }).getByRole("cell")).toHaveText([
    "Commitment letter",
    "Offer",
  ]);
  await conflict.getByRole("button", { name: "Take theirs" }).click();
  await expect(conflict).toBeHidden();
  await expect(editing.getByLabel("Name here")).toHaveValue("Offer");
  await expect(editing.getByRole("textbox", { name: "Role 1" })).toHaveValue("Broker");
});
