/** A place in which two deliveries of one trade do not say the same (P1.6). */
export interface PayloadDifference {
  /** `buyerName`, `loans[EX-7].purchasePrice`; a loan is called by its PSX loan ID, wherever it stands. */
  path: string;
  /** What the first delivery said; null: nothing. */
  before: string | null;
  /** What the later one said; null: nothing. */
  after: string | null;
}

type Fields = Record<string, unknown>;

/**
 * Field by field, what a later payload says otherwise than the first. Both as the schema read them, so that `100` and
 * `100.00` are the same amount. Loans are paired by their id: one that moved in the list is not a hundred differences.
 */
export function payloadDifferences(
  first: { loans: readonly Fields[] },
  later: { loans: readonly Fields[] },
): PayloadDifference[] {
  const { loans: firstLoans, ...firstTrade } = first;
  const { loans: laterLoans, ...laterTrade } = later;
  const found = fieldDifferences("", firstTrade, laterTrade);
  const [before, after] = [byId(firstLoans), byId(laterLoans)];
  for (const [id, loan] of before) {
    const other = after.get(id);
    if (other) found.push(...fieldDifferences(`loans[${id}].`, loan, other));
    else found.push({ path: `loans[${id}]`, before: summaryOf(loan), after: null });
  }
  for (const [id, loan] of after)
    if (!before.has(id)) found.push({ path: `loans[${id}]`, before: null, after: summaryOf(loan) });
  if (found.length === 0 && [...before.keys()].join("\n") !== [...after.keys()].join("\n"))
    found.push({ path: "loans", before: "the same loans", after: "in another order" });
  return found;
}

function byId(loans: readonly Fields[]): Map<string, Fields> {
  return new Map(loans.map((loan) => [String(loan.exchangeLoanId), loan]));
}

function fieldDifferences(prefix: string, before: Fields, after: Fields): PayloadDifference[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names]
    .map((name) => ({
      path: prefix + name,
      before: valueText(before[name]),
      after: valueText(after[name]),
    }))
    .filter((one) => one.before !== one.after);
}

function valueText(value: unknown): string | null {
  return value === undefined || value === null ? null : String(value);
}

/** A whole loan that only one of them has. */
function summaryOf({ loanId, borrowerName, purchasePrice }: Fields): string {
  return [loanId, borrowerName, purchasePrice].map((part) => valueText(part) ?? "–").join(" · ");
}
