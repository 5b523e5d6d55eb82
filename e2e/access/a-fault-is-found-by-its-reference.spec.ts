import { readFileSync } from "node:fs";
import { expectInServerLog, serverLog } from "../fixtures/app.ts";
import { expect, test } from "../fixtures/test.ts";

interface Line {
  level: string;
  msg: string;
  requestId?: string;
  reference?: string;
  route?: string;
}

function lines(): Line[] {
  const text = readFileSync(serverLog(), "utf8");
  return text.split("\n").flatMap((line) => (line.startsWith("{") ? [JSON.parse(line) as Line] : []));
}

test("P7.4 C37 A10: a page that cannot be shown names a reference, by which the log tells of the fault and of its request, and is asked for again", async ({
  newTenant,
  openAs,
  problems,
}) => {
  const tenant = await newTenant();
  const page = await openAs({ tenant, role: "admin" });
  await tenant.asOwner("ALTER TABLE tenant_identity RENAME TO mislaid_identity");
  expectInServerLog('relation \\"tenant_identity\\" does not exist');
  problems.expect(/status of 500/, /React error #441/);

  const answer = await page.goto("/pipeline/loans?search=canary.name");
  const alert = page.getByRole("alert").filter({ hasText: "This page could not be shown" });
  await expect(alert).toContainText("Nothing was changed");
  const reference = /Reference\s+(\S+)/.exec(await alert.innerText())?.[1] ?? "no reference on the screen";
  const told = lines().find((line) => line.reference === reference);
  expect(told).toMatchObject({ level: "error", msg: "A page could not be shown", route: "/pipeline/loans" });
  expect(told?.requestId).toBe(answer?.headers()["x-request-id"]);

  expect(readFileSync(serverLog(), "utf8")).not.toContain("canary.name");
  await tenant.asOwner("ALTER TABLE mislaid_identity RENAME TO tenant_identity");
  await alert.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { name: "Loans", exact: true })).toBeVisible();
});
