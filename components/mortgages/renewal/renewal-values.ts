import type { RefusalDetail } from "@/server/domain/errors.ts";
import { faultsOf, type Mortgage } from "@/server/domain/mortgages/model/mortgage.ts";
import { faultsInTime } from "@/server/domain/mortgages/model/renewal-chain.ts";
import { writtenDay } from "@/server/domain/written-day.ts";
import { moneyText, typedMoney } from "../../ui/money-text.ts";
import { shownRate, typedRate } from "../rate-text.ts";
import { addMonths, termBetween } from "../term-text.ts";

export const RENEWAL_FIELDS = [
  "loanAmount",
  "interestRate",
  "originationDate",
  "maturityDate",
  "externalMortgageId",
] as const;
export type RenewalField = (typeof RENEWAL_FIELDS)[number];
export type RenewalValues = Record<RenewalField, string>;

/** The old terms for as long again, from the day on which the old mortgage ends. */
export function startOf({
  loanAmount,
  interestRate,
  originationDate,
  maturityDate,
}: Mortgage): RenewalValues {
  const { months, days } = termBetween(originationDate, maturityDate);
  return {
    loanAmount: moneyText(loanAmount),
    interestRate: shownRate(interestRate),
    originationDate: maturityDate,
    maturityDate: addMonths(maturityDate, Math.max(1, months + (days > 14 ? 1 : 0))),
    externalMortgageId: "",
  };
}

/** As the verb takes them; what is empty and may not be is left out, to be named as missing. */
export function typedTerms(values: RenewalValues): Record<RenewalField, string | null | undefined> {
  const given = (text: string) => (text.trim() === "" ? undefined : text.trim());
  return {
    loanAmount: given(typedMoney(values.loanAmount)),
    interestRate: given(typedRate(values.interestRate)),
    originationDate: given(values.originationDate),
    maturityDate: given(values.maturityDate),
    externalMortgageId: given(values.externalMortgageId) ?? null,
  };
}

/** What is wrong between the days, of each other and of the old mortgage (M2, M5). */
export function faultsOfDays(
  old: Mortgage,
  { originationDate, maturityDate }: RenewalValues,
): RefusalDetail[] {
  if (writtenDay(originationDate) === null) return [];
  const late = faultsInTime(originationDate, { previous: old.originationDate });
  if (writtenDay(maturityDate) === null) return late;
  return [
    ...late,
    ...faultsOf({ originationDate, maturityDate, property: { latitude: null, longitude: null } }),
  ];
}
