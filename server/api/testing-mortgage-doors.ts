import { Readable } from "node:stream";
import type { TestTenant } from "../../db/testing.ts";
import { addDocument } from "../domain/mortgages/add-document.ts";
import { newBorrower, newMortgage, PDF, termsOf } from "../domain/mortgages/testing-mortgages.ts";
import {
  adminReads,
  adminWrites,
  answered,
  created,
  type Expected,
  type Row,
  reads,
} from "./testing-callers.ts";

/** The doors of mortgages for the table of who may call what. */

const RENEWAL = {
  version: 1,
  loanAmount: 400_000,
  interestRate: 5.5,
  originationDate: "2026-03-01",
  maturityDate: "2029-03-01",
};

/** One that the sandbox has. */
const TEMPLATE = {
  documensoTemplateId: "envelope_sandboxcommitmnt",
  name: "Commitment",
  signatoryRoles: ["Borrower", "Lender"],
};

export interface MortgagesToCall {
  /** Stays, and has a document. */
  mortgageId: number;
  borrowerId: number;
  /** One that nobody has touched. */
  next(): number;
}

/** A tenant's mortgages, with a mark in what may be told of them. */
export async function mortgagesOf(tenant: TestTenant, mark: string, most = 30): Promise<MortgagesToCall> {
  const admin = tenant.as("admin");
  // The other tenant makes mortgages of its own in these tests; none has an id of these.
  await tenant.owner.query(
    "select setval('mortgage_mortgage_id_seq', 1000), setval('borrower_borrower_id_seq', 1000), setval('mortgage_document_document_id_seq', 1000)",
  );
  const borrowerId = await newBorrower(admin, mark);
  const { mortgageId } = await newMortgage(admin, { borrowerId });
  const paper = Readable.from([PDF, Buffer.from(mark)]);
  await addDocument(admin, { mortgageId, type: "title", name: `${mark}.pdf` }, paper);
  const fresh: number[] = [];
  for (let made = 0; made < most; made += 1)
    fresh.push((await newMortgage(admin, { borrowerId })).mortgageId);
  return {
    mortgageId,
    borrowerId,
    next: () => {
      const id = fresh.pop();
      if (id === undefined) throw new Error("no mortgage is left");
      return id;
    },
  };
}

const MATURING = { from: "2026-01-01", to: "2027-12-31" };
let serial = 0;

export function mortgageRoutes(of: () => MortgagesToCall, mark: string): Record<string, Row> {
  const id = () => of().mortgageId;
  return {
    "GET /api/mortgages": { expected: reads(200) },
    "POST /api/mortgages": {
      // The borrower is of this tenant.
      expected: adminWrites(400),
      body: () => ({ ...termsOf(), borrowerId: of().borrowerId }),
    },
    "GET /api/mortgages/maturing": { expected: reads(200), more: `?${new URLSearchParams(MATURING)}` },
    "GET /api/mortgages/audit": { expected: adminReads(200) },
    "GET /api/mortgages/[id]": { expected: reads(404), id },
    "PATCH /api/mortgages/[id]": {
      expected: adminWrites(404),
      id: () => of().next(),
      body: () => ({ version: 1, loanAmount: 1.5 }),
    },
    // Nobody has seen such a plan.
    "DELETE /api/mortgages/[id]": { expected: answered(409, adminWrites(404)), id, more: "?planToken=x" },
    "GET /api/mortgages/[id]/deletion-plan": { expected: adminReads(404), id },
    "GET /api/mortgages/[id]/chain": { expected: reads(404), id },
    "POST /api/mortgages/[id]/renewals": {
      expected: created(adminWrites(404)),
      id: () => of().next(),
      body: () => RENEWAL,
    },
    "GET /api/mortgages/[id]/documents": { expected: reads(404), id },
    "POST /api/mortgages/[id]/documents": {
      expected: adminWrites(404),
      id,
      more: "?name=a.pdf&type=title",
      type: "application/octet-stream",
      body: () => `%PDF-1.7 ${mark} ${++serial}`,
    },
    "GET /api/mortgages/[id]/documents/[documentId]": { expected: reads(404), id, query: "1001" },
    "DELETE /api/mortgages/[id]/documents/[documentId]": {
      expected: answered(404, adminWrites(404)),
      id,
      query: "999999",
    },
    "GET /api/mortgages/[id]/templates": { expected: reads(404), id },
    "GET /api/mortgages/[id]/template-choices": { expected: adminReads(404), id },
    "POST /api/mortgages/[id]/templates": {
      expected: created(adminWrites(404)),
      id: () => of().next(),
      body: () => TEMPLATE,
    },
    // On none of these.
    "PATCH /api/mortgages/[id]/templates/[templateId]": {
      expected: answered(404, adminWrites(404)),
      id,
      query: TEMPLATE.documensoTemplateId,
      body: () => ({ version: 1, name: "Other" }),
    },
    "DELETE /api/mortgages/[id]/templates/[templateId]": {
      expected: answered(404, adminWrites(404)),
      id,
      query: TEMPLATE.documensoTemplateId,
    },
    "GET /api/mortgages/borrowers": { expected: reads(200) },
    "POST /api/mortgages/borrowers": {
      expected: created(adminWrites(200)),
      body: () => ({ name: `Borrower ${++serial}` }),
    },
    // A mortgage is theirs.
    "DELETE /api/mortgages/borrowers/[id]": {
      expected: answered(409, adminWrites(404)),
      id: () => of().borrowerId,
    },
    "GET /api/mortgages/borrowers/[id]/mortgages": { expected: reads(404), id: () => of().borrowerId },
  };
}

