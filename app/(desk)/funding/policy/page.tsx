import type { Metadata } from "next";
import { PolicyPage } from "@/components/funding/policy/policy-page.tsx";

export const metadata: Metadata = { title: "Underwriting policy" };

export default function FundingPolicyPage() {
  return <PolicyPage />;
}
