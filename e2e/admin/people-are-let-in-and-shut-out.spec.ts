import { holdCalls } from "../fixtures/held.ts";
import { signIn } from "../fixtures/tenant.ts";
import { expect, test } from "../fixtures/test.ts";

test("P6.3: somebody is added, made an administrator, and shut out, each from their next click on", async ({
  newTenant,
  openAs,
}) => {
  const tenant = await newTenant();
  const page = await openAs({ tenant, role: "admin" });
  await page.goto("/admin/users");
  await page.getByRole("button", { name: "Add a person" }).click();
  const form = page.getByRole("dialog", { name: "Add a person" });
  await form.getByLabel("E-mail").fill("nobody");
  await form.getByLabel("Name").fill("Rosa Delgado");
  await form.getByRole("button", { name: "Add person" }).click();
  await expect(form.getByLabel("E-mail")).toHaveAttribute("aria-invalid", "true");
  const email = `rosa@${tenant.slug}.test`;
  await form.getByLabel("E-mail").fill(email);
  await form.getByRole("button", { name: "Add person" }).click();
  const shown = page.getByRole("dialog", { name: `${email} may sign in now` });
  const passPhrase = await shown.getByLabel("Pass phrase").inputValue();
  await shown.getByLabel("Pass phrase").focus();
  await page.keyboard.press("Control+c");
  await shown.getByRole("button", { name: "Done" }).click();

  const rosa = await openAs(await signIn(email, passPhrase));
  await rosa.goto("/admin/users");
  await expect(rosa.getByRole("heading", { name: "This is for administrators" })).toBeVisible();

  const row = page.getByRole("table", { name: "Users" }).getByRole("row", { name: /Rosa Delgado/ });
  const ask = async (what: string) => {
    await row.getByRole("button", { name: "Actions for Rosa Delgado" }).click();
    await page.getByRole("menuitem", { name: what }).click();
    const question = page.getByRole("dialog", { name: `${what}: Rosa Delgado` });
    await question.getByRole("button", { name: what }).click();
    await expect(question).toBeHidden();
  };
  await ask("Make administrator");
  await expect(row).toContainText("Administrator");
  await rosa.reload();
  await expect(rosa.getByRole("table", { name: "Users" })).toBeVisible();
  await ask("Make operator");
  await rosa.reload();
  await expect(rosa.getByRole("heading", { name: "This is for administrators" })).toBeVisible();
  // An open page asks by itself, too, and hears 401: here the next request is to be her own.
  await rosa.goto("about:blank");
  await ask("Shut out");
  await expect(row).toContainText("Shut out");
  await rosa.goto("/pipeline");
  await expect(rosa).toHaveURL(/\/sign-in/);
});

test("P6.3: nobody takes their own role away", async ({ newTenant, openAs }) => {
  const tenant = await newTenant();
  const page = await openAs({ tenant, role: "admin" });
  await page.goto("/admin/users");
  const own = page.getByRole("table", { name: "Users" }).getByRole("row").filter({ hasText: "· you" });
  await own.getByRole("button", { name: /^Actions for/ }).click();
  await expect(
    page.getByText("Your own role and access are changed by another administrator."),
  ).toBeVisible();
  await expect(page.getByRole("menuitem", { name: "Make operator" })).toHaveCount(0);
  await expect(page.getByRole("menuitem", { name: "Shut out" })).toHaveCount(0);
});

test("P6.3: a renewed pass phrase is shown to whoever asked for it, however they press meanwhile", async ({
  newTenant,
  openAs,
}) => {
  const tenant = await newTenant();
  const page = await openAs({ tenant, role: "admin" });
  await page.goto("/admin/users");
  const email = tenant.emailOf("operator");
  const what = "Renew pass phrase";
  const row = page.getByRole("table", { name: "Users" }).getByRole("row").filter({ hasText: email });
  const question = page.getByRole("dialog", { name: new RegExp(`^${what}: `) });
  const secret = page.getByRole("dialog", { name: /^New pass phrase for / }).getByLabel("Pass phrase");
  const ask = async () => {
    await row.getByRole("button", { name: /^Actions for/ }).click();
    await page.getByRole("menuitem", { name: what }).click();
  };

  const letGo = await holdCalls(page, "admin.renewPassPhrase");
  await ask();
  await question.getByRole("button", { name: what }).click();
  await expect(question.getByRole("button", { name: what })).toHaveAttribute("aria-busy", "true");
  await page.keyboard.press("Escape");
  await expect(question.getByRole("button", { name: "Cancel" })).toHaveAttribute("aria-disabled", "true");
  letGo();
  await expect(secret).not.toHaveValue("");
  await secret.focus();
  await page.keyboard.press("Control+c");
  await page.getByRole("button", { name: "Done" }).click();

  // Escape before the screen knows that something is under way: the dialog goes, the pass phrase comes all the same.
  await ask();
  await question.getByRole("button", { name: what }).evaluate((button: HTMLElement) => {
    button.click();
    document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
  });
  await expect(secret).not.toHaveValue("");
  const operator = await openAs(await signIn(email, await secret.inputValue()));
  await operator.goto("/pipeline");
  await expect(operator.getByRole("heading", { name: "Loan pipeline" })).toBeVisible();
});
