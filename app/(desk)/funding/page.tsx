import type { Metadata } from "next";
import { FileList } from "@/components/funding/file-list.tsx";

export const metadata: Metadata = { title: "Funding files" };

export default function FundingPage() {
  return <FileList />;
}
