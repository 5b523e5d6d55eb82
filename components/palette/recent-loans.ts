/** The loans that somebody has looked at last, kept for them in this tab alone and forgotten when they sign out. */

export interface RecentLoan {
  pipelineLoanId: number;
  borrowerName: string;
  loanId: string;
}

const MOST = 6;
const KEY = "recent loans of ";

/** Whose list it is: the same person in another tenant has another one. */
export interface Owner {
  tenantSlug: string;
  email: string;
}

const keyOf = ({ tenantSlug, email }: Owner) => `${KEY}${email} in ${tenantSlug}`;

export function recentLoans(owner: Owner): RecentLoan[] {
  try {
    return JSON.parse(sessionStorage.getItem(keyOf(owner)) ?? "[]");
  } catch {
    return [];
  }
}

export function rememberLoan(owner: Owner, loan: RecentLoan): void {
  const { pipelineLoanId, borrowerName, loanId } = loan;
  const others = recentLoans(owner).filter((one) => one.pipelineLoanId !== pipelineLoanId);
  const kept = [{ pipelineLoanId, borrowerName, loanId }, ...others].slice(0, MOST);
  try {
    sessionStorage.setItem(keyOf(owner), JSON.stringify(kept));
  } catch {
    // A browser that keeps nothing remembers nothing.
  }
}

export function forgetRecentLoans(): void {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(KEY)) sessionStorage.removeItem(key);
}
