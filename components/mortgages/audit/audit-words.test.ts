import { describe, expect, it } from "vitest";
import { ATTEMPTS, AUDIT_ACTIONS } from "@/server/domain/mortgages/model/audit.ts";
import { goneText, someOf } from "../deletion/count-words.ts";
import { type AuditEntry, documentText, entryText } from "./audit-words.ts";
import { fieldLabel, valueText } from "./change-text.ts";

const NOTHING = {
  listings: 0,
  comparables: 0,
  ownership: 0,
  payments: 0,
  documents: 0,
  files: 0,
  templates: 0,
};

function entry(facts: Partial<AuditEntry>): AuditEntry {
  return {
    entryId: 1,
    at: "2026-03-04T12:00:00.000Z",
    actor: "ann@desk.test",
    action: "updated",
    mortgageId: 7,
    isThere: true,
    version: null,
    changes: [],
    details: {},
    ...facts,
  };
}

describe("M11 what an entry says", () => {
  it.each([
    [{ action: "created", details: { renews: 41 } }, "Created as the renewal of mortgage 41"],
    [
      {
        changes: [
          { field: "loanAmount", from: "1.00", to: "2.00" },
          { field: "property.zip", from: "1", to: "2" },
        ],
      },
      "Changed loan amount and zip",
    ],
    [
      { action: "deleted", details: { counts: { ...NOTHING, payments: 1_204, listings: 1 }, forced: true } },
      "Deleted by force, against the lock of a deal, with 1 listing and 1,204 payments",
    ],
    [{ action: "deleted", details: { counts: NOTHING, forced: false } }, "Deleted"],
    [
      {
        action: "reinstated",
        changes: [{ field: "status", from: "renewed", to: "active" }],
        details: { deletedRenewal: 9 },
      },
      "Is active again, since its renewal, mortgage 9, was deleted",
    ],
    [
      { action: "document_added", details: { name: "a.pdf", type: "loan_agreement" } },
      "Added “a.pdf” as Loan agreement",
    ],
    [
      {
        action: "template_removed",
        changes: [
          { field: "name", from: "Commitment", to: null },
          { field: "signatoryRoles", from: "Broker, Investor", to: null },
        ],
      },
      "Removed the template “Commitment”, signed by Broker, Investor",
    ],
    [
      { action: "refused", details: { attempted: "delete", code: "FORBIDDEN" } },
      "Deleting a mortgage, since they are no administrator",
    ],
    [
      { action: "refused", details: { attempted: "addTemplate", code: "MORTGAGE_FULL" } },
      "Adding a template, since the mortgage holds as many as it may",
    ],
    [
      { action: "refused", details: { attempted: "addDocument", code: "MORTGAGE_FULL" } },
      "Adding a document, since the mortgage holds as many as it may",
    ],
    [
      { action: "refused", details: { attempted: "addDocument", code: "STORE_FULL" } },
      "Adding a document, since there is no room for more files",
    ],
    [
      { action: "refused", details: { attempted: "update", code: "NEW_CODE" } },
      "Changing a mortgage, since NEW_CODE",
    ],
  ] satisfies [Partial<AuditEntry>, string][])("M11 %j", (facts, says) =>
    expect(entryText(entry(facts))).toBe(says),
  );

  it.each(AUDIT_ACTIONS)("M11 has words for %s", (action) => {
    const details = { name: "Ann", counts: NOTHING, attempted: Object.keys(ATTEMPTS)[0], code: "FORBIDDEN" };
    expect(entryText(entry({ action, details }))).toMatch(/^[A-Z]/);
  });

  it("M11 money, rates, days and kinds are read as people read them, and what is not known is null", () => {
    expect([
      valueText("loanAmount", "412500.00"),
      valueText("interestRate", "6.1250"),
      valueText("maturityDate", "2027-03-01"),
      valueText("property.type", "two_to_four_unit"),
      valueText("externalMortgageId", null),
    ]).toEqual(["$412,500.00", "6.125%", "Mar 1, 2027", "2–4 units", null]);
    expect([fieldLabel("interestRate"), fieldLabel("somethingNew")]).toEqual([
      "Interest rate",
      "somethingNew",
    ]);
  });
});

describe("M9 counts in words", () => {
  it("M9 leave out what there is none of, and say nothing of nothing", () => {
    expect(goneText({ ...NOTHING, documents: 2, files: 2, ownership: 1 })).toBe(
      "1 ownership share and 2 documents",
    );
    expect(goneText(NOTHING)).toBeNull();
  });

  it("M9 name the first few", () =>
    expect([someOf(["a", "b", "c"], 3), someOf(["a", "b", "c", "d"], 2)]).toEqual([
      "a, b and c",
      "a, b and 2 more",
    ]));

  it("M11 one file that was kept under two types is told as two documents", () => {
    const file = { name: "a.pdf", fileSize: 2_048, sha256: "ab12" };
    const [one, other] = [
      documentText({ ...file, type: "loan_agreement" }),
      documentText({ ...file, type: "appraisal" }),
    ];
    expect(one).toMatch(/^a\.pdf \(Loan agreement\), .+, SHA-256 ab12$/);
    expect(other).not.toBe(one);
  });
});
