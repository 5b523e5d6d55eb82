import { useState } from "react";
import { refusalOf } from "../trpc/refusal.ts";
import { presentOf } from "./present-loan.ts";

/** What of a loan may have become another while somebody decides about it. */
interface Decided {
  version: number;
  currentStatus: string;
  salePrice: string | null;
}

/** The loan to decide about after a refusal: as the refusal tells that it is now, else as it was. */
export function loanNow<L extends Decided>(seen: L, error: unknown): L {
  const present = presentOf(refusalOf(error));
  if (!present) return seen;
  const { version, currentStatus, facts } = present;
  return { ...seen, version, currentStatus, salePrice: facts.salePrice ?? null };
}

/**
 * The loan that the person decides about: as it was when the question was asked. When somebody changed it meanwhile the
 * server says so, and asking again then is a decision about the present one.
 */
export function useSeenLoan<L extends Decided>(atFirst: L): { loan: L; learnFrom: (error: unknown) => void } {
  const [loan, setLoan] = useState(atFirst);
  return { loan, learnFrom: (error) => setLoan((seen) => loanNow(seen, error)) };
}
