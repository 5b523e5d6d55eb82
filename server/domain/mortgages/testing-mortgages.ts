import { Readable } from "node:stream";
import type { TestTenant } from "../../../db/testing.ts";
import type { Context } from "../context.ts";
import { addDocument } from "./add-document.ts";
import { createBorrower } from "./create-borrower.ts";
import { createMortgage } from "./create-mortgage.ts";
import type { CreateMortgageInput } from "./input.ts";
import type { DocumentType } from "./model/documents.ts";
import type { Mortgage } from "./model/mortgage.ts";
import { renewMortgage } from "./renew-mortgage.ts";

/** Mortgages for tests, each of a borrower of its own unless one is given. */

let made = 0;

export async function newBorrower(ctx: Context, name = `Borrower ${++made}`): Promise<number> {
  return (await createBorrower(ctx, { name })).borrowerId;
}

export function termsOf(changes: Partial<CreateMortgageInput> = {}): Omit<CreateMortgageInput, "borrowerId"> {
  return {
    loanAmount: "412500.00",
    interestRate: "6.125",
    originationDate: "2024-03-01",
    maturityDate: "2027-03-01",
    status: "active",
    property: { street: "41 Alder Way", city: "Portland", state: "OR", zip: "97205", country: "US" },
    ...changes,
  };
}

export async function newMortgage(
  ctx: Context,
  changes: Partial<CreateMortgageInput> = {},
): Promise<Mortgage> {
  const borrowerId = changes.borrowerId ?? (await newBorrower(ctx));
  return (await createMortgage(ctx, { ...termsOf(changes), borrowerId })).mortgage;
}

/** The next in the chain, two years after its predecessor began. */
export async function renewed(ctx: Context, { mortgageId, version, originationDate }: Mortgage) {
  const year = Number(originationDate.slice(0, 4)) + 2;
  return renewMortgage(ctx, {
    mortgageId,
    version,
    loanAmount: "400000.00",
    interestRate: "5.5",
    originationDate: `${year}-03-01`,
    maturityDate: `${year + 3}-03-01`,
  });
}

export const PDF = Buffer.from("%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n");

/** A paper whose bytes are its own. */
export async function withDocument(
  ctx: Context,
  mortgageId: number,
  type: DocumentType = "appraisal",
  name = `${type}-${++made}.pdf`,
) {
  const content = Readable.from([PDF, Buffer.from(`% ${++made}\n`)]);
  return (await addDocument(ctx, { mortgageId, type, name }, content)).document;
}

/** What M9 and M10 are about, as another part of the product would have written it. */
export async function hungOn(
  { owner }: TestTenant,
  mortgageId: number,
  listing: { status: string; lockedFor?: string } | null = null,
): Promise<void> {
  await owner.query(
    `insert into mortgage_comparable (mortgage_id, address, sale_price, sold_on)
     values ($1, '43 Alder Way', 405000, '2024-01-10'), ($1, '9 Birch Court', 431000, '2023-11-02')`,
    [mortgageId],
  );
  await owner.query(
    `insert into mortgage_payment (mortgage_id, paid_on, amount, reference)
     values ($1, '2024-04-01', 2506.40, 'ACH 1'), ($1, '2024-05-01', 2506.40, 'ACH 2'), ($1, '2024-06-01', 2506.40, 'ACH 3')`,
    [mortgageId],
  );
  if (listing === null) return;
  const { status, lockedFor = null } = listing;
  await owner.query(
    `insert into mortgage_listing (mortgage_id, status, asking_price, listed_at, locked_at, locked_by, locked_for)
     values ($1, $2, 410000, now(), case when $3::text is null then null else now() end,
       case when $3::text is null then null else 'deals@desk.test' end, $3)`,
    [mortgageId, status, lockedFor],
  );
}

/** Every row of the tenant's mortgages and files, for saying that nothing changed; but not the log, which tells what was refused. */
export async function everythingOf({ owner }: TestTenant): Promise<Record<string, unknown[]>> {
  const tables = [
    "borrower",
    "mortgage",
    "mortgage_ownership",
    "mortgage_listing",
    "mortgage_comparable",
    "mortgage_payment",
    "mortgage_document",
    "mortgage_template",
    "stored_file",
    "stored_file_part",
  ];
  const rows = await Promise.all(
    tables.map(async (table) => [
      table,
      (await owner.query(`select * from ${table} t order by t::text`)).rows,
    ]),
  );
  return Object.fromEntries(rows);
}
