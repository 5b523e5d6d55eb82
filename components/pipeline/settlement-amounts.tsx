"use client";

import { type KeyboardEvent, memo } from "react";
import { defaultSettlementAmount } from "@/server/domain/pipeline/model/settlement.ts";
import type { ReadyLoan } from "@/server/domain/pipeline/preview-trade-settlement.ts";
import { Input } from "../ui/input.tsx";
import { Money } from "../ui/money.tsx";
import { difference, isAmount, moneyText, sumOf, typedAmount } from "../ui/money-text.ts";

type SelectedLoan = Pick<
  ReadyLoan,
  "pipelineLoanId" | "loanId" | "borrowerName" | "purchasePrice" | "salePrice"
>;

/** What stands in a loan's field, as the server takes it: what is expected until something else is typed (P5.3). */
function amountGiven(loan: SelectedLoan, typed: Record<number, string>): string {
  const text = typed[loan.pipelineLoanId];
  return text === undefined ? defaultSettlementAmount(loan) : typedAmount(text);
}

/** The amounts as they stand in the boxes, as they are sent, and their total to the cent: null while one is no amount. */
export function amountsOf<L extends SelectedLoan>(loans: L[], typed: Record<number, string>) {
  const settled = loans.map((loan) => ({ loan, amount: amountGiven(loan, typed) }));
  const amounts = settled.map(({ amount }) => amount);
  return {
    settled,
    given: settled.map(({ loan, amount }) => ({
      pipelineLoanId: loan.pipelineLoanId,
      settlementAmount: amount,
    })),
    total: amounts.every(isAmount) ? sumOf(amounts) : null,
  };
}

interface Props {
  loans: SelectedLoan[];
  /** As it was typed, by loan; the others hold what is expected. */
  typed: Record<number, string>;
  /** By field: `amounts.3.settlementAmount`. */
  problems: Record<string, string>;
  onType: (loanId: number, text: string) => void;
}

/** An amount for each loan, what it differs from the sale price, and the totals to the cent (P5.5). */
export function SettlementAmounts({ loans, typed, problems, onType }: Props) {
  const amounts = loans.map((loan) => amountGiven(loan, typed));
  const known = loans.flatMap((loan, index) => {
    const variance = varianceOf(loan, amounts[index] ?? "");
    return variance === null ? [] : [variance];
  });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by key
    <section aria-label="Amounts" tabIndex={0} className="max-h-[38vh] overflow-y-auto rounded-md border">
      <table className="w-full border-separate border-spacing-0 text-sm">
        <thead>
          <tr className="text-xs text-ink-3">
            <th scope="col" className="sticky top-0 z-1 h-8 border-b bg-sheet pl-3 text-left font-normal">
              Loan
            </th>
            {["Expected", "Settlement amount", "Variance"].map((label) => (
              <th
                key={label}
                scope="col"
                className="sticky top-0 z-1 h-8 border-b bg-sheet px-3 text-right font-normal"
              >
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {loans.map((loan, index) => (
            <AmountRow
              key={loan.pipelineLoanId}
              loan={loan}
              text={typed[loan.pipelineLoanId]}
              problem={problems[`amounts.${index}.settlementAmount`]}
              onType={onType}
            />
          ))}
        </tbody>
        <tfoot className="figures font-semibold">
          <tr>
            <th scope="row" className={`${FOOT} pl-3 text-left font-semibold`}>
              Total
            </th>
            <td className={`${FOOT} px-3 text-right`}>
              <Money amount={sumOf(loans.map(defaultSettlementAmount))} />
            </td>
            <td className={`${FOOT} px-3 text-right`}>
              <output aria-label="Total of the settlement amounts" className="pr-[calc(--spacing(2.5)+1px)]">
                {amounts.every(isAmount) ? <Money amount={sumOf(amounts)} /> : "–"}
              </output>
            </td>
            <td className={`${FOOT} px-3 text-right`}>
              <Money
                amount={known.length > 0 ? sumOf(known) : null}
                sign="always"
                unknown="No sale price to compare with"
              />
            </td>
          </tr>
        </tfoot>
      </table>
    </section>
  );
}

const FOOT = "sticky bottom-0 z-1 h-9 border-t border-line-strong bg-sheet";

interface RowProps {
  loan: SelectedLoan;
  text: string | undefined;
  problem: string | undefined;
  onType: Props["onType"];
}

const AmountRow = memo(function AmountRow({ loan, text, problem, onType }: RowProps) {
  const { pipelineLoanId: id, borrowerName, loanId, salePrice, purchasePrice } = loan;
  const shown = text ?? moneyText(defaultSettlementAmount(loan));
  return (
    <tr>
      <td className="w-full max-w-0 border-b py-1 pl-3">
        <span className="block truncate">{borrowerName}</span>
        <span className="id block truncate text-xs text-ink-3">{loanId}</span>
      </td>
      <td className="whitespace-nowrap border-b px-3 py-1 text-right">
        <Money amount={salePrice ?? purchasePrice} />
        <span className="block text-xs text-ink-3">
          {salePrice === null ? "purchase amount" : "sale price"}
        </span>
      </td>
      <td className="border-b px-3 py-1 text-right">
        <Input
          aria-label={`Settlement amount of ${borrowerName}, ${loanId}`}
          aria-invalid={problem ? true : undefined}
          aria-describedby={problem ? `amount-${id}-error` : undefined}
          inputMode="decimal"
          autoComplete="off"
          value={shown}
          onChange={(event) => onType(id, event.target.value)}
          onKeyDown={nextOnEnter}
          className="figures h-8 w-38 text-right text-sm"
        />
        {problem && (
          <span id={`amount-${id}-error`} className="block text-left text-xs text-danger">
            Amount {problem}.
          </span>
        )}
      </td>
      <td className="whitespace-nowrap border-b px-3 py-1 text-right">
        <Money
          amount={varianceOf(loan, typedAmount(shown))}
          sign="always"
          unknown="No sale price to compare with"
        />
      </td>
    </tr>
  );
});

/** Amount − sale price (P5.5); null while there is nothing to compare. */
function varianceOf({ salePrice }: SelectedLoan, amount: string): string | null {
  return salePrice === null || !isAmount(amount) ? null : difference(amount, salePrice);
}

/** Enter goes down a line, as in any sheet of figures; Ctrl+Enter sends. */
function nextOnEnter(event: KeyboardEvent<HTMLInputElement>): void {
  if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  event.currentTarget.closest("tr")?.nextElementSibling?.querySelector("input")?.focus();
}
