import { doStep, nextOf, openFileOf, progressOf } from "../fixtures/funding-workflow.ts";
import { expect, test } from "../fixtures/test.ts";

test("F7.4: a press in the moment in which the letters have come to reach people sends nothing", async ({
  newTenant,
  openAs,
}) => {
  const tenant = await newTenant();
  const { fileId } = await openFileOf(tenant, "cards");
  await doStep(tenant, fileId, "card_funding", "approve_underwriting");
  const page = await openAs({ tenant, role: "operator" });
  await page.goto(`/funding/${fileId}`);
  const sandbox = nextOf(page).getByText(/sandbox, so nothing/);
  await expect(sandbox).toContainText("Documenso");
  const verb = nextOf(page).locator("[data-main-action]");
  await expect(verb).toBeEnabled();

  // As fast as nobody is: pressed as soon as the line goes.
  const pressed = page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const look = () => {
          if (/Documenso[^.]*: sandbox/.test(document.querySelector("[data-next-action]")?.textContent ?? ""))
            return;
          watcher.disconnect();
          document.querySelector<HTMLElement>("[data-next-action] [data-main-action]")?.click();
          resolve();
        };
        const watcher = new MutationObserver(look);
        watcher.observe(document.body, { childList: true, subtree: true, characterData: true });
      }),
  );
  const admin = await openAs({ tenant, role: "admin" });
  await admin.goto("/admin/integrations");
  await admin.getByRole("button", { name: "Set up Documenso" }).click();
  const form = admin.getByRole("form", { name: "Settings of Documenso" });
  await form.getByRole("radio", { name: /^Live/ }).check();
  await form.getByLabel("Template ID").fill("envelope_abcdefghijklmnop");
  await form.getByLabel("API token").fill("api_very-secret");
  await form.getByRole("button", { name: "Save settings" }).click();
  await expect(admin.getByText("The settings are saved")).toBeVisible();

  await expect(sandbox.filter({ hasText: "Documenso" })).toBeHidden();
  await expect(nextOf(page).getByText("Documenso: live, so it goes out for real.")).toBeVisible();
  await pressed;
  await expect(verb).toBeEnabled();
  const { version, timeline } = await progressOf(tenant, fileId);
  expect(timeline[0].step, `version ${version}`).toBe("approve_underwriting");
});
