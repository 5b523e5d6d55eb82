import type { Metadata } from "next";
import { DocumentsPage } from "@/components/funding/documents/documents-page.tsx";
import { recordIdIn } from "../../../record-id.ts";

export const metadata: Metadata = { title: "Documents" };

export default async function FundingDocumentsPage({ params }: { params: Promise<{ fileId: string }> }) {
  return <DocumentsPage fileId={recordIdIn((await params).fileId)} />;
}
