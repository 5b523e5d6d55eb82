import { psxLoan, psxTrade } from "../../server/domain/pipeline/testing-trades.ts";
import { baseUrl, unique } from "../fixtures/tenant.ts";
import { expect, test } from "../fixtures/test.ts";

test("P1.8: of a delivery of the wrong content type the log says that it was not read, and not that it was empty", async ({
  newTenant,
  openAs,
}) => {
  const tenant = await newTenant();
  const answer = await fetch(`${baseUrl()}/api/pipeline/trades`, {
    method: "POST",
    headers: { "X-Exchange-Api-Key": tenant.webhookKey, "Content-Type": "text/plain" },
    body: JSON.stringify(psxTrade(unique("PSX"), [psxLoan(1)])),
  });
  expect(answer.status).toBe(415);
  const page = await openAs({ tenant, role: "admin" });
  await page.goto("/admin/deliveries");
  await page.getByRole("table", { name: "Deliveries" }).locator("tbody").getByRole("button").click();
  const detail = page.getByRole("dialog");
  await expect(detail).toContainText(
    "The body was not read, since its content type is not application/json. It cannot be processed again",
  );
  await expect(detail).toContainText("Not read");
  await expect(detail).not.toContainText(/0 B|empty|Fingerprint/);
  await expect(detail.getByRole("button", { name: "Process again" })).toHaveCount(0);
});
