import type { Metadata } from "next";
import { FilePage } from "@/components/funding/file-page.tsx";
import { Prefetched } from "../../prefetched.tsx";
import { recordIdIn } from "../../record-id.ts";

export const metadata: Metadata = { title: "Funding file" };

export default async function FundingFilePage({ params }: { params: Promise<{ fileId: string }> }) {
  const input = { fileId: recordIdIn((await params).fileId) };
  return (
    <Prefetched queries={(desk) => [desk.fundingFile(input), desk.fundingProgress(input), desk.modes()]}>
      <FilePage fileId={input.fileId} />
    </Prefetched>
  );
}
