"use client";

import { Unknown } from "../../pipeline/panel-section.tsx";
import { cn } from "../../ui/cn.ts";
import { Money } from "../../ui/money.tsx";
import { rateText } from "../../ui/money-text.ts";
import { dayLabel } from "../../ui/time-text.ts";
import type { MarketOffers } from "./workflow-context.ts";

const CELL = "h-9 border-b px-2 last:pr-0 whitespace-nowrap figures text-right";

/** The offers as the lenders made them, the highest first. Their links are the client's to open, so none stands here. */
export function MarketTable({ offers }: { offers: MarketOffers["offers"] }) {
  return (
    <div className="overflow-x-auto">
      <table aria-label="Offers from lenders" className="w-full border-separate border-spacing-0 text-sm">
        <thead>
          <tr className="text-xs text-ink-3">
            {["Lender", "Amount", "APR", "Term", "Monthly", "Fee up to", "Expires"].map((name, at) => (
              <th
                key={name}
                scope="col"
                className={cn(
                  "border-b px-2 pb-1 font-normal first:pl-0 last:pr-0",
                  at === 0 ? "text-left" : "text-right",
                )}
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {offers.map((offer) => (
            <tr key={offer.offerId} className={cn(offer.isExpired && "text-ink-3")}>
              <th scope="row" className="border-b pr-2 text-left font-medium">
                {offer.lender}
                {offer.isPreApproved && <span className="font-normal text-xs text-gain"> pre-approved</span>}
              </th>
              <td className={CELL}>
                <Money amount={offer.amount} />
              </td>
              <td className={CELL}>{offer.apr === null ? <Unknown /> : rateText(offer.apr, 2)}</td>
              <td className={CELL}>{offer.termMonths === null ? <Unknown /> : `${offer.termMonths} mo`}</td>
              <td className={CELL}>
                <Money amount={offer.monthlyPayment} />
              </td>
              <td className={CELL}>
                <Money amount={offer.maxFee} />
              </td>
              <td className={CELL}>
                {offer.isExpired && "Expired "}
                {dayLabel(offer.expiresOn)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
