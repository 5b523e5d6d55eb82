import type { Metadata, Route } from "next";
import { redirect } from "next/navigation";
import type { SearchParams } from "nuqs/server";
import { MortgageList } from "@/components/mortgages/list/mortgage-list.tsx";
import { addressOf, isSameQuestion } from "@/components/mortgages/list/mortgage-view.ts";
import { loadMortgagesState, mortgagesRequest } from "@/components/mortgages/list/mortgages-url.ts";
import { maturingRequest } from "@/components/mortgages/timeline/maturity-months.ts";
import { todayIn } from "@/components/ui/time-text.ts";
import { asksForViewOnly } from "@/components/views/viewed-list.ts";
import { pageCaller } from "@/server/api/caller.ts";
import { pageSession } from "@/server/api/session-for-page.ts";
import { Prefetched } from "../prefetched.tsx";

export const metadata: Metadata = { title: "Mortgages" };

export default async function MortgagesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { timeZone } = await pageSession();
  const state = await loadMortgagesState(searchParams);
  const maturing = maturingRequest(state, todayIn(timeZone));
  const isOpeningView = asksForViewOnly(state.view, Object.keys(await searchParams));
  if (isOpeningView) {
    // To all that the view holds before anything is drawn; one that is gone is told by the list.
    // What cannot be read is asked for again by the browser, as all that is prefetched.
    const caller = await pageCaller();
    const views = await caller.desk.views({ list: "mortgages" }).catch(() => []);
    const view = views.find(({ viewId }) => viewId === state.view);
    if (view && !isSameQuestion(view.definition, state)) redirect(`/mortgages${addressOf(view)}` as Route);
  }
  return (
    <Prefetched
      queries={(desk) => [
        desk.views({ list: "mortgages" }),
        desk.maturing(maturing),
        ...(isOpeningView ? [] : [desk.mortgages(mortgagesRequest(state))]),
      ]}
    >
      <MortgageList />
    </Prefetched>
  );
}
