import { describe, expect, it } from "vitest";
import type { ChainLink } from "@/server/domain/mortgages/model/renewal-chain.ts";
import { chainScale } from "./chain-scale.ts";

const link = (originationDate: string, maturityDate: string) =>
  ({ originationDate, maturityDate }) as ChainLink;

describe("M2 M13 a chain drawn over time", () => {
  it("M2 runs from the first beginning to the last end, which need not be that of the newest", () => {
    const chain = [link("2020-01-01", "2030-01-01"), link("2022-01-01", "2024-01-01")];
    const { at } = chainScale(chain, "2026-11-27");
    expect([at("2020-01-01"), at("2030-01-01")]).toEqual([0, 100]);
    expect(at("2024-01-01")).toBeCloseTo(40, 1);
  });

  it("M13 a year is named only where there is room, also beside today", () => {
    const { years, today } = chainScale([link("2018-03-01", "2027-01-15")], "2026-11-27");
    expect(years.map(({ year }) => year)).toEqual([2019, 2021, 2023, 2025]);
    expect(today).toBeCloseTo(98.5, 0);
    const near = chainScale([link("2024-06-01", "2029-06-01")], "2026-01-20");
    expect(near.years.map(({ year }) => year)).toEqual([2025, 2027, 2028, 2029]);
  });

  it("M13 a year keeps clear of today's name, on whichever side of its line that stands", () => {
    const late = chainScale([link("2005-01-01", "2027-03-20")], "2026-11-27");
    expect(late.years.map(({ year }) => year)).toEqual([2006, 2009, 2012, 2015, 2018, 2021]);
    const early = chainScale([link("2026-06-01", "2027-08-20")], "2026-11-25");
    expect(early.years).toEqual([]);
  });

  it("M13 today is not drawn where the chain has ended or not begun", () => {
    expect(chainScale([link("2018-03-01", "2021-03-01")], "2026-11-27").today).toBeNull();
    expect(chainScale([link("2027-03-01", "2030-03-01")], "2026-11-27").today).toBeNull();
  });
});
