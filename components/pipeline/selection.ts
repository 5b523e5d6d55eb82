import type { KnownLoans, SelectedLoan } from "./bulk-run.ts";

/** Which loans are selected, in the order in which they were. Pure: each rule answers with a new selection. */

export const NONE_SELECTED: KnownLoans = new Map();

/** With these loans in it, or without them. */
export function withLoans(selection: KnownLoans, loans: SelectedLoan[], isIn: boolean): KnownLoans {
  const next = new Map(selection);
  for (const loan of loans) {
    if (isIn) next.set(loan.pipelineLoanId, loan);
    else next.delete(loan.pipelineLoanId);
  }
  return next;
}

/** The loans of the page from one to the other, whichever comes first; only the second when the first is not on it. */
export function between<T extends SelectedLoan>(page: T[], from: number | null, to: number): T[] {
  const end = page.findIndex((loan) => loan.pipelineLoanId === to);
  if (end === -1) return [];
  const start = page.findIndex((loan) => loan.pipelineLoanId === from);
  if (start === -1) return page.slice(end, end + 1);
  return page.slice(Math.min(start, end), Math.max(start, end) + 1);
}

/** A range that began at the anchor and reached `from` now reaches `to`: what it leaves is let go. */
export function extended(
  selection: KnownLoans,
  page: SelectedLoan[],
  { anchor, from, to }: { anchor: number; from: number; to: number },
): KnownLoans {
  const shrunk = withLoans(selection, between(page, anchor, from), false);
  return withLoans(shrunk, between(page, anchor, to), true);
}

/** With what the page now says of its loans; the same selection when it says nothing new. */
export function refreshed(selection: KnownLoans, page: SelectedLoan[]): KnownLoans {
  const news = page.filter(({ pipelineLoanId, version }) => {
    const known = selection.get(pipelineLoanId);
    return known !== undefined && known.version !== version;
  });
  return news.length === 0 ? selection : withLoans(selection, news, true);
}

/** How much of the page is selected, as its checkbox shows it. */
export function shareOf(page: SelectedLoan[], selection: KnownLoans): "all" | "some" | "none" {
  const count = page.filter((loan) => selection.has(loan.pipelineLoanId)).length;
  return count === 0 ? "none" : count === page.length ? "all" : "some";
}
