"use client";

import { useQuery } from "@tanstack/react-query";
import { Megaphone, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { useTRPC } from "../../trpc/client.ts";
import { Button } from "../../ui/button.tsx";
import { typedAmount } from "../../ui/money-text.ts";
import { withDays } from "../../ui/time-text.ts";
import { MoneyField } from "./money-field.tsx";
import { SandboxEvents } from "./sandbox-events.tsx";
import { type MarketOffers, type Place, useWorkflow } from "./workflow-context.ts";

/** What Engine reports of a step, as a suggestion: nothing is done by itself (F7.2). */
export function MarketReports({ place }: { place: Place }) {
  const trpc = useTRPC();
  const { file } = useWorkflow();
  const { data } = useQuery(trpc.funding.offers.get.queryOptions({ fileId: file.fileId }));
  const reports = data?.reports.filter(({ step }) => step === place.step.id) ?? [];
  return (
    <>
      {reports.length > 0 && (
        <ul aria-label="Reports of Engine" className="mt-3 flex flex-col gap-2">
          {reports.map((report) => (
            <Report key={report.eventId} report={report} />
          ))}
        </ul>
      )}
      {data?.mode === "sandbox" && <SandboxEvents place={place} hasAsked={data.request !== null} />}
    </>
  );
}

function Report({ report }: { report: MarketOffers["reports"][number] }) {
  const { changes } = useWorkflow();
  const { eventId, step, amount, isSelectedOffer, takenBackOn, isRecorded, says } = report;
  const [typed, setTyped] = useState("");
  const isWarning = takenBackOn !== null || isSelectedOffer === false;
  const asksForAmount = step === "wait_for_funding" && amount === null;
  const Glyph = isWarning ? TriangleAlert : Megaphone;
  const name = `report/${eventId}`;
  const fundedAmount = asksForAmount ? { fundedAmount: typedAmount(typed) } : {};
  return (
    <li className={`rounded-md px-3 py-2.5 text-sm ${isWarning ? "bg-overdue-wash" : "bg-accent-wash"}`}>
      <p className="flex gap-2.5">
        <Glyph
          aria-hidden
          className={`mt-[3px] size-3.5 shrink-0 ${isWarning ? "text-overdue" : "text-accent"}`}
        />
        {withDays(says)}
      </p>
      {takenBackOn === null && !isRecorded && (
        <div className="mt-2 flex flex-wrap items-end justify-end gap-3">
          {asksForAmount && (
            <MoneyField
              label="Amount funded"
              name="fundedAmount"
              value={typed}
              onChange={({ target }) => setTyped(target.value)}
            />
          )}
          <Button
            aria-disabled={changes.underWay !== null}
            aria-busy={changes.underWay === name}
            onClick={() => changes.send(name, "recordReport", { eventId, ...fundedAmount })}
          >
            {step === "await_acceptance" ? "Record acceptance" : "Record funding"}
          </Button>
        </div>
      )}
    </li>
  );
}
