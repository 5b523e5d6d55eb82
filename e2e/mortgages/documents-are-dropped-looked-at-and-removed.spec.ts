import { readFileSync } from "node:fs";
import { PDF } from "../../server/domain/mortgages/testing-mortgages.ts";
import { expectAccessible } from "../fixtures/axe.ts";
import { mortgageOf, PICTURE } from "../fixtures/mortgages.ts";
import { expect, test } from "../fixtures/test.ts";

test("M3: documents are dropped together, named, sent, looked at, downloaded and removed", async ({
  page,
  tenant,
}) => {
  const { mortgageId } = await mortgageOf(tenant);
  await page.goto(`/mortgages/${mortgageId}`);
  await page.getByLabel(/^Drop documents here/).setInputFiles([
    { name: "Hazard insurance.pdf", mimeType: "application/pdf", buffer: PDF },
    { name: "roof.png", mimeType: "image/png", buffer: PICTURE },
    { name: "empty.pdf", mimeType: "application/pdf", buffer: Buffer.alloc(0) },
    { name: "setup.exe", mimeType: "application/octet-stream", buffer: Buffer.from("MZ") },
  ]);
  const chosen = page.getByRole("list", { name: "Files to add" });
  await expect(chosen.getByText("The file is empty. Choose another one.")).toBeVisible();
  await expect(chosen.getByText(/^This is no PDF/)).toBeVisible();
  await expect(page.getByLabel("What Hazard insurance.pdf is")).toHaveValue("insurance");
  await page.getByLabel("What roof.png is").selectOption("Inspection");
  await expectAccessible(page, "documents to add");
  await page.getByRole("button", { name: "Add 2 documents" }).click();
  const kept = (type: string) => page.getByRole("list", { name: type });
  await expect(kept("Insurance")).toContainText("Hazard insurance.pdf");
  await expect(kept("Inspection")).toContainText("roof.png");
  await page.getByRole("button", { name: "Take empty.pdf off the list" }).click();
  await page.getByRole("button", { name: "Take setup.exe off the list" }).click();
  await expect(chosen).toHaveCount(0);

  await page.getByRole("button", { name: "Preview roof.png" }).click();
  await expect(page.getByRole("img", { name: "roof.png" })).toHaveJSProperty("naturalWidth", 1);
  await expectAccessible(page, "a picture");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Preview Hazard insurance.pdf" }).click();
  await expect(page.getByRole("dialog")).toContainText("never opened inside the desk");
  await page.keyboard.press("Escape");

  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download Hazard insurance.pdf" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("Hazard insurance.pdf");
  expect(readFileSync(await download.path())).toEqual(PDF);

  await page.getByRole("button", { name: "Remove roof.png" }).click();
  const question = page.getByRole("dialog", { name: "Remove this document?" });
  await question.getByRole("button", { name: "Cancel" }).click();
  await expect(kept("Inspection")).toContainText("roof.png");
  await page.getByRole("button", { name: "Remove roof.png" }).click();
  await question.getByRole("button", { name: "Remove document" }).click();
  await expect(page.getByText("roof.png removed")).toBeVisible();
  await expect(kept("Inspection")).toHaveCount(0);
  await expect(kept("Insurance")).toContainText("Hazard insurance.pdf");
});

test("M3: what is no PDF inside is told at its file, and the rest is added all the same", async ({
  page,
  tenant,
  problems,
}) => {
  problems.expect(/status of 422/);
  const { mortgageId } = await mortgageOf(tenant);
  await page.goto(`/mortgages/${mortgageId}`);
  await page.getByLabel(/^Drop documents here/).setInputFiles([
    { name: "title.pdf", mimeType: "application/pdf", buffer: Buffer.from("<html>") },
    { name: "appraisal.pdf", mimeType: "application/pdf", buffer: PDF },
  ]);
  await page.getByRole("button", { name: "Add 2 documents" }).click();
  await expect(page.getByRole("list", { name: "Appraisal" })).toContainText("appraisal.pdf");
  await expect(page.getByRole("list", { name: "Files to add" })).toContainText("Nothing was stored");
  await expect(page.getByRole("list", { name: "Title" })).toHaveCount(0);
});
