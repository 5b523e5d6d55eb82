import { describe, expect, it } from "vitest";
import { faultOfFile, isPicture, typeByName } from "./document-file.ts";

describe("M3 a file before it is sent", () => {
  it.each([
    ["appraisal.pdf", 1, null],
    ["Photo of the roof.JPG", 20_000_000, null],
    ["roof.jpg", 20_000_001, /larger than 20 MB/],
    ["empty.pdf", 0, /is empty/],
    ["setup.exe", 10, /is no PDF/],
    ["page.html", 10, /is no PDF/],
    ["pdf", 10, /is no PDF/],
  ])("M3 %s of %d bytes", (name, size, fault) => {
    const found = faultOfFile({ name, size });
    if (fault === null) expect(found).toBeNull();
    else expect(found).toMatch(fault);
  });

  it.each([
    ["Appraisal_2026-03.pdf", "appraisal"],
    ["BPO 41 Alder Way.pdf", "appraisal"],
    ["title-commitment.pdf", "title"],
    ["termite.inspection.pdf", "inspection"],
    ["promissory_note.pdf", "loan_agreement"],
    ["Hazard insurance binder.pdf", "insurance"],
    ["scan0001.pdf", null],
  ])("M3 what %s says that it is", (name, type) => expect(typeByName(name)).toBe(type));

  it("M3 only what a picture element shows is shown", () => {
    expect(["image/png", "image/jpeg", "image/tiff", "application/pdf", "text/html"].map(isPicture)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
