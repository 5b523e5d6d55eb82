import { dialogOf } from "../fixtures/desk.ts";
import { expect, test } from "../fixtures/test.ts";

test("P6.3 C2: who closes the form half-way finds what they typed when it is opened again, until it is sent", async ({
  newTenant,
  openAs,
}) => {
  const tenant = await newTenant();
  const page = await openAs({ tenant, role: "admin" });
  await page.goto("/admin/users");
  const open = page.getByRole("button", { name: "Add a person" });
  const dialog = dialogOf(page, "Add a person");
  await open.click();
  await dialog.getByLabel("E-mail").fill(`mary@${tenant.slug}.test`);
  await dialog.getByLabel("Name").fill("Mary Kay");
  await dialog.getByLabel("Role").selectOption("Administrator");
  // A click outside does not close what somebody has typed in; Escape does, and says that it is kept.
  await page.mouse.click(5, 5);
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(page.getByText("Draft kept")).toBeVisible();

  await open.click();
  await expect(dialog.getByLabel("Name")).toHaveValue("Mary Kay");
  await expect(dialog.getByLabel("Role")).toHaveValue("admin");
  await dialog.getByRole("button", { name: "Add person" }).click();
  await expect(page.getByText("may sign in now")).toBeVisible();
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Copy", exact: true }).click();
  await page.getByRole("button", { name: "Done" }).click();
  await open.click();
  await expect(dialog.getByLabel("Name")).toHaveValue("");
});
