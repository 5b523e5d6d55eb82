import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { FundingQueue } from "@/components/funding/queue/queue-page.tsx";
import { loadQueueState, queueRequest } from "@/components/funding/queue/queue-url.ts";
import { Prefetched } from "../../prefetched.tsx";

export const metadata: Metadata = { title: "Funding Queue" };

export default async function FundingQueuePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const state = await loadQueueState(searchParams);
  return (
    <Prefetched
      queries={(desk) => [
        desk.queue(queueRequest(state)),
        ...(state.file === null ? [] : [desk.callSheet({ fileId: state.file })]),
      ]}
    >
      <FundingQueue />
    </Prefetched>
  );
}
