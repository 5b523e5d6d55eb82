import { openFile } from "../fixtures/funding-workflow.ts";
import { expect, test } from "../fixtures/test.ts";

test.use({ role: "operator" });

const CODE = /\/_next\/static\/chunks\//;

test("F8.3: a part of the page that cannot be fetched says so, asks no more by itself, and comes at a press", async ({
  page,
  tenant,
  problems,
}) => {
  problems.expect(/ERR_INTERNET_DISCONNECTED/);
  const { fileId } = await openFile(tenant);
  await page.goto(`/funding/${fileId}`);
  await page.getByRole("button", { name: "Add a credit report" }).first().click();
  const dialog = page.getByRole("dialog", { name: /Add a credit report/ });
  const typeIn = dialog.getByRole("button", { name: "Enter it" });
  await expect(typeIn).toBeVisible();

  let asked = 0;
  await page.route(CODE, (route) => {
    asked += 1;
    return route.abort("internetdisconnected");
  });
  await typeIn.click();
  await expect(dialog.getByText("This part could not be fetched")).toBeVisible();
  const before = asked;
  expect(before).toBeGreaterThan(0);
  // Whoever goes on in the dialog does not make it ask again.
  await dialog.getByRole("button", { name: "Try again" }).focus();
  await page.keyboard.press("Tab");
  expect(asked).toBe(before);

  await page.unroute(CODE);
  await dialog.getByRole("button", { name: "Try again" }).click();
  await expect(dialog.getByLabel("Equifax score")).toBeVisible();
});
