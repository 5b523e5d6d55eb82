import type { Metadata } from "next";
import { headers } from "next/headers";
import { listRequest, loadListState, NO_SUCH_ID, openLoanIn } from "@/components/pipeline/list-url.ts";
import { LoanDesk } from "@/components/pipeline/loan-desk.tsx";
import { asksForViewOnly } from "@/components/views/viewed-list.ts";
import { PAGE_PATH_HEADER } from "@/server/auth/page-path.ts";
import { Prefetched } from "../../prefetched.tsx";

export const metadata: Metadata = { title: "Loans" };

/**
 * The list stays while loans are opened and closed over it, so it lives here and not in a page.
 *
 * The pages below are empty and are not drawn: the router holds a page per query string, and a page that is drawn makes
 * going back wait for the server to send that nothing, for ever when somebody goes back twice right after a reload.
 */
export default async function LoansLayout() {
  // A layout is not told its address; proxy.ts writes it down.
  const [path = "", query = ""] = ((await headers()).get(PAGE_PATH_HEADER) ?? "").split("?");
  const state = loadListState(`?${query}`);
  const request = listRequest(state);
  const loanId = openLoanIn(path);
  return (
    <Prefetched
      queries={(desk) => [
        desk.views({ list: "loans" }),
        ...(asksForViewOnly(state.view, new URLSearchParams(query).keys()) ? [] : [desk.loans(request)]),
        ...(loanId === null || loanId === NO_SUCH_ID ? [] : [desk.loan({ loanId })]),
      ]}
    >
      <LoanDesk />
    </Prefetched>
  );
}
