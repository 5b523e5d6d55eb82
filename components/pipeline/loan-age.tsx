"use client";

import type { MouseEvent } from "react";
import { useSession } from "../shell/session.tsx";
import { dayIn, momentLabel, todayIn } from "../ui/time-text.ts";
import { Tooltip } from "../ui/tooltip.tsx";
import { Age } from "./age.tsx";
import { ageExplained } from "./age-text.ts";
import { type LoanRow, rowLink } from "./loan-list-context.ts";
import { useStatuses } from "./use-statuses.ts";

type Aged = Pick<
  LoanRow,
  "pipelineLoanId" | "currentStatus" | "statusDate" | "daysInCurrentStatus" | "agingAlert"
>;

interface Props {
  loan: Aged;
  side?: "top" | "bottom";
}

/** How long a loan has been in its status and, on hover and focus, which days that counts and what its limit is. */
export function LoanAge({ loan, side = "top" }: Props) {
  return (
    <Tooltip says={<Explanation loan={loan} />} side={side}>
      <button
        type="button"
        onClick={(event) => pressRow(loan.pipelineLoanId, event)}
        className="relative z-1 cursor-default rounded-sm in-[tr]:cursor-pointer"
      >
        <Age days={loan.daysInCurrentStatus} overdue={loan.agingAlert} />
      </button>
    </Tooltip>
  );
}

/** In a row, all of which opens the loan, so does this, also into a new tab. */
function pressRow(loanId: number, { currentTarget, ctrlKey, metaKey, shiftKey }: MouseEvent): void {
  if (!currentTarget.closest("tr")) return;
  const press = { bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey };
  rowLink(loanId)?.dispatchEvent(new window.MouseEvent("click", press));
}

/** Put together when it is asked for, not for every row. */
function Explanation({ loan }: { loan: Aged }) {
  const { timeZone } = useSession();
  const status = useStatuses().all.find(({ statusCode }) => statusCode === loan.currentStatus);
  return ageExplained({
    days: loan.daysInCurrentStatus,
    threshold: status?.agingThresholdDays ?? null,
    since: momentLabel(loan.statusDate, timeZone),
    from: dayIn(timeZone, new Date(loan.statusDate)),
    today: todayIn(timeZone),
  });
}
