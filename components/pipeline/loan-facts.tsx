import type { Route } from "next";
import Link from "next/link";
import { OCCUPANCIES, PURPOSES } from "@/server/domain/pipeline/model/trade.ts";
import { ComingLink } from "../shell/coming-link.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { rateText } from "../ui/money-text.ts";
import { dayLabel } from "../ui/time-text.ts";
import type { Loan } from "./loan-detail.tsx";
import { Fact, Facts, PanelSection } from "./panel-section.tsx";

/** Codes keep their letters on screen where the field uses them so; these two are said in words. */
function wordOf(words: Record<string, string>, code: string): string {
  return Object.hasOwn(words, code) ? (words[code] ?? code) : code;
}

export function LoanFacts({ loan }: { loan: Loan }) {
  const zip =
    loan.propertyZip.length === 9
      ? `${loan.propertyZip.slice(0, 5)}-${loan.propertyZip.slice(5)}`
      : loan.propertyZip;
  return (
    <>
      <PanelSection title="Loan and property">
        <Facts>
          <Fact label="Property" wide>
            {loan.propertyAddress}, {loan.propertyCity}, {loan.propertyState} {zip}
          </Fact>
          <Fact label="Note rate">
            <span className="figures">{rateText(loan.noteRate)}</span>
          </Fact>
          <Fact label="Product">{loan.productCode}</Fact>
          <Fact label="Credit score">
            <span className="figures">{loan.creditScore}</span>
          </Fact>
          <Fact label="LTV / CLTV">
            <span className="figures">
              {rateText(loan.ltv, 1)} / {rateText(loan.cltv, 1)}
            </span>
          </Fact>
          <Fact label="Purpose">{wordOf(PURPOSES, loan.purposeCode)}</Fact>
          <Fact label="Occupancy">{wordOf(OCCUPANCIES, loan.occupancyCode)}</Fact>
        </Facts>
      </PanelSection>
      <PanelSection title="Acquisition trade">
        <Facts>
          <Fact label="Trade">
            <span className="flex min-w-0 items-center gap-2">
              <Link
                href={`/pipeline/trades/${loan.pipelineTradeId}` as Route}
                className="id truncate rounded-sm text-xs text-accent hover:underline"
              >
                {loan.exchangeTradeId}
                <ComingLink href="/pipeline/trades" />
              </Link>
              <CopyButton value={loan.exchangeTradeId} label="trade ID" glyphOnly />
            </span>
          </Fact>
          <Fact label="Purchased">{dayLabel(loan.purchaseDate)}</Fact>
          <Fact label="Seller" wide>
            {loan.sellerName}
          </Fact>
          <Fact label="Principal">
            <span className="id text-xs">{loan.principalId}</span>
          </Fact>
          <Fact label="Source">
            {loan.dataSource === "exchange" ? "PSX" : loan.dataSource.replaceAll("_", " ")}
          </Fact>
        </Facts>
      </PanelSection>
    </>
  );
}
