import { CITIES, FIRST_NAMES, LAST_NAMES, STREET_KINDS, STREETS } from "./names.ts";
import type { Random } from "./random.ts";

/** A loan as the exchange posts it; amounts are decimal text. */
export interface TapeLoan {
  exchangeLoanId: string;
  loanId: string;
  loanAmount: string;
  noteRate: string;
  borrowerName: string;
  propertyAddress: string;
  propertyCity: string;
  propertyState: string;
  propertyZip: string;
  creditScore: number;
  ltv: string;
  cltv: string;
  purposeCode: string;
  occupancyCode: string;
  propertyType: string;
  productCode: string;
  purchasePrice: string;
}

/** Invents a loan whose parts fit together: a dear city makes a dear house, a low score a high rate. */
export function inventLoan(random: Random, exchangeTradeId: string, number: number): TapeLoan {
  const [city, state, zip, level] = random.pick(CITIES);
  const creditScore = Math.min(840, 640 + random.between(0, 90) + random.between(0, 110));
  const ltv = random.between(45_000, 97_000);
  const houseCents = Math.round(level * random.between(260_000, 560_000)) * 100;
  const amountCents = Math.round((houseCents / 100_000) * ltv);
  const product = random.pick(["CONV30", "CONV30", "CONV30", "CONV15", "FHA30", "VA30", "JUMBO30"]);
  const baseRate = product === "CONV15" ? 5_375 : product === "FHA30" || product === "VA30" ? 5_875 : 6_375;
  const rate = baseRate + 125 * random.between(0, creditScore > 740 ? 4 : 8);
  const secondLien = random.chance(0.12) ? 5_000 : 0;
  const priceCents = Math.round((amountCents / 10_000) * random.between(9_890, 10_360));
  return {
    exchangeLoanId: `${exchangeTradeId}-L${String(number).padStart(4, "0")}`,
    loanId: `${random.between(10_900_000, 11_999_999)}${String(number % 1_000).padStart(3, "0")}`,
    loanAmount: dollars(amountCents),
    noteRate: thousandths(rate),
    borrowerName: `${random.pick(FIRST_NAMES)} ${random.pick(LAST_NAMES)}`,
    propertyAddress: `${random.between(12, 9_480)} ${random.pick(STREETS)} ${random.pick(STREET_KINDS)}`,
    propertyCity: city,
    propertyState: state,
    propertyZip: `${zip}${String(random.between(1, 99)).padStart(2, "0")}`,
    creditScore,
    ltv: thousandths(ltv),
    cltv: thousandths(ltv + secondLien),
    purposeCode: random.pick(["P", "P", "P", "R", "C"]),
    occupancyCode: random.pick(["O", "O", "O", "O", "S", "I"]),
    propertyType: random.pick(["SF", "SF", "SF", "PU", "CO", "TH", "MF"]),
    productCode: product,
    purchasePrice: dollars(priceCents),
  };
}

/** Cents → dollars as decimal text; whole numbers only, so nothing is rounded twice. */
export function dollars(cents: number): string {
  return `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}`;
}

export function cents(amount: string): number {
  return Number(amount.replace(".", ""));
}

function thousandths(value: number): string {
  return `${Math.floor(value / 1_000)}.${String(value % 1_000).padStart(3, "0")}`;
}
