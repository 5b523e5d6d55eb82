"use client";

import { CircleAlert } from "lucide-react";
import { type ComponentProps, type ReactNode, useId } from "react";
import type { Mortgage } from "@/server/domain/mortgages/model/mortgage.ts";
import { writtenDay } from "@/server/domain/written-day.ts";
import { cn } from "../../ui/cn.ts";
import { Input } from "../../ui/input.tsx";
import { Money } from "../../ui/money.tsx";
import { difference, dollars, isAmount, rateText, typedMoney } from "../../ui/money-text.ts";
import { dayLabel } from "../../ui/time-text.ts";
import type { useDraft } from "../../ui/use-draft.ts";
import { rateDifference, typedRate } from "../rate-text.ts";
import { daysBetween, termBetween, termText } from "../term-text.ts";
import type { RenewalField } from "./renewal-values.ts";

interface Props {
  old: Mortgage;
  draft: ReturnType<typeof useDraft<RenewalField>>;
  errors: Record<string, string>;
}

/** Old and new side by side, with what each term becomes more or less by, while it is being typed. */
export function TermsTable({ old, draft, errors }: Props) {
  const { values, field } = draft;
  const amount = typedMoney(values.loanAmount);
  const row = (
    name: Exclude<RenewalField, "externalMortgageId">,
    label: string,
    { input, ...rest }: { was: string; by: ReactNode; input: ComponentProps<"input"> },
  ) => (
    <TermRow name={name} label={label} error={errors[name]} input={{ ...field(name), ...input }} {...rest} />
  );
  return (
    <table className="w-full table-fixed text-sm">
      <caption className="sr-only">The terms now and after the renewal</caption>
      <thead>
        <tr className="text-left text-xs text-ink-3 [&>th]:pb-1 [&>th]:font-normal">
          <th scope="col" className="w-32">
            Term
          </th>
          <th scope="col" className="w-32 text-right">
            Now
          </th>
          <th scope="col" className="w-44 pl-4">
            Renewed
          </th>
          <th scope="col" className="pr-1 text-right">
            Difference
          </th>
        </tr>
      </thead>
      <tbody>
        {row("loanAmount", "Loan amount", {
          was: dollars(old.loanAmount),
          by: isAmount(amount) ? (
            <Money amount={difference(amount, old.loanAmount)} sign="always" currency />
          ) : null,
          input: { inputMode: "decimal", autoFocus: true, className: "text-right" },
        })}
        {row("interestRate", "Interest rate, %", {
          was: rateText(old.interestRate),
          by: rateDifference(typedRate(values.interestRate), old.interestRate),
          input: { inputMode: "decimal", className: "text-right" },
        })}
        {row("originationDate", "Origination", {
          was: dayLabel(old.originationDate),
          by: fromTheEnd(old.maturityDate, values.originationDate),
          input: { type: "date" },
        })}
        {row("maturityDate", "Maturity", {
          was: dayLabel(old.maturityDate),
          by: <TermBy old={old} from={values.originationDate} to={values.maturityDate} />,
          input: { type: "date" },
        })}
      </tbody>
    </table>
  );
}

/** How the beginning of the renewal lies to the end of the old mortgage. */
function fromTheEnd(maturityDate: string, originationDate: string): string | null {
  if (writtenDay(originationDate) === null) return null;
  const days = daysBetween(maturityDate, originationDate);
  if (days === 0) return "on the old maturity";
  return `${Math.abs(days)} d ${days < 0 ? "before" : "after"} the old maturity`;
}

/** The length of the new term, and how much longer or shorter than the old one it is. */
function TermBy({ old, from, to }: { old: Mortgage; from: string; to: string }) {
  if (writtenDay(from) === null || writtenDay(to) === null || to <= from) return null;
  const by = termBetween(from, to).months - termBetween(old.originationDate, old.maturityDate).months;
  return (
    <>
      {termText(from, to)}
      <span className="text-ink-3">
        {by === 0 ? ", as long" : `, ${Math.abs(by)} mo ${by < 0 ? "shorter" : "longer"}`}
      </span>
    </>
  );
}

interface RowProps {
  name: string;
  label: string;
  was: string;
  by: ReactNode;
  error: string | undefined;
  input: ComponentProps<"input">;
}

function TermRow({ name, label, was, by, error, input }: RowProps) {
  const id = useId();
  return (
    <>
      <tr className="border-t [&>*]:border-t [&>*]:py-1.5">
        <th scope="row" className="text-left font-medium">
          <label htmlFor={id}>{label}</label>
        </th>
        <td className="figures text-right text-ink-2">{was}</td>
        <td className="pl-4">
          <Input
            {...input}
            id={id}
            name={name}
            autoComplete="off"
            aria-required
            {...(error ? { "aria-invalid": true, "aria-describedby": `${id}-error` } : {})}
            className={cn("figures h-8", input.className)}
          />
        </td>
        <td className="figures pr-1 pl-3 text-right" aria-live="polite">
          {by ?? <span className="text-ink-3">–</span>}
        </td>
      </tr>
      {error && (
        <tr>
          <td colSpan={4} id={`${id}-error`} className="pb-2 text-danger">
            <span className="flex items-start gap-1.5">
              <CircleAlert aria-hidden className="mt-[3px] size-3.5 shrink-0" />
              {label.replace(/, %$/, "")} {error}.
            </span>
          </td>
        </tr>
      )}
    </>
  );
}