export function mortgageProcedures(
  of: () => MortgagesToCall,
): Record<string, { expected: Expected; input?: () => unknown }> {
  const mortgage = () => ({ mortgageId: of().mortgageId });
  return {
    "mortgages.list": { expected: reads(200), input: () => ({}) },
    // What is not there is null (M4).
    "mortgages.get": { expected: reads(200), input: mortgage },
    "mortgages.byBorrower": { expected: reads(404), input: () => ({ borrowerId: of().borrowerId }) },
    "mortgages.maturing": { expected: reads(200), input: () => MATURING },
    "mortgages.chain": { expected: reads(404), input: mortgage },
    "mortgages.create": {
      expected: adminWrites(400),
      input: () => ({ ...termsOf(), borrowerId: of().borrowerId }),
    },
    "mortgages.update": {
      expected: adminWrites(404),
      input: () => ({ mortgageId: of().next(), version: 1, loanAmount: "1.50" }),
    },
    "mortgages.renew": {
      expected: adminWrites(404),
      input: () => ({ mortgageId: of().next(), ...RENEWAL, loanAmount: "400000", interestRate: "5.5" }),
    },
    "mortgages.previewDeletion": { expected: adminReads(404), input: mortgage },
    "mortgages.delete": {
      expected: answered(409, adminWrites(404)),
      input: () => ({ ...mortgage(), planToken: "x" }),
    },
    "mortgages.borrowers.list": { expected: reads(200), input: () => ({}) },
    "mortgages.borrowers.create": {
      expected: adminWrites(200),
      input: () => ({ name: `Borrower ${++serial}` }),
    },
    "mortgages.borrowers.delete": {
      expected: answered(409, adminWrites(404)),
      input: () => ({ borrowerId: of().borrowerId }),
    },
    "mortgages.templates.list": { expected: reads(200), input: mortgage },
    "mortgages.templates.pick": { expected: adminReads(404), input: mortgage },
    "mortgages.templates.add": {
      expected: adminWrites(404),
      input: () => ({ mortgageId: of().next(), ...TEMPLATE }),
    },
    "mortgages.templates.update": {
      expected: answered(404, adminWrites(404)),
      input: () => ({ ...mortgage(), ...TEMPLATE, version: 1 }),
    },
    "mortgages.templates.remove": {
      expected: answered(404, adminWrites(404)),
      input: () => ({ ...mortgage(), documensoTemplateId: TEMPLATE.documensoTemplateId }),
    },
    "mortgages.documents.list": { expected: reads(404), input: mortgage },
    "mortgages.documents.remove": {
      expected: answered(404, adminWrites(404)),
      input: () => ({ ...mortgage(), documentId: 999_999 }),
    },
    "mortgages.audit.list": { expected: adminReads(200), input: () => ({}) },
  };
}

type Calls = [path: string, method: string, status: number, call: () => Promise<Answer>][];
type Answer = { status: number; headers: Headers; text: string; json: Record<string, unknown> };
type Send = (method: string, address: string, body?: unknown, type?: string) => Promise<Answer>;

