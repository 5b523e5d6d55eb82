"use client";

import { useMemo, useState } from "react";
import { type LoanRow, type Neighbours, neighboursOf } from "./loan-list-context.ts";

/** The loans beside the open one, also when it has just left the page. */
export function useNeighbours(loans: LoanRow[], openId: number | null): Neighbours {
  const index = loans.findIndex((loan) => loan.pipelineLoanId === openId);
  const [lastIndex, setLastIndex] = useState(0);
  if (index !== -1 && index !== lastIndex) setLastIndex(index);
  return useMemo(() => neighboursOf(loans, openId, lastIndex), [loans, openId, lastIndex]);
}
