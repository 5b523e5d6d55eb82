import { termsOf } from "../domain/mortgages/testing-mortgages.ts";

/** A good input for every door of mortgages, to be spoilt. Of the first few mortgages and borrowers of a tenant. */

const property = {
  street: "41 Alder Way",
  city: "Portland",
  state: "OR",
  zip: "97205",
  country: "US",
  type: "townhouse" as const,
  latitude: "45.52",
  longitude: "-122.68",
};
const created = () => ({
  ...termsOf({ property }),
  externalMortgageId: "LST-1",
  borrowerId: 1,
  ownership: [
    { owner: "Own account", share: 60 },
    { owner: "Fern Capital", share: "40" },
  ],
});
const edited = () => ({
  version: 1,
  externalMortgageId: null,
  borrowerId: 1,
  loanAmount: 400_000.5,
  interestRate: 5.5,
  originationDate: "2024-03-01",
  maturityDate: "2027-03-01",
  status: "defaulted",
  property,
});
const renewal = () => ({
  version: 1,
  externalMortgageId: "LST-2",
  loanAmount: "400000",
  interestRate: 5.5,
  originationDate: "2026-03-01",
  maturityDate: "2029-03-01",
});
const borrower = { name: "Ann", email: "ann@home.test", phone: "+1 212 555 0100" };
const list = {
  page: 1,
  pageSize: 10,
  sortBy: "maturityDate",
  sortDirection: "desc",
  status: "active,renewed",
  borrowerId: 1,
  originatedFrom: "2020-01-01",
  originatedTo: "2026-12-31",
  maturesFrom: "2020-01-01",
  maturesTo: "2040-12-31",
  search: "alder",
};
const period = { from: "2026-01-01", to: "2027-12-31", status: "active", borrowerId: 1 };
const log = { page: 1, pageSize: 10, mortgageId: 1, actor: "desk", action: "refused", ...days() };
function days() {
  return { from: "2020-01-01", to: "2040-12-31" };
}
const names = { name: "Commitment", signatoryRoles: ["Borrower", "Lender"] };
const template = { documensoTemplateId: "envelope_sandboxcommitmnt", ...names };
const deletion = { planToken: "x", withListings: true, force: false };

export const MORTGAGE_BODIES: Record<string, () => unknown> = {
  "POST /api/mortgages": created,
  "PATCH /api/mortgages/{id}": edited,
  "POST /api/mortgages/{id}/renewals": renewal,
  "POST /api/mortgages/borrowers": () => borrower,
  "POST /api/mortgages/{id}/templates": () => template,
  "PATCH /api/mortgages/{id}/templates/{templateId}": () => ({ version: 1, ...names }),
};

export const MORTGAGE_QUERIES: Record<string, Record<string, unknown>> = {
  "GET /api/mortgages": list,
  "GET /api/mortgages/maturing": period,
  "GET /api/mortgages/audit": log,
  "GET /api/mortgages/{id}": {},
  "DELETE /api/mortgages/{id}": deletion,
  "GET /api/mortgages/{id}/deletion-plan": {},
  "GET /api/mortgages/{id}/chain": {},
  "POST /api/mortgages/{id}/documents": { name: "a.pdf", type: "title" },
  "GET /api/mortgages/{id}/documents": { type: "title" },
  "GET /api/mortgages/{id}/documents/{documentId}": {},
  "DELETE /api/mortgages/{id}/documents/{documentId}": {},
  "GET /api/mortgages/{id}/templates": {},
  "GET /api/mortgages/{id}/template-choices": {},
  "DELETE /api/mortgages/{id}/templates/{templateId}": {},
  "GET /api/mortgages/borrowers": { page: 1, pageSize: 10, search: "a" },
  "DELETE /api/mortgages/borrowers/{id}": {},
  "GET /api/mortgages/borrowers/{id}/mortgages": { page: 1, pageSize: 10 },
};

export const MORTGAGE_INPUTS: Record<string, () => unknown> = {
  "mortgages.list": () => ({ ...list, status: ["active"] }),
  "mortgages.get": () => ({ mortgageId: 1 }),
  "mortgages.byBorrower": () => ({ borrowerId: 1, page: 1, pageSize: 10 }),
  "mortgages.maturing": () => period,
  "mortgages.chain": () => ({ mortgageId: 1 }),
  "mortgages.create": created,
  "mortgages.update": () => ({ mortgageId: 2, ...edited() }),
  "mortgages.renew": () => ({ mortgageId: 3, ...renewal() }),
  "mortgages.previewDeletion": () => ({ mortgageId: 1 }),
  "mortgages.delete": () => ({ mortgageId: 1, ...deletion }),
  "mortgages.borrowers.list": () => ({ page: 1, pageSize: 10, search: "a" }),
  "mortgages.borrowers.create": () => borrower,
  "mortgages.borrowers.delete": () => ({ borrowerId: 2 }),
  "mortgages.templates.list": () => ({ mortgageId: 2 }),
  "mortgages.templates.pick": () => ({ mortgageId: 2 }),
  "mortgages.templates.add": () => ({ mortgageId: 2, ...template }),
  "mortgages.templates.update": () => ({ mortgageId: 2, ...template, version: 1 }),
  "mortgages.templates.remove": () => ({ mortgageId: 2, documensoTemplateId: template.documensoTemplateId }),
  "mortgages.documents.list": () => ({ mortgageId: 1, type: "title" }),
  "mortgages.documents.remove": () => ({ mortgageId: 1, documentId: 1 }),
  "mortgages.audit.list": () => log,
};
