"use client";

import { Money } from "../../ui/money.tsx";
import { dayLabel } from "../../ui/time-text.ts";
import { type Place, useWorkflow } from "./workflow-context.ts";

const BUREAUS: Record<string, string> = {
  equifax: "Equifax",
  experian: "Experian",
  transunion: "TransUnion",
};

/** What an overlay is about: the balances to pay down, the inquiries to dispute. */
export function OverlayFacts({ place }: { place: Place }) {
  const { run } = useWorkflow();
  if (place.step.overlay === null || !run) return null;
  const overlay = run.workflow?.overlays.find(({ id }) => id === place.step.overlay);
  if (!overlay) return null;
  if ("topPaydownAccounts" in overlay.data) return <Paydowns />;
  return "eligibleInquiries" in overlay.data ? <Inquiries /> : null;
}

const CELL = "h-8 border-b px-2 first:pl-0 last:pr-0";

function Paydowns() {
  const { run } = useWorkflow();
  const { topPaydownAccounts: accounts = [], paydownAmountNeeded = null } = run?.paydowns ?? {};
  return (
    <table aria-label="Balances to pay down" className="mt-3 w-full border-separate border-spacing-0 text-sm">
      <thead>
        <tr className="text-xs text-ink-3">
          {["Account", "Balance", "Used", "To pay"].map((name, at) => (
            <th
              key={name}
              scope="col"
              className={`border-b pb-1 font-normal ${at === 0 ? "text-left" : "px-2 text-right last:pr-0"}`}
            >
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {accounts.map(({ creditorName, ending, balance, utilization, amount }) => (
          <tr key={`${creditorName} ${ending} ${balance}`}>
            <th scope="row" className={`${CELL} text-left font-normal`}>
              {creditorName}
              {ending && <span className="figures text-ink-3"> ·· {ending}</span>}
            </th>
            <td className={`${CELL} text-right`}>
              <Money amount={balance} />
            </td>
            <td className={`${CELL} figures text-right text-ink-2`}>{utilization && `${utilization}%`}</td>
            <td className={`${CELL} text-right font-medium`}>
              <Money amount={amount} />
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colSpan={3} className="pt-1.5 text-left font-medium">
            In all
          </th>
          <td className="pt-1.5 text-right font-medium">
            <Money amount={paydownAmountNeeded} currency />
          </td>
        </tr>
      </tfoot>
    </table>
  );
}

function Inquiries() {
  const { run } = useWorkflow();
  const inquiries = run?.eligibleInquiries ?? [];
  return (
    <table aria-label="Inquiries to dispute" className="mt-3 w-full border-separate border-spacing-0 text-sm">
      <thead>
        <tr className="text-left text-xs text-ink-3">
          {["Inquired by", "Bureau", "On"].map((name) => (
            <th key={name} scope="col" className="border-b px-2 pb-1 font-normal first:pl-0 last:pr-0">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {inquiries.map(({ bureau, date, inquirerName }) => (
          <tr key={`${bureau} ${date} ${inquirerName}`}>
            <th scope="row" className={`${CELL} text-left font-normal`}>
              {inquirerName}
            </th>
            <td className={CELL}>{BUREAUS[bureau] ?? bureau}</td>
            <td className={`${CELL} figures whitespace-nowrap`}>{dayLabel(date)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
