import type { Outputs } from "../trpc/client.ts";
import { difference, sumOf } from "../ui/money-text.ts";

/** What of a move a row shows. */
export interface RowMove {
  loanId: number;
  /** Of the loan as it was looked at; where another version is shown already, nothing is painted over it. */
  version: number;
  newStatus: string;
  changedAt: string;
}

/** A move that the server has not answered yet, as the screen already shows it (P7.4). */
export interface PaintedMove extends RowMove {
  from: string;
  notes: string;
  agingThresholdDays: number | null;
  /** Who moves it, with `changedAt`: what the history will say. */
  changedBy: string;
}

type Page = Outputs["pipeline"]["loans"];
type Loan = Outputs["pipeline"]["loan"];
type Summary = Outputs["pipeline"]["summary"];

interface Standing {
  pipelineLoanId: number;
  version: number;
  currentStatus: string;
  statusDate: string;
  daysInCurrentStatus: number;
  agingAlert: boolean;
}

/** The same row when it is of another loan, or of another version. */
export function movedRow<T extends Standing>(loan: T, move: RowMove): T {
  if (loan.pipelineLoanId !== move.loanId || loan.version !== move.version) return loan;
  return {
    ...loan,
    version: move.version + 1,
    currentStatus: move.newStatus,
    statusDate: move.changedAt,
    daysInCurrentStatus: 0,
    agingAlert: false,
  };
}

/** The same page when the loan is not on it. */
export function movedOnPage(page: Page, move: PaintedMove): Page {
  const loans = page.loans.map((loan) => movedRow(loan, move));
  return loans.some((loan, index) => loan !== page.loans[index]) ? { ...page, loans } : page;
}

/** The loan with the entry that its history is about to get. */
export function movedLoan(loan: Loan, move: PaintedMove): Loan {
  const after = movedRow(loan, move);
  if (after === loan) return loan;
  const { from: previousStatus, newStatus, changedAt, changedBy, notes } = move;
  const entry = { previousStatus, newStatus, changedAt, changedBy, notes };
  return {
    ...after,
    agingThresholdDays: move.agingThresholdDays,
    statusHistory: [...loan.statusHistory, entry],
    timeline: [...loan.timeline, { ...entry, seq: after.version, kind: "status", origin: null, changes: [] }],
  };
}

/** The dashboard's counts and volumes, exact to the cent; averages and age buckets wait for the server. */
export function movedInSummary(
  summary: Summary,
  move: PaintedMove,
  loan: { purchasePrice: string; agingAlert: boolean },
): Summary {
  return {
    ...summary,
    statusBreakdown: summary.statusBreakdown.map((one) => {
      if (one.status === move.from)
        return {
          ...one,
          loanCount: one.loanCount - 1,
          totalVolume: difference(one.totalVolume, loan.purchasePrice),
        };
      if (one.status === move.newStatus)
        return {
          ...one,
          loanCount: one.loanCount + 1,
          totalVolume: sumOf([one.totalVolume, loan.purchasePrice]),
        };
      return one;
    }),
    agingAlerts: summary.agingAlerts.map((alert) =>
      loan.agingAlert && alert.status === move.from
        ? { ...alert, loansExceedingThreshold: alert.loansExceedingThreshold - 1 }
        : alert,
    ),
  };
}
