import { expectAccessible } from "../fixtures/axe.ts";
import { openFileOf } from "../fixtures/funding-workflow.ts";
import { expect, test } from "../fixtures/test.ts";

test.use({ role: "operator" });

const pdf = (name: string) => ({
  name,
  mimeType: "application/pdf",
  buffer: Buffer.from(`%PDF-1.7 ${name}`),
});

test("F6.2: what is wanted is ticked by what came; a document is removed, brought back and downloaded", async ({
  page,
  tenant,
  problems,
}) => {
  const { fileId } = await openFileOf(tenant, "everything");
  await page.goto(`/funding/${fileId}/documents`);
  const papers = page.getByRole("region", { name: "Papers of the client" });
  const wanted = papers.getByRole("list", { name: "Documents wanted" });
  const drop = papers.locator("input[type=file]");
  await expect(papers.getByText("4 still to come.")).toBeVisible();
  await expect(wanted.getByRole("listitem").filter({ hasText: "Business plan" })).toContainText("optional");

  // The first that is missing is chosen already.
  await expect(papers.getByLabel("What it is")).toHaveValue("bank_statement");
  await drop.setInputFiles([pdf("March.pdf"), pdf("April.pdf")]);
  const statements = wanted.getByRole("listitem").filter({ hasText: "Bank statements, 3–6 months" });
  await expect(statements).toContainText("2 of 3");
  await drop.setInputFiles(pdf("May.pdf"));
  await expect(statements.getByLabel("Received", { exact: true })).toBeVisible();
  await expect(papers.getByText("3 still to come.")).toBeVisible();
  await expect(papers.getByLabel("What it is")).toHaveValue("tax_return");
  await expectAccessible(page, "documents of a file");

  problems.expect(/422.*documents/);
  await drop.setInputFiles({ name: "tool.exe", mimeType: "application/pdf", buffer: Buffer.from("MZ") });
  await expect(papers.getByRole("alert")).toContainText("tool.exe was not added");

  const list = papers.getByRole("list", { name: "Documents received" });
  await list.getByRole("button", { name: "Remove May.pdf" }).click();
  await expect(list.getByRole("listitem")).toHaveCount(2);
  await expect(papers.getByText("4 still to come.")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(list.getByRole("listitem")).toHaveCount(3);

  const coming = page.waitForEvent("download");
  await list.getByRole("link", { name: "Download March.pdf" }).click();
  const download = await coming;
  expect(download.suggestedFilename()).toBe("March.pdf");
  const bytes = Buffer.concat(await Array.fromAsync(await download.createReadStream()));
  expect(bytes.toString()).toBe("%PDF-1.7 March.pdf");
});
