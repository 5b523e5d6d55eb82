import { addDays } from "../../server/domain/business-days.ts";
import type { DocumentType } from "../../server/domain/mortgages/model/documents.ts";
import type { PropertyType, StatusByHand } from "../../server/domain/mortgages/model/mortgage.ts";
import { dollars } from "./loan-tape.ts";
import { CITIES, FIRST_NAMES, LAST_NAMES, STREET_KINDS, STREETS } from "./names.ts";
import { Random } from "./random.ts";

/** A mortgage of the demo, before anybody has entered it. Amounts and rates are decimal text, days `YYYY-MM-DD`. */
export interface DemoMortgage {
  externalMortgageId: string;
  borrowerName: string;
  borrowerEmail: string;
  property: {
    street: string;
    city: string;
    state: string;
    zip: string;
    country: string;
    type: PropertyType;
  };
  /** The mortgage and its renewals, oldest first. */
  terms: DemoTerms[];
  status: StatusByHand;
  ownership: { owner: string; share: string }[];
  listing: DemoListing | null;
  documents: DocumentType[];
  comparables: { address: string; salePrice: string; soldOn: string }[];
  templates: { documensoTemplateId: string; name: string; signatoryRoles: string[] }[];
  payments: { paidOn: string; amount: string; reference: string }[];
}

interface DemoTerms {
  loanAmount: string;
  interestRate: string;
  originationDate: string;
  maturityDate: string;
}

interface DemoListing {
  status: "draft" | "active" | "sold" | "withdrawn";
  askingPrice: string;
  listedOn: string;
  lockedFor: string | null;
}

const INVESTORS = ["Fern Capital", "Ridgeline Income Fund", "Beacon Trust", "Copper Lake Partners"];
const TYPES: PropertyType[] = [
  "single_family",
  "single_family",
  "condominium",
  "townhouse",
  "two_to_four_unit",
];

/** What a desk of this kind has on its books: terms of one to five years, every tenth renewed, a few listed or promised. */
export function inventBook(slug: string, count: number, today: string): DemoMortgage[] {
  return Array.from({ length: count }, (_, at) =>
    inventMortgage(new Random(`${slug} ${at}`), slug, at, today),
  );
}

function inventMortgage(random: Random, slug: string, at: number, today: string): DemoMortgage {
  const [city, state, zip, level] = random.pick(CITIES);
  const houseCents = Math.round(level * random.between(260_000, 560_000)) * 100;
  const name = `${random.pick(FIRST_NAMES)} ${random.pick(LAST_NAMES)}`;
  const street = () => `${random.between(12, 9_480)} ${random.pick(STREETS)} ${random.pick(STREET_KINDS)}`;
  // Most mature within two years, a few have by now.
  const maturityDate = addDays(today, random.between(-40, at % 3 === 0 ? 1_100 : 700));
  const renewals = at % 10 === 3 ? 2 : at % 10 === 7 ? 1 : 0;
  const terms = inventTerms(random, {
    maturityDate,
    renewals,
    today,
    cents: Math.round((houseCents * random.between(45, 78)) / 100),
  });
  const last = terms.at(-1) ?? fail();
  const ownership = inventOwners(random, at);
  const status = at % 17 === 5 ? "defaulted" : at % 13 === 8 ? "closed" : "active";
  return {
    externalMortgageId: `${slug.slice(0, 2).toUpperCase()}-${String(20_410 + at * 7)}`,
    borrowerName: name,
    borrowerEmail: `${plain(name)}@mail.example`,
    property: {
      street: street(),
      city,
      state,
      zip: `${zip}${String(random.between(1, 99)).padStart(2, "0")}`,
      country: "US",
      type: random.pick(TYPES),
    },
    terms,
    status,
    ownership,
    listing: status === "active" ? inventListing(at, last, today) : null,
    documents: (["appraisal", "title", "insurance", "loan_agreement"] as const).slice(
      0,
      random.between(0, 4),
    ),
    comparables: Array.from({ length: random.between(1, 3) }, () => ({
      address: `${street()}, ${city}`,
      salePrice: dollars(Math.round((houseCents / 100) * random.between(88, 112))),
      soldOn: addDays(last.originationDate, -random.between(20, 200)),
    })),
    templates: templatesFor(at, ownership),
    payments: inventPayments(last, today),
  };
}

