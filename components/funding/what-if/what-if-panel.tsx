"use client";

import { useQuery } from "@tanstack/react-query";
import { RotateCcw, X } from "lucide-react";
import { useMemo, useState } from "react";
import { dayOf } from "@/server/domain/funding/model/calendar.ts";
import { Loaded } from "../../admin/loaded.tsx";
import { type Outputs, useTRPC } from "../../trpc/client.ts";
import { Button } from "../../ui/button.tsx";
import { Checkbox } from "../../ui/checkbox.tsx";
import { Panel, PanelClose, PanelTitle } from "../../ui/panel.tsx";
import { evaluate, hasAged, whatDiffers } from "./evaluate.ts";
import { LeverGroups } from "./lever-groups.tsx";
import { Outcome } from "./outcome.tsx";
import { presetsOf } from "./presets.ts";
import { leversOf, type Moved, type Subject, subjectWith } from "./scenario.ts";

type File = Outputs["funding"]["file"];
type Run = File["runs"][number];

interface Props {
  file: File;
  run: Run;
  onClose: () => void;
}

/** What would be decided if … : by the rules of the server, in the browser, as fast as a slider moves; nothing is stored (F8.2). */
export function WhatIfPanel({ file, run, onClose }: Props) {
  const trpc = useTRPC();
  const report = useQuery(
    trpc.funding.creditReport.queryOptions(
      { fileId: file.fileId, reportId: run.reportId },
      { staleTime: Number.POSITIVE_INFINITY },
    ),
  );
  const policy = useQuery(trpc.funding.policy.queryOptions());
  const [today] = useState(() => dayOf(Date.now()));
  const [opener] = useState(() => document.activeElement as HTMLElement | null);
  const { statedIncome, monthlyRevenue, businessStartedOn } = file;
  const subject = useMemo<Subject | null>(
    () =>
      report.data && policy.data
        ? {
            report: report.data.report,
            applicant: { statedIncome, monthlyRevenue, businessStartedOn },
            policy: policy.data.policy,
            today,
          }
        : null,
    [report.data, policy.data, statedIncome, monthlyRevenue, businessStartedOn, today],
  );
  return (
    <Panel open onClose={onClose} returnTo={() => opener}>
      {subject ? (
        <Desk subject={subject} run={run} name={file.name} />
      ) : (
        <>
          <PanelTitle className="px-5 pt-4 text-lg font-semibold">What if</PanelTitle>
          <Loaded query={report} what="The credit report">
            {() => (
              <Loaded query={policy} what="The policy">
                {() => null}
              </Loaded>
            )}
          </Loaded>
        </>
      )}
    </Panel>
  );
}

function Desk({ subject, run, name }: { subject: Subject; run: Run; name: string }) {
  const [moved, setMoved] = useState<Moved>({});
  const [alone, setAlone] = useState(false);
  const overrides = alone ? NONE : run.overrides;
  const levers = useMemo(() => leversOf(subject), [subject]);
  const present = useMemo(() => evaluate(subject, overrides), [subject, overrides]);
  const isOld = !alone && hasAged(run, present);
  const presets = useMemo(() => presetsOf(present, levers), [present, levers]);
  const found = useMemo(
    () => evaluate(subjectWith(subject, levers, moved), overrides),
    [subject, levers, moved, overrides],
  );
  const differences = useMemo(() => whatDiffers(present, found), [present, found]);
  const move = (moves: Record<string, string | null>) =>
    setMoved((before) => {
      const after = Object.entries({ ...before, ...moves }).filter(([, text]) => text !== null);
      return Object.fromEntries(after) as Moved;
    });
  return (
    <>
      <header className="flex items-start gap-2 border-b px-5 pt-4 pb-3">
        <div className="min-w-0 flex-1">
          <PanelTitle className="truncate text-lg font-semibold tracking-tight">What if: {name}</PanelTitle>
          <p className="text-xs text-ink-3">
            Underwritten here as you move something, by policy {subject.policy.version}. Nothing is stored.
          </p>
        </div>
        <Button size="sm" disabled={Object.keys(moved).length === 0} onClick={() => setMoved({})}>
          <RotateCcw aria-hidden />
          Reset
        </Button>
        <PanelClose asChild>
          <Button look="quiet" size="icon-sm" aria-label="Close what if">
            <X aria-hidden />
          </Button>
        </PanelClose>
      </header>
      <div className="flex-1 overflow-y-auto">
        <section aria-label="What would be decided" className="sticky top-0 z-10 border-b bg-sheet">
          <Outcome present={present} found={found} differences={differences} />
        </section>
        <section aria-label="What is moved" className="px-5 pb-5">
          {Object.keys(run.overrides).length > 0 && (
            <Checkbox checked={alone} onChange={() => setAlone(!alone)} className="gap-2 pt-3 text-sm">
              Leave out what an operator decided
            </Checkbox>
          )}
          {isOld && (
            <p className="pt-3 text-xs text-ink-2">
              Run again today, underwriting would already decide otherwise than it did; what is marked here is
              compared with that.
            </p>
          )}
          <LeverGroups levers={levers} presets={presets} moved={moved} onMove={move} />
        </section>
      </div>
    </>
  );
}

const NONE = {};
