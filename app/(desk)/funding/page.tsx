import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { FileList } from "@/components/funding/file-list.tsx";
import { filesRequest, loadFilesState } from "@/components/funding/list/files-url.ts";
import { Prefetched } from "../prefetched.tsx";

export const metadata: Metadata = { title: "Funding files" };

export default async function FundingPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const request = filesRequest(await loadFilesState(searchParams));
  return (
    <Prefetched queries={(desk) => [desk.fundingFiles(request)]}>
      <FileList />
    </Prefetched>
  );
}
