import type { Metadata } from "next";
import { AdvicePage } from "@/components/advice/advice-page.tsx";
import { Prefetched } from "../../../../prefetched.tsx";

export const metadata: Metadata = { title: "Purchase advice" };

interface Props {
  params: Promise<{ tradeId: string }>;
}

export default async function PurchaseAdvicePage({ params }: Props) {
  const tradeId = Number((await params).tradeId);
  return (
    <Prefetched queries={(desk) => [desk.purchaseAdvice({ tradeId })]}>
      <AdvicePage tradeId={tradeId} />
    </Prefetched>
  );
}
