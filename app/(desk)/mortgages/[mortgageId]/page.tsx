import type { Metadata } from "next";
import { MortgagePage } from "@/components/mortgages/record/mortgage-page.tsx";
import { Prefetched } from "../../prefetched.tsx";
import { recordIdIn } from "../../record-id.ts";

export const metadata: Metadata = { title: "Mortgage" };

export default async function MortgageRecordPage({ params }: { params: Promise<{ mortgageId: string }> }) {
  const input = { mortgageId: recordIdIn((await params).mortgageId) };
  return (
    <Prefetched queries={(desk) => [desk.mortgage(input), desk.renewalChain(input)]}>
      <MortgagePage mortgageId={input.mortgageId} />
    </Prefetched>
  );
}
