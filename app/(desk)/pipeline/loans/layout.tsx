import type { Metadata } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { listRequest, loadListState, NO_SUCH_ID, openLoanIn } from "@/components/pipeline/list-url.ts";
import { LoanDesk } from "@/components/pipeline/loan-desk.tsx";
import { asksForViewOnly } from "@/components/pipeline/view-definition.ts";
import { PAGE_PATH_HEADER } from "@/server/auth/page-path.ts";
import { Prefetched } from "../../prefetched.tsx";

export const metadata: Metadata = { title: "Loans" };

/** The list stays while loans are opened and closed over it, so it lives here and not in a page. */
export default async function LoansLayout({ children }: { children: ReactNode }) {
  // A layout is not told its address; proxy.ts writes it down.
  const [path = "", query = ""] = ((await headers()).get(PAGE_PATH_HEADER) ?? "").split("?");
  const state = loadListState(`?${query}`);
  const request = listRequest(state);
  const loanId = openLoanIn(path);
  return (
    <Prefetched
      queries={(desk) => [
        desk.views(),
        ...(asksForViewOnly(state, query) ? [] : [desk.loans(request)]),
        ...(loanId === null || loanId === NO_SUCH_ID ? [] : [desk.loan({ loanId })]),
      ]}
    >
      <LoanDesk>{children}</LoanDesk>
    </Prefetched>
  );
}
