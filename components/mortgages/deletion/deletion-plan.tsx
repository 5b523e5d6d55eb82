import type { ReactNode } from "react";
import { countText, dollars, rateText } from "../../ui/money-text.ts";
import { dayLabel } from "../../ui/time-text.ts";
import { listText } from "./count-words.ts";
import { type Plan, type PlanLine, planLines } from "./plan-lines.ts";

interface Props {
  plan: Plan;
  /** The plan that was shown before this one: what is other is marked. */
  before: Plan | null;
}

/** What a deletion takes, what stays, and what becomes of the predecessor (M9). */
export function DeletionPlan({ plan, before }: Props) {
  const { mortgage, predecessor } = plan;
  const lines = planLines(plan, before);
  const some = lines.filter(({ count, was }) => count > 0 || was !== null);
  const none = lines.filter((line) => !some.includes(line)).map(({ title }) => title.toLowerCase());
  return (
    <div className="text-sm">
      <WhichOne mortgage={mortgage} />
      <h3 className="mt-3 text-ink-3 text-xs">Goes for good, with the mortgage</h3>
      <ul aria-label="Goes for good, with the mortgage" className="mt-1 divide-y border-y">
        {some.map((line) => (
          <CountRow key={line.kind} line={line} />
        ))}
        {none.length > 0 && <li className="py-1.5 text-ink-3">There are no {listText(none, "or")}.</li>}
      </ul>
      <h3 className="mt-3 text-ink-3 text-xs">Stays</h3>
      <ul aria-label="Stays" className="mt-1 divide-y border-y">
        <Row says="for other mortgages; the audit log keeps what went, and by whom">
          {mortgage.borrowerName}
        </Row>
        {predecessor && (
          <Row says="which this one renewed">
            Mortgage {predecessor.mortgageId} becomes{" "}
            <strong className="font-semibold">{predecessor.statusBefore}</strong> again
          </Row>
        )}
      </ul>
    </div>
  );
}

/** Enough of it to see that it is the right one. */
function WhichOne({ mortgage }: { mortgage: Plan["mortgage"] }) {
  const { borrowerName, property, loanAmount, interestRate, maturityDate, externalMortgageId } = mortgage;
  const { street, city, state, zip } = property;
  return (
    <div className="rounded-md bg-canvas px-3 py-2.5">
      <p className="font-medium">
        {borrowerName}
        {externalMortgageId && (
          <span className="id ml-2 font-normal text-ink-3 text-xs">{externalMortgageId}</span>
        )}
      </p>
      <p className="text-ink-2">
        {street}, {city}, {state} {zip}
      </p>
      <p className="figures text-ink-2">
        {dollars(loanAmount)} at {rateText(interestRate)}, matures {dayLabel(maturityDate)}
      </p>
    </div>
  );
}

function CountRow({ line: { title, count, says, was } }: { line: PlanLine }) {
  return (
    <Row
      says={says}
      figure={
        <>
          {was !== null && <span className="mr-2 text-overdue text-xs">was {countText(was)}</span>}
          {countText(count)}
        </>
      }
    >
      {title}
    </Row>
  );
}

interface RowProps {
  says: string | null;
  figure?: ReactNode;
  children: ReactNode;
}

function Row({ says, figure, children }: RowProps) {
  return (
    <li className="flex items-baseline gap-3 py-1.5">
      <span className="min-w-0 flex-1">
        {children}
        {says && <span className="break-words text-ink-3"> · {says}</span>}
      </span>
      {figure !== undefined && <span className="figures shrink-0 text-right">{figure}</span>}
    </li>
  );
}
