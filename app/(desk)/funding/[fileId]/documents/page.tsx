import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DocumentsPage } from "@/components/funding/documents/documents-page.tsx";

export const metadata: Metadata = { title: "Documents" };

export default async function FundingDocumentsPage({ params }: { params: Promise<{ fileId: string }> }) {
  const { fileId } = await params;
  if (!/^[1-9]\d{0,14}$/.test(fileId)) notFound();
  return <DocumentsPage fileId={Number(fileId)} />;
}
