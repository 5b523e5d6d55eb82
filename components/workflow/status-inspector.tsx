"use client";

import { ArrowDown, ArrowUp, Pencil, X } from "lucide-react";
import { type ReactNode, useId } from "react";
import type { StatusConfig } from "@/server/domain/pipeline/model/status-workflow.ts";
import { StatusGlyph } from "../pipeline/status-glyph.tsx";
import { Button } from "../ui/button.tsx";
import { Checkbox } from "../ui/checkbox.tsx";
import { Field } from "../ui/field.tsx";
import { CommittedInput } from "./committed-input.tsx";
import { useDesigner } from "./designer-context.ts";
import { InspectorTitle } from "./inspector.tsx";
import { MovesMenu } from "./moves-menu.tsx";
import { ProblemList } from "./problem-list.tsx";
import { RemoveStatus } from "./remove-status.tsx";
import { ThresholdInput } from "./threshold-input.tsx";

/** All facts of a status of the draft, its moves, and what is wrong with it. */
export function StatusInspector({ status }: { status: StatusConfig }) {
  const { lookOf, problems, warnings, edit } = useDesigner();
  const { statusCode: code, displayName, isException, isTerminal } = status;
  const concerns = <T extends { statusCode: string }>(list: T[]) =>
    list.filter((one) => one.statusCode === code);
  return (
    <div className="flex flex-col gap-4">
      <div>
        <InspectorTitle>
          <StatusGlyph look={lookOf(code)} className="size-4" />
          <span className="truncate">{displayName}</span>
          <PlaceButtons status={status} />
        </InspectorTitle>
        <p className="id text-xs text-ink-3">{code}</p>
      </div>
      <ProblemList problems={concerns(problems)} warnings={concerns(warnings)} isAtStatus />
      <div className="grid grid-cols-[minmax(0,1fr)_104px] gap-3">
        <Field label="Name">
          {({ "aria-required": _, ...control }) => (
            <CommittedInput
              {...control}
              maxLength={60}
              value={displayName}
              onCommit={(name) => edit({ do: "rename", code, name })}
            />
          )}
        </Field>
        <Field label="Overdue after">{(control) => <ThresholdInput {...control} status={status} />}</Field>
        <p className="col-span-2 -mt-2 text-xs text-ink-3">Business days in this status; empty: never.</p>
      </div>
      <div className="flex flex-col gap-2 text-sm">
        <Flag
          checked={isException}
          onChange={(value) => edit({ do: "set", code, facts: { isException: value } })}
        >
          Exception: off the main path
        </Flag>
        <Flag
          checked={isTerminal}
          onChange={(value) => edit({ do: "set", code, facts: { isTerminal: value } })}
        >
          Final: a loan’s way ends here
        </Flag>
      </div>
      <LeadsTo status={status} />
      <RemoveStatus code={code} />
    </div>
  );
}

function Flag(props: { checked: boolean; onChange: (value: boolean) => void; children: ReactNode }) {
  const id = useId();
  return (
    <div className="flex items-center gap-2">
      <Checkbox id={id} checked={props.checked} onChange={({ target }) => props.onChange(target.checked)} />
      <label htmlFor={id} className="cursor-pointer">
        {props.children}
      </label>
    </div>
  );
}

/** Earlier or later in the order of the lifecycle. */
function PlaceButtons({ status }: { status: StatusConfig }) {
  const { statuses, edit } = useDesigner();
  const { statusCode: code, displayName, sequenceOrder } = status;
  const place = (at: number) => edit({ do: "place", code, at: at - 1 });
  return (
    <span className="ml-auto flex shrink-0 font-normal">
      <Button
        size="icon-sm"
        look="quiet"
        aria-label={`Move ${displayName} earlier`}
        aria-disabled={sequenceOrder === 1}
        onClick={() => place(sequenceOrder - 1)}
      >
        <ArrowUp aria-hidden />
      </Button>
      <Button
        size="icon-sm"
        look="quiet"
        aria-label={`Move ${displayName} later`}
        aria-disabled={sequenceOrder === statuses.length}
        onClick={() => place(sequenceOrder + 1)}
      >
        <ArrowDown aria-hidden />
      </Button>
    </span>
  );
}

function LeadsTo({ status }: { status: StatusConfig }) {
  const { statuses, lookOf, nameOf, select, edit } = useDesigner();
  const { statusCode: code, allowedTransitions } = status;
  const comesFrom = statuses.filter((one) => one.allowedTransitions.includes(code));
  return (
    <div className="text-sm">
      <div className="flex items-center justify-between">
        <h3 className="font-medium">Leads to</h3>
        <MovesMenu status={status}>
          <Button size="sm" look="quiet">
            <Pencil aria-hidden />
            Change moves
          </Button>
        </MovesMenu>
      </div>
      {allowedTransitions.length === 0 && <p className="text-ink-3">Nowhere.</p>}
      <ul>
        {allowedTransitions.map((to) => (
          <li key={to} className="flex h-8 items-center gap-1.5 border-b last:border-0">
            <StatusGlyph look={lookOf(to)} />
            <button
              type="button"
              onClick={() => select({ from: code, to })}
              className="min-w-0 flex-1 truncate rounded-sm text-left hover:underline"
            >
              {nameOf(to)}
            </button>
            <Button
              size="icon-sm"
              look="quiet"
              aria-label={`Drop the move to ${nameOf(to)}`}
              onClick={() => edit({ do: "allow", from: code, to, allowed: false })}
            >
              <X aria-hidden />
            </Button>
          </li>
        ))}
      </ul>
      <p className="mt-2 text-ink-2">
        <span className="text-ink-3">Loans come from: </span>
        {comesFrom.length === 0
          ? "nowhere."
          : comesFrom.map((one, index) => (
              <span key={one.statusCode}>
                {index > 0 && ", "}
                <button
                  type="button"
                  className="rounded-sm hover:underline"
                  onClick={() => select({ code: one.statusCode })}
                >
                  {one.displayName}
                </button>
              </span>
            ))}
      </p>
    </div>
  );
}
