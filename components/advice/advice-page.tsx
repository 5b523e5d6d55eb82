"use client";

import { skipToken, useQuery } from "@tanstack/react-query";
import { ArrowLeft, Printer } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import type { ComponentProps } from "react";
import { NO_SUCH_ID } from "../pipeline/list-url.ts";
import { ComingLink } from "../shell/coming-link.tsx";
import { PageHeader } from "../shell/page-header.tsx";
import { useTRPC } from "../trpc/client.ts";
import { refusalOf } from "../trpc/refusal.ts";
import { Button } from "../ui/button.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { countText } from "../ui/money-text.ts";
import { Skeleton } from "../ui/skeleton.tsx";
import { AdvicePaper } from "./advice-paper.tsx";
import { useGrowingCount } from "./use-growing-count.ts";

/** A trade's purchase advice as it will be on paper, and the way to the printer. */
export function AdvicePage({ tradeId }: { tradeId: number }) {
  const trpc = useTRPC();
  const query = useQuery(
    // What is being read or printed is of one moment and does not change under the reader.
    trpc.pipeline.purchaseAdvice.queryOptions(tradeId === NO_SUCH_ID ? skipToken : { tradeId }, {
      staleTime: "static",
      gcTime: 0,
    }),
  );
  const advice = query.data;
  const total = advice?.lines.length ?? 0;
  const shown = useGrowingCount(total);
  const isWhole = advice !== undefined && shown === total;
  return (
    <div className="flex min-h-dvh flex-col bg-rail print:block">
      <div className="print:hidden">
        <PageHeader
          title="Purchase advice"
          figure={advice && <span className="id">{advice.exchangeTradeId}</span>}
          action={
            <span className="flex gap-2">
              <Button asChild>
                <Link href={`/pipeline/trades/${tradeId}` as Route}>
                  <ArrowLeft aria-hidden />
                  Trade
                  <ComingLink href="/pipeline/trades" />
                </Link>
              </Button>
              <Button look="filled" disabled={!isWhole} onClick={() => window.print()}>
                <Printer aria-hidden />
                {advice && !isWhole ? `Laying out ${countText(shown)} of ${countText(total)}` : "Print"}
              </Button>
            </span>
          }
        />
      </div>
      {advice ? <Paper advice={advice} shown={shown} /> : <Missing tradeId={tradeId} query={query} />}
    </div>
  );
}

/** It has one width: where the screen is narrower, it is moved and not squeezed. */
function Paper(props: ComponentProps<typeof AdvicePaper>) {
  return (
    <section
      aria-label="Paper"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by key
      tabIndex={0}
      className="overflow-x-auto px-4 print:overflow-visible print:p-0"
    >
      <AdvicePaper {...props} />
    </section>
  );
}

interface MissingProps {
  tradeId: number;
  query: { error: unknown; refetch: () => unknown };
}

function Missing({ tradeId, query }: MissingProps) {
  if (tradeId === NO_SUCH_ID) return <NoSuchTrade />;
  if (!query.error)
    return (
      <div role="status" aria-label="Loading the purchase advice" className="mx-auto w-full max-w-270 p-6">
        <Skeleton className="h-160 w-full" />
      </div>
    );
  const { code, message, requestId } = refusalOf(query.error);
  if (code === "TRADE_NOT_FOUND") return <NoSuchTrade />;
  return (
    <ErrorState
      title="The purchase advice could not be loaded"
      message={message}
      requestId={requestId}
      onRetry={() => void query.refetch()}
    />
  );
}

function NoSuchTrade() {
  return (
    <ErrorState
      title="There is no such trade"
      message="The link may be mistyped, or the trade may belong to another tenant."
    />
  );
}
