import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { FilePage } from "@/components/funding/file-page.tsx";
import { Prefetched } from "../../prefetched.tsx";

/** Beyond it no record has a number. */
const HIGHEST_ID = 2_147_483_647;

export const metadata: Metadata = { title: "Funding file" };

export default async function FundingFilePage({ params }: { params: Promise<{ fileId: string }> }) {
  const { fileId } = await params;
  if (!/^[1-9]\d{0,9}$/.test(fileId) || Number(fileId) > HIGHEST_ID) notFound();
  const input = { fileId: Number(fileId) };
  return (
    <Prefetched queries={(desk) => [desk.fundingFile(input), desk.fundingProgress(input)]}>
      <FilePage fileId={input.fileId} />
    </Prefetched>
  );
}
