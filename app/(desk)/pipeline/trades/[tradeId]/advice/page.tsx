import type { Metadata } from "next";
import { AdvicePage } from "@/components/advice/advice-page.tsx";
import { idFrom, NO_SUCH_ID } from "@/components/pipeline/list-url.ts";
import { Prefetched } from "../../../../prefetched.tsx";

export const metadata: Metadata = { title: "Purchase advice" };

interface Props {
  params: Promise<{ tradeId: string }>;
}

export default async function PurchaseAdvicePage({ params }: Props) {
  const tradeId = idFrom((await params).tradeId);
  return (
    <Prefetched queries={(desk) => (tradeId === NO_SUCH_ID ? [] : [desk.purchaseAdvice({ tradeId })])}>
      <AdvicePage tradeId={tradeId} />
    </Prefetched>
  );
}
