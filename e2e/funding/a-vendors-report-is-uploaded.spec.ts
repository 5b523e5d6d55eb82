import { creditResponse, liability, mismoXml } from "../../server/domain/funding/intake/testing-documents.ts";
import { expectAccessible } from "../fixtures/axe.ts";
import { openFile } from "../fixtures/funding-workflow.ts";
import { expect, test } from "../fixtures/test.ts";

test.use({ role: "operator" });

const xml = (name: string, text: string) => ({ name, mimeType: "text/xml", buffer: Buffer.from(text) });

test("F1.1: a report in MISMO 2 is dropped in, refused where it is wrong in words, and taken once it is right", async ({
  page,
  tenant,
  problems,
}) => {
  const { fileId } = await openFile(tenant);
  await page.goto(`/funding/${fileId}/documents`);
  const reports = page.getByRole("region", { name: "Credit reports" });
  const drop = reports.locator("input[type=file]");
  await expect(reports.getByText("No report yet.")).toBeVisible();

  // What is no report is told before anything is sent.
  await drop.setInputFiles(xml("page.xml", "<html><body/></html>"));
  await expect(reports.getByRole("alert")).toContainText("page.xml is XML, but no credit report.");

  problems.expect(/400 \(Bad Request\).*credit-reports/);
  const wrong = [
    liability(),
    liability({ "@_UnpaidBalanceAmount": "-5", "@_AccountOpenedDate": "2999-01-01" }),
  ];
  await drop.setInputFiles(xml("report.xml", mismoXml(creditResponse({ CREDIT_LIABILITY: wrong }))));
  await expect(reports.getByRole("status")).toContainText("MISMO 2 credit report");
  // Whoever chose by keyboard goes on with Enter.
  await expect(reports.getByRole("button", { name: "Add and underwrite" })).toBeFocused();
  await page.keyboard.press("Enter");
  const refused = reports.getByRole("alert");
  await expect(refused).toContainText("The report was not taken. Nothing was changed.");
  await expect(refused).toContainText("Account 2, unpaid balance amount must not be negative.");
  await expect(refused).toContainText("Account 2, account opened date must not be in the future");
  await expectAccessible(page, "a refused report");
  const { json } = await tenant.api("operator", "GET", `/api/funding/files/${fileId}`);
  expect([json.reports, json.version]).toEqual([[], 1]);

  await reports.getByRole("button", { name: "Choose another file" }).click();
  await drop.setInputFiles(xml("report.xml", mismoXml()));
  await reports.getByRole("button", { name: "Add and underwrite" }).click();
  await expect(page.getByText("Report added, underwriting 1 done")).toBeVisible();
  const list = reports.getByRole("list", { name: "Credit reports received" });
  await expect(list.getByRole("listitem")).toContainText("Merge House");

  // The same bytes again are the same report.
  await drop.setInputFiles(xml("again.xml", mismoXml()));
  await reports.getByRole("button", { name: "Add and underwrite" }).click();
  await expect(page.getByText("This very report was here already")).toBeVisible();
  await expect(list.getByRole("listitem")).toHaveCount(1);
});
