import { dollars, isLess } from "./credit-facts.ts";
import { LENDER_PRODUCTS, type Lender } from "./lenders.ts";
import type { EstablishedSubVariant } from "./paths.ts";

/** Which lenders a file of established funding is submitted to (F6.1): by what was approved, and by what each lender asks for. */

/** A client as lenders judge them; null where it is not known. */
export interface ClientFigures {
  subVariant: EstablishedSubVariant;
  score: number | null;
  /** US dollars. */
  monthlyRevenue: string | null;
  monthsInBusiness: number | null;
}

export interface ShortlistedLender {
  lender: Lender;
  /** What it asks for that nobody knows, in words: to be asked before, or verified. */
  unknown: string[];
  /** Why nothing can be submitted to it as things stand; null when it can. */
  cannotSubmit: string | null;
}

export interface Shortlist {
  client: ClientFigures;
  fitting: ShortlistedLender[];
  /** With every reason, in words and with the figures. */
  leftOut: { lender: Lender; reasons: string[] }[];
}

/** Who is quickest comes first, whose time is not known last; in equal cases by name, so that the order never depends on chance. */
export function shortlistFor(client: ClientFigures, lenders: readonly Lender[]): Shortlist {
  const judged = [...lenders]
    .sort((a, b) => compareDays(a, b) || compareText(a.name, b.name) || a.lenderId - b.lenderId)
    .map((lender) => ({ lender, reasons: reasonsAgainst(client, lender) }));
  return {
    client,
    fitting: judged
      .filter(({ reasons }) => reasons.length === 0)
      .map(({ lender }) => ({ lender, unknown: unknownOf(lender), cannotSubmit: withoutEmail(lender) })),
    leftOut: judged.filter(({ reasons }) => reasons.length > 0),
  };
}

function compareDays(a: Lender, b: Lender): number {
  return (a.daysToFund ?? Number.MAX_SAFE_INTEGER) - (b.daysToFund ?? Number.MAX_SAFE_INTEGER);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const ASKED_FOR: Record<EstablishedSubVariant, string> = {
  mca: "MCA",
  sba: "SBA",
  both: "MCA or SBA",
};

/** Every reason for which a lender is left out; none when it fits. */
function reasonsAgainst(client: ClientFigures, lender: Lender): string[] {
  const { subVariant, score, monthlyRevenue, monthsInBusiness } = client;
  const { minimumScore, minimumMonthlyRevenue, minimumMonthsInBusiness } = lender;
  const reasons = [
    fits(lender, subVariant)
      ? null
      : `Lends ${lender.products.map((product) => LENDER_PRODUCTS[product].title).join(", ")}; approved is ${ASKED_FOR[subVariant]}.`,
    against(
      minimumScore,
      score,
      (least, own) => own < least,
      (least) => `Asks for a score of ${least}`,
      (own) => `the client’s is ${own ?? "not known"}`,
    ),
    against(
      minimumMonthlyRevenue,
      monthlyRevenue,
      (least, own) => isLess(own, least),
      (least) => `Asks for ${dollars(least)} of revenue a month`,
      (own) => (own === null ? "the client’s is not known" : `the client has ${dollars(own)}`),
    ),
    against(
      minimumMonthsInBusiness,
      monthsInBusiness,
      (least, own) => own < least,
      (least) => `Asks for ${months(least)} in business`,
      (own) => (own === null ? "the client’s start is not known" : `the client has ${months(own)}`),
    ),
  ];
  return reasons.filter((reason) => reason !== null);
}

/** What a lender does not ask for, or nobody knows that it does, speaks against nobody. */
function against<T>(
  least: T | null,
  own: T | null,
  falls: (least: T, own: T) => boolean,
  asks: (least: T) => string,
  has: (own: T | null) => string,
): string | null {
  if (least === null || (own !== null && !falls(least, own))) return null;
  return `${asks(least)}; ${has(own)}.`;
}

function fits({ products }: Lender, subVariant: EstablishedSubVariant): boolean {
  return products.some((product) => {
    const open: readonly string[] = LENDER_PRODUCTS[product].fits;
    return subVariant === "both" ? open.length > 0 : open.includes(subVariant);
  });
}

function months(count: number): string {
  return count === 1 ? "1 month" : `${count} months`;
}

function unknownOf(lender: Lender): string[] {
  const all: [unknown, string][] = [
    [lender.minimumScore, "minimum score"],
    [lender.minimumMonthlyRevenue, "minimum revenue"],
    [lender.minimumMonthsInBusiness, "minimum time in business"],
  ];
  return all.filter(([value]) => value === null).map(([, name]) => name);
}

function withoutEmail({ contactEmail }: Lender): string | null {
  return contactEmail === null
    ? "Has no e-mail address: an administrator enters its contact under Lenders first."
    : null;
}
