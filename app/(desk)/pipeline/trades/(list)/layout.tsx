import type { Metadata } from "next";
import { headers } from "next/headers";
import { NO_SUCH_ID } from "@/components/pipeline/list-url.ts";
import { TradeDesk } from "@/components/trades/trade-desk.tsx";
import {
  loadTradesState,
  openIn,
  tradeLoansRequest,
  tradeRequest,
  tradesRequest,
} from "@/components/trades/trades-url.ts";
import { PAGE_PATH_HEADER } from "@/server/auth/page-path.ts";
import { Prefetched } from "../../../prefetched.tsx";

export const metadata: Metadata = { title: "Trades" };

/**
 * The trades stay while one of them, and a loan over it, is opened and closed, so they live here; the pages are not
 * drawn, as in ../../loans.
 */
export default async function TradesLayout() {
  const [path = "", query = ""] = ((await headers()).get(PAGE_PATH_HEADER) ?? "").split("?");
  const state = loadTradesState(`?${query}`);
  const { tradeId, loanId } = openIn(path);
  return (
    <Prefetched
      queries={(desk) => [
        desk.tradeCards(tradesRequest(state)),
        ...(tradeId === null
          ? []
          : [desk.tradeCards(tradeRequest(tradeId)), desk.loans(tradeLoansRequest(tradeId, state.loans))]),
        ...(loanId === null || loanId === NO_SUCH_ID ? [] : [desk.loan({ loanId })]),
      ]}
    >
      <TradeDesk />
    </Prefetched>
  );
}