function fail(): never {
  throw new Error("a mortgage has terms");
}

function inventTerms(
  random: Random,
  {
    maturityDate,
    renewals,
    cents,
    today,
  }: { maturityDate: string; renewals: number; cents: number; today: string },
): DemoTerms[] {
  const terms: DemoTerms[] = [];
  let [ends, amount] = [maturityDate, cents];
  for (let left = renewals; left >= 0; left -= 1) {
    const usual = addDays(ends, -365 * random.pick([2, 3, 3, 5]));
    // Nobody enters what is still to begin.
    const starts = usual > today ? addDays(ends, -365 * 5) : usual;
    terms.unshift({
      loanAmount: dollars(amount),
      interestRate: `${random.between(4, 9)}.${random.pick(["125", "25", "375", "5", "625", "75", "875"])}`,
      originationDate: starts,
      maturityDate: ends,
    });
    // What it was before something of it was paid back.
    [ends, amount] = [addDays(starts, random.between(0, 30)), Math.round(amount * 1.06)];
  }
  return terms;
}

function inventOwners(random: Random, at: number): DemoMortgage["ownership"] {
  if (at % 4 !== 1) return [{ owner: "Own account", share: "100" }];
  const sold = random.pick([20, 25, 40, 49.5]);
  return [
    { owner: "Own account", share: String(100 - sold) },
    { owner: random.pick(INVESTORS), share: String(sold) },
  ];
}

function inventListing(
  at: number,
  { loanAmount, originationDate }: DemoTerms,
  today: string,
): DemoListing | null {
  const [kind, listed] = [at % 8, addDays(today, -((at % 23) + 2))];
  if (kind > 3 || at % 2 === 1 || originationDate >= listed) return null;
  const askingPrice = loanAmount;
  if (kind === 0) return { status: "active", askingPrice, listedOn: listed, lockedFor: null };
  return {
    status: "active",
    askingPrice,
    listedOn: listed,
    lockedFor: `Deal ${1_180 + at}, ${INVESTORS[at % 4]}`,
  };
}

/** What the sandbox has, as a desk would use it. Of one the roles have changed since. */
function templatesFor(at: number, ownership: DemoMortgage["ownership"]): DemoMortgage["templates"] {
  if (at % 3 !== 0) return [];
  const roles = at === 6 ? ["Borrower", "Broker", "Guarantor"] : ["Borrower", "Broker", "Lender"];
  const commitment = {
    documensoTemplateId: "envelope_sandboxcommitmnt",
    name: "Commitment letter",
    signatoryRoles: roles,
  };
  const participation = {
    documensoTemplateId: "envelope_sandboxpartaking",
    name: "Participation",
    signatoryRoles: ["Investor", "Lender"],
  };
  return ownership.length > 1 ? [commitment, participation] : [commitment];
}

/** Interest alone, month by month, up to now. */
function inventPayments(
  { loanAmount, interestRate, originationDate, maturityDate }: DemoTerms,
  today: string,
) {
  const monthly = Math.round((Number(loanAmount.replace(".", "")) * Number(interestRate)) / 1_200);
  const payments: DemoMortgage["payments"] = [];
  for (let month = 1; month <= 24; month += 1) {
    const paidOn = addDays(originationDate, month * 30);
    if (paidOn > today || paidOn > maturityDate) break;
    payments.push({ paidOn, amount: dollars(monthly), reference: `ACH ${paidOn.replaceAll("-", "")}` });
  }
  return payments;
}

function plain(name: string): string {
  return name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z]+/g, ".");
}
