"use client";

import Link from "next/link";
import { PARKED_REASONS } from "@/server/domain/funding/model/workflow.ts";
import { dayLabel, withDays } from "../../ui/time-text.ts";
import type { CallSheetData } from "./queue-words.ts";

/** Why a client is parked, with the figures, and what would have to change. */
export function WhyParked({
  sheet: { run, workflow, file, callback, isParkingDone },
}: {
  sheet: CallSheetData;
}) {
  if (!run || !workflow?.parkedReason) return null;
  const { cardReasons, tlReasons, establishedReasons } = run.decisions;
  const products = [
    ["Cards", cardReasons],
    ["Term loan", tlReasons],
    ["Established funding", establishedReasons],
  ] as const;
  return (
    <>
      <Part title="Why parked">
        <p className="font-medium">{PARKED_REASONS[workflow.parkedReason]}</p>
        <dl className="mt-1 flex flex-col gap-1">
          {products.map(([product, reasons]) => (
            <div key={product}>
              <dt className="text-xs text-ink-3">{product}</dt>
              {reasons.map((reason) => (
                <dd key={reason} className="text-ink-2">
                  {withDays(reason)}
                </dd>
              ))}
            </div>
          ))}
        </dl>
      </Part>
      <Part title="What has to change">
        <ul className="flex flex-col gap-0.5">
          {workflow.addressFirst.map(({ type, title }) => (
            <li key={type} className="font-medium">
              {title}
            </li>
          ))}
        </ul>
        <p className="text-ink-2">
          Underwritten on {dayLabel(run.createdAt)}
          {callback && `, to be called on ${dayLabel(callback.plannedOn)}`}.
        </p>
        {!isParkingDone && (
          <p className="mt-2 text-ink-2">
            The client has not been told yet, or the CRM has not.{" "}
            <Link href={`/funding/${file.fileId}`} className="text-accent underline underline-offset-2">
              Finish parking in the file
            </Link>
          </p>
        )}
      </Part>
    </>
  );
}

export function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section className="border-t py-3 text-sm">
      <h3 className="mb-1 text-xs text-ink-3">{title}</h3>
      {children}
    </section>
  );
}
