import type { Metadata } from "next";
import { NewFilePage } from "@/components/funding/new-file/new-file-page.tsx";

export const metadata: Metadata = { title: "New file" };

export default function NewFundingFilePage() {
  return <NewFilePage />;
}
