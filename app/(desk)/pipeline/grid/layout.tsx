import type { Metadata } from "next";
import { headers } from "next/headers";
import { GridPage } from "@/components/grid/grid-page.tsx";
import { NO_SUCH_ID, openLoanIn } from "@/components/pipeline/list-url.ts";
import { PAGE_PATH_HEADER } from "@/server/auth/page-path.ts";
import { Prefetched } from "../../prefetched.tsx";

export const metadata: Metadata = { title: "Grid" };

/** The grid stays while loans are opened and closed over it, so it lives here; its pages are not drawn, as in ../loans. */
export default async function GridLayout() {
  const [path = ""] = ((await headers()).get(PAGE_PATH_HEADER) ?? "").split("?");
  const loanId = openLoanIn(path);
  return (
    <Prefetched
      queries={(desk) => [
        desk.views({ list: "loans" }),
        ...(loanId === null || loanId === NO_SUCH_ID ? [] : [desk.loan({ loanId })]),
      ]}
    >
      <GridPage />
    </Prefetched>
  );
}
