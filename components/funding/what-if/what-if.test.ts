import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { midnightOf } from "@/server/domain/funding/model/calendar.ts";
import { DEFAULT_POLICY } from "@/server/domain/funding/model/policy.ts";
import { keptOf } from "@/server/domain/funding/model/run.ts";
import {
  applicant,
  card,
  inquiries,
  report,
  scores,
  TODAY,
} from "@/server/domain/funding/model/testing-reports.ts";
import { underwrite } from "@/server/domain/funding/model/underwriting.ts";
import { evaluate, hasAged, whatDiffers } from "./evaluate.ts";
import { presetsOf, scaledBalances } from "./presets.ts";
import { isMoved, leversOf, type Moved, problemOf, type Subject, subjectWith, valueIn } from "./scenario.ts";

const everywhere = (row: Record<string, unknown>) =>
  ["equifax", "experian", "transunion"].map((bureau) => ({ ...row, bureau }));

/** Two cards used above the limits, each at three bureaus, and five inquiries at one of them. */
const subject: Subject = {
  report: report({
    scores: scores(700, 710, 720),
    tradelines: [
      ...everywhere(card({ creditorName: "Chase", unpaidBalance: "6000.00" })),
      ...everywhere(card({ creditorName: "Citi", accountMask: "X9", unpaidBalance: "8000.05" })),
      ...everywhere(card({ creditorName: "Amex", accountMask: "X8", unpaidBalance: "0.00" })),
    ],
    inquiries: inquiries(5),
  }),
  applicant: applicant(),
  policy: DEFAULT_POLICY,
  today: TODAY,
};
const levers = leversOf(subject);
const foundWith = (moved: Moved) => evaluate(subjectWith(subject, levers, moved), {});
const balanceOf = (name: string) => levers.balances.find(({ label }) => label === name)?.id ?? "";

