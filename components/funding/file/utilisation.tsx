"use client";

import { useState } from "react";
import { cn } from "../../ui/cn.ts";
import { Money } from "../../ui/money.tsx";
import { type CardUse, type CreditFigures, usedText } from "./credit-figures.ts";

/** So many rows say enough at first sight; the others are a press away. */
const SHOWN = 5;

interface Props {
  figures: CreditFigures;
  /** What the run asks to be paid down. */
  paydowns: { creditorName: string; ending: string | null; balance: string; limit: string; amount: string }[];
}

/** How much of each card and line is used, the most used first, with what has to be paid down beside it. */
export function Utilisation({ figures, paydowns }: Props) {
  const [all, setAll] = useState(false);
  const { cards, balance, limit, percent } = figures;
  if (cards.length === 0)
    return <p className="py-2 text-sm text-ink-2">No own open card or line with a known limit.</p>;
  const shown = all ? cards : cards.slice(0, SHOWN);
  return (
    <table className="w-full table-fixed text-sm">
      <caption className="sr-only">Use of cards and lines, the most used first</caption>
      <thead className="text-xs text-ink-3">
        <tr>
          <th scope="col" className="py-1 text-left font-normal">
            Card or line
          </th>
          <th scope="col" className="w-32 py-1 text-left font-normal">
            Used
          </th>
          <th scope="col" className="w-24 py-1 text-right font-normal">
            Balance
          </th>
          <th scope="col" className="w-24 py-1 text-right font-normal">
            Limit
          </th>
          <th scope="col" className="w-24 py-1 text-right font-normal">
            Pay down
          </th>
        </tr>
      </thead>
      <tbody>
        {shown.map((card, index) => (
          <CardRow
            // biome-ignore lint/suspicious/noArrayIndexKey: two accounts may be alike in all that a report says
            key={index}
            card={card}
            payDown={paydowns.find((one) => isSame(one, card))?.amount ?? null}
          />
        ))}
      </tbody>
      <tfoot>
        <tr className="font-medium">
          <th scope="row" className="border-t py-1 text-left font-medium">
            {cards.length > SHOWN ? (
              <button
                type="button"
                aria-expanded={all}
                onClick={() => setAll(!all)}
                className="rounded-sm font-normal text-accent hover:underline"
              >
                {all ? "Show the most used" : `Show all ${cards.length}`}
              </button>
            ) : (
              "All together"
            )}
          </th>
          <td className="figures border-t py-1">{percent === null ? "–" : `${percent} %`}</td>
          <td className="border-t py-1 text-right">
            <Money amount={balance} />
          </td>
          <td className="border-t py-1 text-right">
            <Money amount={limit} />
          </td>
          <td className="border-t" />
        </tr>
      </tfoot>
    </table>
  );
}

function CardRow({ card, payDown }: { card: CardUse; payDown: string | null }) {
  const { name, ending, balance, limit, used } = card;
  return (
    <tr>
      <th scope="row" className="truncate border-t py-1 pr-2 text-left font-normal" title={name}>
        {name}
        {ending && <span className="id ml-1.5 text-xs text-ink-3">{ending}</span>}
      </th>
      <td className="border-t py-1">
        <span className="flex items-center gap-2">
          <UseBar used={used} isHigh={payDown !== null} />
          <span className="figures w-10 shrink-0 text-right">{usedText(used)}</span>
        </span>
      </td>
      <td className="border-t py-1 text-right">
        <Money amount={balance} />
      </td>
      <td className="border-t py-1 text-right text-ink-2">
        <Money amount={limit} />
      </td>
      <td className="border-t py-1 text-right font-medium">
        {payDown === null ? <span className="sr-only">Nothing</span> : <Money amount={payDown} />}
      </td>
    </tr>
  );
}

/** Drawn beside the figure that says the same; beyond its limit the bar is full and its end is open. */
function UseBar({ used, isHigh }: { used: number; isHigh: boolean }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 100 8" preserveAspectRatio="none" className="h-2 min-w-0 flex-1">
      <rect width="100" height="8" rx="1" className="fill-line" />
      <rect
        width={Math.min(100, used * 100)}
        height="8"
        rx="1"
        className={cn(isHigh ? "fill-overdue" : "fill-accent")}
      />
    </svg>
  );
}

function isSame(paydown: Props["paydowns"][number], card: CardUse): boolean {
  return (
    paydown.creditorName === card.name &&
    paydown.ending === card.ending &&
    paydown.balance === card.balance &&
    paydown.limit === card.limit
  );
}
