import type { ChainLink } from "@/server/domain/mortgages/model/renewal-chain.ts";
import { daysBetween } from "../term-text.ts";

/** Where the days of a chain stand on a line from its first to its last one, in per cent of it. */
export interface ChainScale {
  at: (day: string) => number;
  /** January 1 of the years that are marked. */
  years: { year: number; at: number }[];
  /** Null when today is not on the line. */
  today: number | null;
}

/** More would touch each other. */
const MOST_YEARS = 8;
/** What a name beside its line takes on the narrowest page, in per cent of the whole line. */
const YEAR_ROOM = 7;
const TODAY_ROOM = 9;
/** From here on, today's name stands before its line. */
export const TODAY_IS_LATE = 90;

export function chainScale(chain: readonly ChainLink[], today: string): ChainScale {
  const first = chain.map(({ originationDate }) => originationDate).reduce((a, b) => (a < b ? a : b));
  const last = chain.map(({ maturityDate }) => maturityDate).reduce((a, b) => (a > b ? a : b));
  const whole = daysBetween(first, last);
  const at = (day: string) => (daysBetween(first, day) / whole) * 100;
  const [from, to] = [Number(first.slice(0, 4)) + 1, Number(last.slice(0, 4))];
  const step = Math.max(1, Math.ceil((to - from + 1) / MOST_YEARS));
  const now = today >= first && today <= last ? at(today) : null;
  const years = Array.from({ length: Math.max(0, Math.ceil((to - from + 1) / step)) }, (_, index) => {
    const year = from + index * step;
    return { year, at: at(`${year}-01-01`) };
  });
  const todayFrom = now !== null && now > TODAY_IS_LATE ? now - TODAY_ROOM : now;
  const meetsToday = (from: number) =>
    todayFrom !== null && from < todayFrom + TODAY_ROOM && from + YEAR_ROOM > todayFrom;
  const named = years.filter(({ at }) => at < 100 - YEAR_ROOM && !meetsToday(at));
  return { at, years: named, today: now };
}