describe("F8.2 what if", () => {
  it("F8.2 begins with what is: nothing moved is the very report, and decides the same", () => {
    const same = subjectWith(subject, levers, {});
    expect(same).toEqual(subject);
    expect(evaluate(same, {})).toEqual(
      underwrite(subject.report, subject.applicant, DEFAULT_POLICY, midnightOf(TODAY)),
    );
    expect(levers.figures.map(({ start }) => start)).toEqual(["710", "80000.00", "", ""]);
    expect(levers.inquiries.map(({ start }) => start)).toEqual(["0", "5", "0"]);
    expect(levers.balances.map(({ label, start }) => [label, start])).toEqual([
      ["Citi", "8000.05"],
      ["Chase", "6000.00"],
      ["Amex", "0.00"],
    ]);
  });

  it("F8.2 a score, a balance, inquiries, revenue and income each change what they should", () => {
    expect(foundWith({}).decided.reportStatus).toBe("Qualified w/ Paydowns/Inq Removal");
    expect(foundWith({ score: "590" }).decided).toMatchObject({
      reportStatus: "Doesn't Qualify",
      tlDecision: "TL Declined - Credit Score",
    });
    const paid = { [balanceOf("Chase")]: "500", [balanceOf("Citi")]: "100.50" };
    expect(foundWith(paid).decided.reportStatus).toBe("Qualified w/ Inq Removal");
    expect(foundWith({ ...paid, "inquiries.experian": "2" }).decided.reportStatus).toBe("Qualified");
    expect(foundWith({ "inquiries.equifax": "9" }).decided.tlDecision).toBe(
      "TL Declined - Too Many Recent Inquiries",
    );
    expect(foundWith({ statedIncome: "20,000" }).insufficientIncome).toBe(true);
    const business = { monthlyRevenue: "21000", businessStartedOn: "2020-01-01" };
    expect(foundWith(business).decided).toMatchObject({ mcaEligible: true, sbaEligible: true });
  });

  it("F8.2 a balance is of the account, at whatever bureaus it stands", () => {
    const { report: changed } = subjectWith(subject, levers, { [balanceOf("Citi")]: "1" });
    const balances = changed.tradelines.map(({ creditorName, unpaidBalance }) => [
      creditorName,
      unpaidBalance,
    ]);
    expect(balances.filter(([name]) => name === "Citi")).toEqual(Array(3).fill(["Citi", "1.00"]));
    expect(balances.filter(([name]) => name !== "Citi").length).toBe(6);
    expect(new Set(balances.map(([, balance]) => balance))).toEqual(new Set(["6000.00", "1.00", "0.00"]));
  });

  it("F8.2 what cannot be read changes nothing and is told; what is typed otherwise is the same amount", () => {
    const [score, income, revenue] = levers.figures;
    if (!score || !income || !revenue) throw new Error("there are levers");
    expect([problemOf(score, "900"), problemOf(score, "7x"), problemOf(income, "much")]).toEqual([
      "must be between 300 and 850",
      "must be between 300 and 850",
      "must be in dollars and cents, such as 1250.00",
    ]);
    expect(valueIn(score, { score: "900" })).toBe("710");
    expect(foundWith({ score: "900", statedIncome: "much" })).toEqual(foundWith({}));
    expect(isMoved(income, { statedIncome: "$80,000" })).toBe(false);
  });

  it("F8.2 the paydowns and removals that are asked for can be tried at once, and are then no longer asked for", () => {
    const presets = presetsOf(foundWith({}), levers);
    expect(presets.map(({ name }) => name)).toEqual([
      "After the paydowns",
      "After inquiry removal",
      "After both",
    ]);
    expect(presets.map(({ moves }) => foundWith(moves).decided.reportStatus)).toEqual([
      "Qualified w/ Inq Removal",
      "Qualified w/ Paydowns",
      "Qualified",
    ]);
    expect(presetsOf(foundWith(presets[2]?.moves ?? {}), levers)).toEqual([]);
  });

  it("F8.2 all balances are scaled to the cent", () => {
    expect(scaledBalances(levers.balances, 25)).toEqual({
      [balanceOf("Citi")]: "2,000.01",
      [balanceOf("Chase")]: "1,500.00",
      [balanceOf("Amex")]: "0.00",
    });
  });

  it("F8.2 says what differs, and whether the present itself would be decided otherwise by now", () => {
    const present = foundWith({});
    expect(whatDiffers(present, foundWith({}))).toEqual([]);
    expect(whatDiffers(present, foundWith({ score: "590" })).map(({ field }) => field)).toEqual(
      expect.arrayContaining(["representativeScore", "reportStatus", "tlDecision", "paths"]),
    );
    const kept = (run: typeof present) => ({ ...keptOf(run), workflow: run.workflow }) as never;
    expect([hasAged(kept(present), present), hasAged(kept(foundWith({ score: "590" })), present)]).toEqual([
      false,
      true,
    ]);
  });

  it("F8.2 what a person decided stands in a what-if too, unless it is left out", () => {
    const decided = { reportStatus: "Qualified" };
    const moved = subjectWith(subject, levers, { score: "590" });
    expect(evaluate(moved, decided).decided.reportStatus).toBe("Qualified");
    expect(evaluate(moved, {}).decided.reportStatus).toBe("Doesn't Qualify");
  });

  it("F8.2 moving something and moving it back is the present again, whatever it was", () => {
    const all = [...levers.figures, ...levers.inquiries, ...levers.balances];
    const lever = fc.constantFrom(...all);
    fc.assert(
      fc.property(lever, fc.nat(40_000), (one, value) => {
        const text = one.kind === "day" ? "2020-02-02" : String(value);
        const changed = subjectWith(subject, levers, { [one.id]: text });
        const back = subjectWith(subject, levers, { [one.id]: one.start });
        expect(back).toEqual(subject);
        // What stands in the report afterwards is what the lever says.
        const after = leversOf(changed);
        const same = [...after.figures, ...after.inquiries, ...after.balances].find(
          ({ id }) => id === one.id,
        );
        expect(same?.start).toBe(valueIn(one, { [one.id]: text }));
      }),
      { numRuns: 60 },
    );
  });
});
