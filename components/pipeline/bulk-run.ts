import { csvLine, harmless } from "@/server/domain/csv.ts";
import type { BulkResult } from "@/server/domain/pipeline/bulk-result.ts";
import type { ChangeStatusesInput, SettleLoansInput } from "@/server/domain/pipeline/input.ts";
import type { Outputs } from "../trpc/client.ts";
import { refusalText } from "./refusal-text.ts";

/** An action on many loans: what was asked, what came of each, and how that is told. Pure. */

export type SelectedLoan = Outputs["pipeline"]["selection"]["loans"][number];

/** By id. A loan that is gone is not in it. */
export type KnownLoans = ReadonlyMap<number, SelectedLoan>;

export interface GivenAmount {
  pipelineLoanId: number;
  settlementAmount: string;
}

export type BulkRun =
  | { kind: "move"; input: ChangeStatusesInput }
  | { kind: "settle"; input: Omit<SettleLoansInput, "amounts"> & { amounts: GivenAmount[] } };

export interface BulkReport {
  run: BulkRun;
  /** Of the loans that were sent, the last word on each. */
  results: BulkResult[];
  /** Of those that were blocked before: they were not sent and stay as they are. */
  leftOut: BulkResult[];
}

/** By which versions somebody decides about these loans. */
export function versionsOf(loans: KnownLoans | undefined, loanIds: number[]) {
  return loanIds.flatMap((pipelineLoanId) => {
    const loan = loans?.get(pipelineLoanId);
    return loan ? [{ pipelineLoanId, version: loan.version }] : [];
  });
}

/** Those for which the same may be tried once more: not what changed meanwhile, nor what is there already. */
export function retryable(results: BulkResult[]): number[] {
  const failed = results.filter(({ success, code }) => !success && code !== "CONFLICT");
  return idsOf(failed.filter(({ facts }) => facts?.to === undefined || facts.from !== facts.to));
}

/** Those that somebody changed meanwhile: they have to be looked at before the same is asked of them. */
export function changedMeanwhile(results: BulkResult[]): number[] {
  return idsOf(results.filter(({ success, code }) => !success && code === "CONFLICT"));
}

/**
 * The same action for some of its loans: an amount for a loan that is not asked about would be refused. Moving them is
 * tried as they are now; a settlement, which is final, stays one of what was seen.
 */
export function narrowedTo(run: BulkRun, loanIds: number[]): BulkRun {
  if (run.kind === "move") return { kind: "move", input: { ...run.input, loanIds, versions: undefined } };
  const amounts = run.input.amounts.filter(({ pipelineLoanId }) => loanIds.includes(pipelineLoanId));
  return { kind: "settle", input: { ...run.input, loanIds, amounts } };
}

export function idsOf(results: BulkResult[]): number[] {
  return results.map((result) => result.pipelineLoanId);
}

/** What came of the second try stands in the place of the first. */
export function withSecondTry(results: BulkResult[], again: BulkResult[]): BulkResult[] {
  const latest = new Map(again.map((result) => [result.pipelineLoanId, result]));
  return results.map((result) => latest.get(result.pipelineLoanId) ?? result);
}

export interface ReasonGroup {
  reason: string;
  results: BulkResult[];
}

/** What a status is called. */
type NameOf = (statusCode: string) => string;

/** Refused loans by what was said of them, the commonest first. */
export function byReason(refused: BulkResult[], nameOf: NameOf): ReasonGroup[] {
  const groups = new Map<string, BulkResult[]>();
  for (const result of refused) {
    const reason = refusalText(result, nameOf);
    groups.set(reason, [...(groups.get(reason) ?? []), result]);
  }
  return [...groups]
    .map(([reason, results]) => ({ reason, results }))
    .sort((a, b) => b.results.length - a.results.length);
}

export type Fate = "failed" | "left out" | "done";

/** Each loan's line of the report; what needs somebody's attention comes first. */
export function fatesOf({ results, leftOut }: BulkReport): { fate: Fate; result: BulkResult }[] {
  const fated = (fate: Fate, some: BulkResult[]) => some.map((result) => ({ fate, result }));
  return [
    ...fated(
      "failed",
      results.filter((result) => !result.success),
    ),
    ...fated("left out", leftOut),
    ...fated(
      "done",
      results.filter((result) => result.success),
    ),
  ];
}

/** The amounts of those that were settled. */
export function amountsSettled({ run, results }: BulkReport): Map<number, string> {
  if (run.kind === "move") return new Map();
  const settled = new Set(idsOf(results.filter((result) => result.success)));
  return new Map(
    run.input.amounts
      .filter(({ pipelineLoanId }) => settled.has(pipelineLoanId))
      .map(({ pipelineLoanId, settlementAmount }) => [pipelineLoanId, settlementAmount]),
  );
}

const COLUMNS = [
  "result",
  "loanId",
  "borrowerName",
  "pipelineLoanId",
  "previousStatus",
  "newStatus",
  "reason",
];

/** The report as CSV, with the loans' own ids and the statuses by their names, safe to open in a spreadsheet. */
export function reportCsv(report: BulkReport, loans: KnownLoans, nameOf: NameOf): string {
  const settles = report.run.kind === "settle";
  const amounts = amountsSettled(report);
  const lines = fatesOf(report).map(({ fate, result }) => {
    const { pipelineLoanId, previousStatus, newStatus } = result;
    const name = (code: string | null) => code && harmless(nameOf(code));
    const reason = result.success ? null : harmless(refusalText(result, nameOf));
    const loan = loans.get(pipelineLoanId);
    const texts = [loan?.loanId ?? "", loan?.borrowerName ?? ""].map(harmless);
    const facts = [String(pipelineLoanId), name(previousStatus), name(newStatus), reason];
    return csvLine([fate, ...texts, ...facts, ...(settles ? [amounts.get(pipelineLoanId) ?? null] : [])]);
  });
  return csvLine(settles ? [...COLUMNS, "settlementAmount"] : COLUMNS) + lines.join("");
}
