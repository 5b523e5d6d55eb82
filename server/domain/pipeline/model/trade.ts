/** Closed lists of a trade's codes (P1.2). */
export const PROPERTY_STATES: ReadonlySet<string> = new Set(
  (
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI " +
    "SC SD TN TX UT VT VA WA WV WI WY DC PR GU VI AS MP AA AE AP"
  ).split(" "),
);

export const PURPOSES = { P: "Purchase", R: "Refinance", C: "Cash-out refinance" } as const;
export const OCCUPANCIES = { O: "Owner-occupied", S: "Second home", I: "Investment" } as const;

export const MOST_LOANS_PER_TRADE = 10_000;

/** The positions at which an `exchangeLoanId` stands for the second time or later; ids that are no text are left out. */
export function repeatedLoanIds(loans: readonly unknown[]): { index: number; firstIndex: number }[] {
  const seen = new Map<string, number>();
  const repeated: { index: number; firstIndex: number }[] = [];
  for (const [index, loan] of loans.entries()) {
    const id = (loan as { exchangeLoanId?: unknown } | null)?.exchangeLoanId;
    if (typeof id !== "string") continue;
    const firstIndex = seen.get(id.trim());
    if (firstIndex === undefined) seen.set(id.trim(), index);
    else repeated.push({ index, firstIndex });
  }
  return repeated;
}
