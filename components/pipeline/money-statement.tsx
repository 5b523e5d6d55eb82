import type { ReactNode } from "react";
import { cn } from "../ui/cn.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { Money } from "../ui/money.tsx";
import { percentOfPar, signedText } from "../ui/money-text.ts";
import { dayLabel } from "../ui/time-text.ts";
import type { Loan } from "./loan-detail.tsx";
import { PanelSection } from "./panel-section.tsx";

/** The loan's money as a small statement: what was paid, what comes in, what stays. */
export function MoneyStatement({ loan }: { loan: Loan }) {
  const { purchasePrice, salePrice, profitSpread, spreadBasisPoints, settlementAmount, settlementVariance } =
    loan;
  const ofPar = (price: string) => {
    const percent = percentOfPar(price, loan.loanAmount);
    return percent && `${percent} of par`;
  };
  return (
    <PanelSection title="Money">
      <dl className="rounded-md border bg-canvas px-3 py-1 text-sm">
        <Line label="Loan amount" note={null}>
          <Money amount={loan.loanAmount} />
        </Line>
        <Line
          label="Purchase amount"
          note={[ofPar(purchasePrice), dayLabel(loan.purchaseDate)].filter(Boolean).join(" · ")}
        >
          <Money amount={purchasePrice} />
        </Line>
        <Line label="Sale price" note={salePrice === null ? "not known yet" : ofPar(salePrice)}>
          <Money amount={salePrice} />
        </Line>
        <Line
          total
          label="Spread"
          note={spreadBasisPoints === null ? null : `${signedText(spreadBasisPoints)} bp`}
        >
          <Money amount={profitSpread} sign="always" />
        </Line>
        {settlementAmount !== null && (
          <>
            <Line
              label="Settlement"
              note={
                <>
                  {loan.settlementDate && dayLabel(loan.settlementDate)}
                  {loan.settlementReference && (
                    <>
                      {" · "}
                      <CopyButton value={loan.settlementReference} label="settlement reference" />
                    </>
                  )}
                </>
              }
            >
              <Money amount={settlementAmount} />
            </Line>
            <Line
              total
              label="Variance"
              note={settlementVariance === null ? "no sale price to compare with" : "settlement − sale price"}
            >
              <Money amount={settlementVariance} sign="always" />
            </Line>
          </>
        )}
      </dl>
    </PanelSection>
  );
}

interface LineProps {
  label: string;
  note: ReactNode;
  total?: boolean;
  children: ReactNode;
}

function Line({ label, note, total, children }: LineProps) {
  return (
    <div
      className={cn(
        "flex h-7 items-center gap-3",
        total && "border-t border-line-strong font-semibold not-last:mb-1",
      )}
    >
      <dt className={total ? "" : "text-ink-2"}>{label}</dt>
      <dd className="contents">
        <span className="figures min-w-0 flex-1 truncate text-xs font-normal text-ink-3">{note}</span>
        {children}
      </dd>
    </div>
  );
}
