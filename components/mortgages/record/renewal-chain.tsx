"use client";

import { useQuery } from "@tanstack/react-query";
import type { Route } from "next";
import Link from "next/link";
import type { ChainLink } from "@/server/domain/mortgages/model/renewal-chain.ts";
import { useSession } from "../../shell/session.tsx";
import { useTRPC } from "../../trpc/client.ts";
import { LoadFailed } from "../../trpc/load-failed.tsx";
import { cn } from "../../ui/cn.ts";
import { Money } from "../../ui/money.tsx";
import { countText, difference, rateText } from "../../ui/money-text.ts";
import { dayLabel, todayIn } from "../../ui/time-text.ts";
import { rateDifference } from "../rate-text.ts";
import { type ChainScale, chainScale, TODAY_IS_LATE } from "./chain-scale.ts";
import type { MortgageDetail } from "./mortgage-page.tsx";

/** The mortgage and its renewals, each over the time that it runs, oldest first (M2). */
export function RenewalChain({ mortgage }: { mortgage: MortgageDetail }) {
  const trpc = useTRPC();
  const { timeZone } = useSession();
  const { mortgageId } = mortgage;
  const query = useQuery(trpc.mortgages.chain.queryOptions({ mortgageId }));
  if (query.error && !query.data)
    return (
      <div className="px-4 pt-4 lg:px-6">
        <LoadFailed
          title="The renewals could not be loaded"
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      </div>
    );
  const chain = query.data ?? [];
  const scale = chain.length > 0 ? chainScale(chain, todayIn(timeZone)) : null;
  return (
    <section aria-labelledby="renewals" className="border-b px-4 pt-3 pb-4 lg:px-6" aria-busy={!query.data}>
      <div className="flex h-7 items-center gap-3">
        <h2 id="renewals" className="text-sm font-semibold">
          Renewals
        </h2>
        <p className="text-xs text-ink-3">
          {chain.length <= 1
            ? "Not renewed so far."
            : `${countText(chain.length)} in the chain, oldest first.`}
        </p>
      </div>
      {scale && (
        <div className="relative">
          <Years scale={scale} />
          <ol>
            {chain.map((link, index) => (
              <ChainRow
                key={link.mortgageId}
                link={link}
                previous={chain[index - 1] ?? null}
                scale={scale}
                isThis={link.mortgageId === mortgageId}
              />
            ))}
          </ol>
        </div>
      )}
    </section>
  );
}

/** The years behind the bars, and where today is. */
function Years({ scale: { years, today } }: { scale: ChainScale }) {
  return (
    <div aria-hidden className="pointer-events-none absolute inset-y-0 right-0 left-66 @max-[700px]:left-44">
      {years.map(({ year, at }) => (
        <span key={year} style={{ left: `${at}%` }} className="absolute inset-y-0 border-l border-line">
          <span className="figures absolute top-0 left-1 text-xs text-ink-3">{year}</span>
        </span>
      ))}
      {today !== null && (
        <span
          style={{ left: `${today}%` }}
          className="absolute inset-y-0 border-l border-dashed border-overdue"
        >
          <span
            className={cn(
              "absolute top-0 px-1 text-xs font-medium text-overdue",
              today > TODAY_IS_LATE ? "right-0" : "left-0",
            )}
          >
            today
          </span>
        </span>
      )}
    </div>
  );
}

interface RowProps {
  link: ChainLink;
  previous: ChainLink | null;
  scale: ChainScale;
  isThis: boolean;
}

function ChainRow({ link, previous, scale, isThis }: RowProps) {
  const { mortgageId, loanAmount, interestRate, isCurrent } = link;
  return (
    <li
      aria-current={isThis ? "true" : undefined}
      className="relative grid grid-cols-[16.5rem_minmax(0,1fr)] items-center pt-5 @max-[700px]:grid-cols-[11rem_minmax(0,1fr)]"
    >
      <div className="min-w-0 pr-4 text-sm">
        <p className="flex items-baseline gap-2">
          {isThis ? (
            <span className="font-semibold">
              Mortgage <span className="figures">{mortgageId}</span>
            </span>
          ) : (
            <Link
              href={`/mortgages/${mortgageId}` as Route}
              className="rounded-sm text-accent after:absolute after:inset-0 hover:underline"
            >
              Mortgage <span className="figures">{mortgageId}</span>
            </Link>
          )}
          <span className={cn("text-xs", isCurrent ? "font-medium text-ink" : "text-ink-3")}>
            {isCurrent ? "Current" : "Historical"}
            {isThis && <span className="sr-only">, shown here</span>}
          </span>
        </p>
        <p className="figures flex flex-wrap gap-x-2">
          <Money amount={loanAmount} currency />
          <span>{rateText(interestRate)}</span>
        </p>
        {previous && <Difference link={link} previous={previous} />}
      </div>
      <Bar link={link} previous={previous} scale={scale} isThis={isThis} />
    </li>
  );
}

/** What the renewal made more or less. */
function Difference({ link, previous }: { link: ChainLink; previous: ChainLink }) {
  const by = difference(link.loanAmount, previous.loanAmount);
  return (
    <p className="figures flex flex-wrap gap-x-2 text-xs text-ink-3">
      {/[1-9]/.test(by) ? <Money amount={by} sign="always" currency /> : <span>same amount</span>}
      <span>
        {link.interestRate === previous.interestRate
          ? "same rate"
          : rateDifference(link.interestRate, previous.interestRate)}
      </span>
    </p>
  );
}

function Bar({ link, previous, scale, isThis }: RowProps) {
  const { originationDate, maturityDate, isCurrent } = link;
  const [left, right] = [scale.at(originationDate), scale.at(maturityDate)];
  return (
    <div className="relative h-12">
      {previous && (
        // From the mortgage above, which it took the place of.
        <span
          aria-hidden
          style={{ left: `${left}%` }}
          className="absolute -top-11 h-16 border-l-2 border-line-strong"
        />
      )}
      <span
        aria-hidden
        style={{ left: `${left}%`, width: `${right - left}%` }}
        className={cn(
          "absolute top-4 h-4 min-w-1 rounded-sm",
          isThis ? "bg-accent" : isCurrent ? "bg-(--steel)" : "border border-line-strong bg-line",
        )}
      />
      <span
        style={left > 60 ? { right: `${100 - right}%` } : { left: `${left}%` }}
        className={cn(
          // Over the line that leads to the next one.
          "figures absolute top-9 z-1 whitespace-nowrap bg-canvas pr-1.5 text-xs",
          isThis ? "font-medium text-ink" : "text-ink-3",
        )}
      >
        {dayLabel(originationDate)} – {dayLabel(maturityDate)}
      </span>
    </div>
  );
}
