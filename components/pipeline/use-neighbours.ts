"use client";

import { skipToken, useQuery } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useMemo, useState } from "react";
import type { ListLoansInput } from "@/server/domain/pipeline/input.ts";
import { type Outputs, useTRPC } from "../trpc/client.ts";
import { type Neighbour, type Neighbours, neighboursOf, rowLink } from "./loan-list-context.ts";

type Page = Outputs["pipeline"]["loans"];
const NO_LOANS: Page["loans"] = [];

/**
 * The loans beside the open one: also when it has just left the page, and beyond the page's ends, where the list goes
 * on. `requestOf` is what the list asks for a page of its own.
 */
export function useNeighbours(
  page: Page | undefined,
  openId: number | null,
  requestOf: (page: number) => ListLoansInput,
): Neighbours {
  const loans = page?.loans ?? NO_LOANS;
  const index = loans.findIndex((loan) => loan.pipelineLoanId === openId);
  const [lastIndex, setLastIndex] = useState(0);
  if (index !== -1 && index !== lastIndex) setLastIndex(index);
  // Over the page's end the row comes with the other page, after the panel.
  const pageNumber = page?.page;
  const showRow = useEffectEvent(
    () => openId !== null && rowLink(openId)?.scrollIntoView({ block: "nearest" }),
  );
  useEffect(() => {
    if (pageNumber !== undefined) showRow();
  }, [pageNumber]);
  const isFirst = page && page.page > 1 && index === 0;
  const isLast = page && page.page * page.pageSize < page.totalRows && index === loans.length - 1;
  const before = useEndOf(isFirst ? page.page - 1 : null, requestOf, -1);
  const after = useEndOf(isLast && index !== -1 ? page.page + 1 : null, requestOf, 0);
  return useMemo(() => {
    const { place, previous, next } = neighboursOf(loans, openId, lastIndex);
    return { place, previous: previous ?? before, next: next ?? after };
  }, [loans, openId, lastIndex, before, after]);
}

/** The last (-1) or first (0) loan of another page, once it is known; of no page, none. */
function useEndOf(
  page: number | null,
  requestOf: (page: number) => ListLoansInput,
  end: -1 | 0,
): Neighbour | undefined {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.pipeline.loans.queryOptions(page === null ? skipToken : requestOf(page)));
  const loanId = data?.loans.at(end)?.pipelineLoanId;
  return useMemo(
    () => (page === null || loanId === undefined ? undefined : { pipelineLoanId: loanId, page }),
    [page, loanId],
  );
}