/** Every operation with an answer, for the table of what is documented; an administrator's where it is needed. */
export function mortgageCalls(of: () => MortgagesToCall, admin: Send, operator: Send): Calls {
  const M = "/api/mortgages";
  const one = () => `${M}/${of().mortgageId}`;
  const title = `/documents?name=a.pdf&type=title`;
  const bytes = "application/octet-stream";
  const signed = () => `${one()}/templates/${TEMPLATE.documensoTemplateId}`;
  const named = { ...termsOf(), externalMortgageId: "DOC-1" };
  return [
    [M, "GET", 200, () => operator("GET", `${M}?status=active,renewed&sortBy=maturityDate`)],
    [M, "GET", 400, () => operator("GET", `${M}?status=paid`)],
    [M, "POST", 200, () => admin("POST", M, { ...named, borrowerId: of().borrowerId })],
    [M, "POST", 400, () => admin("POST", M, {})],
    [M, "POST", 403, () => operator("POST", M, {})],
    [`${M}/maturing`, "GET", 200, () => operator("GET", `${M}/maturing?${new URLSearchParams(MATURING)}`)],
    [`${M}/audit`, "GET", 200, () => admin("GET", `${M}/audit?action=refused`)],
    [`${M}/audit`, "GET", 403, () => operator("GET", `${M}/audit`)],
    [`${M}/{id}`, "GET", 200, () => operator("GET", one())],
    [`${M}/{id}`, "GET", 404, () => operator("GET", `${M}/999999`)],
    [
      `${M}/{id}`,
      "PATCH",
      200,
      () => admin("PATCH", one(), { version: 1, property: { latitude: 1, longitude: -1.5 } }),
    ],
    [`${M}/{id}`, "PATCH", 409, () => admin("PATCH", one(), { version: 1, loanAmount: 5 })],
    [`${M}/{id}/chain`, "GET", 200, () => operator("GET", `${one()}/chain`)],
    [`${M}/{id}/renewals`, "POST", 201, () => admin("POST", `${M}/${of().next()}/renewals`, RENEWAL)],
    [`${M}/{id}/renewals`, "POST", 409, () => admin("POST", `${one()}/renewals`, RENEWAL)],
    [`${M}/{id}/documents`, "GET", 200, () => operator("GET", `${one()}/documents?type=title`)],
    [`${M}/{id}/documents`, "POST", 200, () => admin("POST", one() + title, "%PDF-1.7 a", bytes)],
    [`${M}/{id}/documents`, "POST", 422, () => admin("POST", one() + title, "MZ", bytes)],
    [`${M}/{id}/documents/{documentId}`, "DELETE", 200, () => admin("DELETE", `${one()}/documents/1001`)],
    [`${M}/{id}/documents/{documentId}`, "GET", 404, () => operator("GET", `${one()}/documents/1001`)],
    [`${M}/{id}/template-choices`, "GET", 200, () => admin("GET", `${one()}/template-choices`)],
    [`${M}/{id}/templates`, "POST", 201, () => admin("POST", `${one()}/templates`, TEMPLATE)],
    [`${M}/{id}/templates`, "POST", 400, () => admin("POST", `${one()}/templates`, TEMPLATE)],
    [`${M}/{id}/templates`, "GET", 200, () => operator("GET", `${one()}/templates`)],
    [
      `${M}/{id}/templates/{templateId}`,
      "PATCH",
      200,
      () => admin("PATCH", signed(), { version: 1, name: "X" }),
    ],
    [
      `${M}/{id}/templates/{templateId}`,
      "PATCH",
      409,
      () => admin("PATCH", signed(), { version: 1, name: "Y" }),
    ],
    [`${M}/{id}/templates/{templateId}`, "DELETE", 200, () => admin("DELETE", signed())],
    [`${M}/{id}/templates/{templateId}`, "DELETE", 404, () => admin("DELETE", signed())],
    [`${M}/borrowers`, "GET", 200, () => operator("GET", `${M}/borrowers?search=a`)],
    [
      `${M}/borrowers`,
      "POST",
      201,
      () => admin("POST", `${M}/borrowers`, { name: "Ann", email: "a@b.test" }),
    ],
    [
      `${M}/borrowers/{id}`,
      "DELETE",
      200,
      async () => {
        const made = await admin("POST", `${M}/borrowers`, { name: "Gone" });
        return admin("DELETE", `${M}/borrowers/${made.json.borrowerId}`);
      },
    ],
    [`${M}/borrowers/{id}`, "DELETE", 409, () => admin("DELETE", `${M}/borrowers/${of().borrowerId}`)],
    [
      `${M}/borrowers/{id}/mortgages`,
      "GET",
      200,
      () => operator("GET", `${M}/borrowers/${of().borrowerId}/mortgages`),
    ],
    [`${M}/{id}/deletion-plan`, "GET", 200, () => admin("GET", `${one()}/deletion-plan`)],
    [
      `${M}/{id}`,
      "DELETE",
      200,
      async () => {
        const { planToken } = (await admin("GET", `${one()}/deletion-plan`)).json;
        return admin("DELETE", `${one()}?planToken=${planToken}&force=true`);
      },
    ],
    [`${M}/{id}`, "DELETE", 404, () => admin("DELETE", `${one()}?planToken=x`)],
  ];
}
