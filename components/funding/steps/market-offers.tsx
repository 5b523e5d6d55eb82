"use client";

import { useQuery } from "@tanstack/react-query";
import { LoaderCircle } from "lucide-react";
import { useState } from "react";
import { useTRPC } from "../../trpc/client.ts";
import { LoadFailed } from "../../trpc/load-failed.tsx";
import { Button } from "../../ui/button.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { useHasDraft } from "../../ui/use-draft.ts";
import { ActionRow } from "./action-row.tsx";
import { AskLenders } from "./ask-lenders.tsx";
import { isAskedAgain } from "./asking-meanwhile.ts";
import { MarketTable } from "./market-table.tsx";
import { OffersForm, offersDraftKey } from "./offers-form.tsx";
import { type MarketOffers, type Place, useWorkflow } from "./workflow-context.ts";

/** Where the offers come from: lenders are asked through Engine, or what they said elsewhere is typed in (F7.2). */
export function OffersAction({ place, verb }: { place: Place; verb: string }) {
  const trpc = useTRPC();
  const { file } = useWorkflow();
  const query = useQuery(trpc.funding.offers.get.queryOptions({ fileId: file.fileId }));
  // Whoever comes back to what they typed sees it.
  const [isByHand, setByHand] = useState(useHasDraft(offersDraftKey(file.fileId, place)));
  if (query.error && !query.data)
    return (
      <>
        <LoadFailed
          title="Engine’s offers could not be loaded"
          error={query.error}
          onRetry={() => void query.refetch()}
        />
        <OffersForm place={place} verb={verb} />
      </>
    );
  if (!query.data) return <Skeleton className="mt-4 h-20 w-full" />;
  const market = query.data;
  if (market.mode === null)
    return (
      <>
        <p className="mt-2 text-sm text-ink-2">Engine is not set up, so the offers are typed in.</p>
        <OffersForm place={place} verb={verb} />
      </>
    );
  return (
    <>
      {isByHand ? <OffersForm place={place} verb={verb} /> : <Market market={market} />}
      <Button look="quiet" size="sm" className="-ml-2.5 mt-3" onClick={() => setByHand(!isByHand)}>
        {isByHand ? "Ask lenders through Engine instead" : "Type offers in by hand instead"}
      </Button>
    </>
  );
}

/** How far the lenders are, as the server says it, and the one thing that can be done about it. */
function Market({ market }: { market: MarketOffers }) {
  const { state, says, request, offers, mode } = market;
  const isWaiting = state === "asking" || state === "waiting";
  return (
    <div className="mt-3 flex flex-col gap-3">
      {mode === "sandbox" ? (
        <p className="self-start rounded-sm bg-overdue-wash px-1.5 text-xs text-overdue">
          Sandbox: no lender stands behind these
        </p>
      ) : (
        <p className="text-xs text-ink-2">
          <span className="font-medium">Live</span>: Engine asks real lenders, and their offers are real
        </p>
      )}
      <p role="status" className="flex items-start gap-2 text-sm">
        {isWaiting && (
          <LoaderCircle
            aria-hidden
            className="mt-[3px] size-3.5 shrink-0 text-ink-3 motion-safe:animate-spin"
          />
        )}
        <span className={state === "unclear" || state === "failed" ? "text-overdue" : "text-ink-2"}>
          {says}
        </span>
      </p>
      {state === "waiting" && request && <Answered {...request} />}
      {offers.length > 0 && <MarketTable offers={offers} />}
      <MarketAction market={market} />
    </div>
  );
}

function Answered({ lenders, waitsFor }: { lenders: number; waitsFor: string[] }) {
  const answered = lenders - waitsFor.length;
  return (
    <div>
      <div aria-hidden className="h-1.5 overflow-hidden rounded-full bg-line">
        <div
          className="h-full bg-accent"
          style={{ width: `${lenders === 0 ? 0 : (100 * answered) / lenders}%` }}
        />
      </div>
      <p className="figures mt-1 text-xs text-ink-3">
        {answered} of {lenders} lenders have answered; still to come: {waitsFor.join(", ")}
      </p>
    </div>
  );
}

function MarketAction({ market }: { market: MarketOffers }) {
  const { changes } = useWorkflow();
  const { state, request, offers, mayConfirm } = market;
  if (state === "asking") return null;
  const standing = offers.filter(({ isExpired }) => !isExpired).length;
  if (mayConfirm && request)
    return (
      <ActionRow
        verb={standing === 1 ? "Use this offer" : `Use these ${standing} offers`}
        isUnderWay={changes.underWay === "confirm"}
        onPress={() => changes.send("confirm", "confirmOffers", { requestNo: request.requestNo })}
      >
        <AskLenders verb="Ask again …" isQuiet />
      </ActionRow>
    );
  if (state === "waiting") return <AskLenders verb="Ask again …" isQuiet />;
  const isAgain = isAskedAgain(market);
  return (
    <div className="flex justify-end">
      <AskLenders
        verb={state === "not_asked" ? "Ask lenders for offers" : isAgain ? "Ask once more …" : "Ask again"}
      />
    </div>
  );
}
