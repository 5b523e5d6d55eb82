import type { MortgageFacts } from "@/server/domain/mortgages/model/mortgage.ts";
import type { Outputs } from "../trpc/client.ts";
import type { Listing, Plan } from "./deletion/plan-lines.ts";

/** What stories of mortgages show, as the server would have answered. */

/** What is typed of a mortgage. */
export const FACTS: MortgageFacts = {
  externalMortgageId: "HBR-2024-0117",
  borrowerId: 7,
  loanAmount: "412500.00",
  interestRate: "6.1250",
  originationDate: "2024-03-01",
  maturityDate: "2027-03-01",
  status: "active",
  property: {
    street: "41 Alder Way",
    city: "Portland",
    state: "OR",
    zip: "97205",
    country: "US",
    type: "single_family",
    latitude: "45.5202000",
    longitude: "-122.6742000",
  },
};

export const MORTGAGE: Plan["mortgage"] = {
  ...FACTS,
  mortgageId: 42,
  borrowerName: "Rosa Delgado",
  previousMortgageId: null,
  renewedBy: null,
  version: 3,
  createdAt: "2024-03-01T16:00:00.000Z",
  createdBy: "ann@desk.test",
  updatedAt: "2026-03-04T21:12:00.000Z",
  updatedBy: "ann@desk.test",
};

export const LISTING: Listing = {
  listingId: 12,
  status: "active",
  askingPrice: "410000.00",
  listedAt: "2026-02-02T15:00:00.000Z",
  lockedAt: null,
  lockedBy: null,
  lockedFor: null,
};

export const LOCKED: Listing = {
  ...LISTING,
  listingId: 13,
  lockedAt: "2026-03-02T15:30:00.000Z",
  lockedBy: "deals@desk.test",
  lockedFor: "Meridian Fund, spring pool",
};

type Document = Outputs["mortgages"]["documents"]["list"][number];

export function documentOf(documentId: number, facts: Partial<Document> = {}): Document {
  return {
    documentId,
    mortgageId: 42,
    name: "Appraisal 2024-02.pdf",
    type: "appraisal",
    storageId: `00000000-0000-4000-8000-${String(documentId).padStart(12, "0")}`,
    uploadDate: "2026-03-04T21:12:00.000Z",
    uploadedBy: "ann@desk.test",
    fileSize: 2_480_000,
    mediaType: "application/pdf",
    sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    ...facts,
  };
}

/** A mortgage with what its own page tells of it. */
export function detailOf(facts: Partial<Plan["mortgage"]> = {}): NonNullable<Outputs["mortgages"]["get"]> {
  const { listings, ownership, documents, comparables, payments, paid, templates } = planOf();
  const hanging = { listings, ownership, documents, comparables, payments, paid, templates };
  return { ...MORTGAGE, ...facts, ...hanging, documentTemplates: [] };
}

/** A book of three, each in another state. */
export const BOOK: Plan["mortgage"][] = [
  MORTGAGE,
  {
    ...MORTGAGE,
    mortgageId: 57,
    externalMortgageId: null,
    borrowerId: 8,
    borrowerName: "Tomas Ekwueme",
    loanAmount: "1250000.00",
    interestRate: "7.2500",
    maturityDate: "2026-01-15",
    originationDate: "2023-01-15",
    status: "defaulted",
    property: { ...MORTGAGE.property, street: "9 Birch Court", city: "Salem", zip: "97301" },
  },
  {
    ...MORTGAGE,
    mortgageId: 58,
    externalMortgageId: "HBR-2021-0044",
    borrowerId: 9,
    borrowerName: "Ines Varga",
    loanAmount: "98400.00",
    status: "closed",
    property: { ...MORTGAGE.property, street: "1200 Quarry Road", city: "Bend", zip: "97701" },
  },
];

/** What hangs on the mortgage, with counts that agree with it. */
export function planOf(facts: Partial<Plan> = {}): Plan {
  const parts = {
    mortgage: MORTGAGE,
    listings: [],
    ownership: [
      { owner: "Harbor Desk", share: "60.0000" },
      { owner: "Northway Partners", share: "40.0000" },
    ],
    documents: [],
    comparables: 0,
    payments: 0,
    paid: "0.00",
    templates: [],
    predecessor: null,
    ...facts,
  };
  const { mortgage, listings, ownership, documents, comparables, payments, templates } = parts;
  return {
    ...parts,
    planToken: "a".repeat(64),
    renewedBy: mortgage.renewedBy,
    counts: {
      listings: listings.length,
      comparables,
      ownership: ownership.length,
      payments,
      documents: documents.length,
      files: documents.length,
      templates: templates.length,
    },
    activeListings: listings.filter(({ status }) => status === "active"),
    lockedListings: listings.filter(({ lockedAt }) => lockedAt !== null),
    ...(facts.planToken ? { planToken: facts.planToken } : {}),
  };
}
