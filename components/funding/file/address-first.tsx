import { PanelSection } from "../../pipeline/panel-section.tsx";
import type { Outputs } from "../../trpc/client.ts";
import { dollars } from "../../ui/money-text.ts";
import { dayLabel } from "../../ui/time-text.ts";
import { BUREAU_NAMES } from "./decision-words.ts";

type Run = Outputs["funding"]["file"]["runs"][number];

/** What has to be addressed before funding can go on, and what comes after it (F1.6). */
export function AddressFirst({ run }: { run: Run }) {
  const { workflow, eligibleInquiries } = run;
  if (!workflow || workflow.addressFirst.length + workflow.nextActions.length === 0) return null;
  const { addressFirst, nextActions } = workflow;
  return (
    <PanelSection title={addressFirst.length > 0 ? "Address these first" : "Next actions"}>
      <ul className="border-t text-sm">
        {addressFirst.map(({ type, title, amount, count }) => (
          <li key={type} className="border-b py-1.5">
            <span className="flex justify-between gap-3 font-medium">
              <span>{title}</span>
              <span className="figures shrink-0">
                {amount !== undefined && `${dollars(amount)} to pay down`}
                {count !== undefined && `${count} to remove`}
              </span>
            </span>
            {type === "inquiries" && <InquiriesToRemove inquiries={eligibleInquiries} />}
          </li>
        ))}
      </ul>
      {nextActions.length > 0 && (
        <p className="pt-1.5 text-sm text-ink-2">
          <span className="text-ink-3">{addressFirst.length > 0 ? "Then: " : ""}</span>
          {nextActions.map(({ title }) => title).join(" · ")}
        </p>
      )}
    </PanelSection>
  );
}

function InquiriesToRemove({ inquiries }: { inquiries: Run["eligibleInquiries"] }) {
  return (
    <details className="text-xs text-ink-2">
      <summary className="w-fit rounded-sm text-accent hover:underline">Which ones</summary>
      <ul className="figures mt-1 grid gap-x-4 sm:grid-cols-2">
        {inquiries.map(({ bureau, date, inquirerName }) => (
          <li key={`${bureau} ${date} ${inquirerName}`} className="flex justify-between gap-2">
            <span className="truncate">{inquirerName}</span>
            <span className="shrink-0 text-ink-3">
              {BUREAU_NAMES[bureau]}, {dayLabel(date)}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
