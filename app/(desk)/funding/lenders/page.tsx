import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { Lenders } from "@/components/funding/lenders/lenders.tsx";
import { lendersRequest, loadLendersState } from "@/components/funding/lenders/lenders-url.ts";
import { Prefetched } from "../../prefetched.tsx";

export const metadata: Metadata = { title: "Lenders" };

export default async function LendersPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const state = await loadLendersState(searchParams);
  return (
    <Prefetched queries={(desk) => [desk.lenders(lendersRequest(state))]}>
      <Lenders />
    </Prefetched>
  );
}
