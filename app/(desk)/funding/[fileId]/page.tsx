import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { FilePage } from "@/components/funding/file-page.tsx";

export const metadata: Metadata = { title: "Funding file" };

export default async function FundingFilePage({ params }: { params: Promise<{ fileId: string }> }) {
  const { fileId } = await params;
  if (!/^[1-9]\d{0,14}$/.test(fileId)) notFound();
  return <FilePage fileId={Number(fileId)} />;
}
