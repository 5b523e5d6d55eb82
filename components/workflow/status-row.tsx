"use client";

import { ChevronDown, ChevronUp, CircleAlert, Trash2 } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { flushSync } from "react-dom";
import type { StatusConfig } from "@/server/domain/pipeline/model/status-workflow.ts";
import { StatusGlyph } from "../pipeline/status-glyph.tsx";
import { Button } from "../ui/button.tsx";
import { Checkbox } from "../ui/checkbox.tsx";
import { cn } from "../ui/cn.ts";
import { countText } from "../ui/money-text.ts";
import { Td } from "../ui/table.tsx";
import { CommittedInput } from "./committed-input.tsx";
import { isSelected, useDesigner } from "./designer-context.ts";
import { MovesMenu } from "./moves-menu.tsx";
import { mayRemove } from "./removable.ts";
import { ThresholdInput } from "./threshold-input.tsx";

const IN_CELL = "h-7 border-transparent bg-transparent px-1.5 text-sm dark:bg-transparent";

export function StatusRow({ status }: { status: StatusConfig }) {
  const designer = useDesigner();
  const { statusCode: code, displayName, isException, isTerminal } = status;
  const { edit, loansIn } = designer;
  const loans = loansIn(code);
  const set = (facts: { isException?: boolean; isTerminal?: boolean }) => edit({ do: "set", code, facts });
  return (
    <tr
      className={cn(isSelected(designer.selection, { code }) && "bg-accent-wash")}
      onClick={({ target }) => {
        if (target instanceof HTMLTableCellElement) designer.select({ code });
      }}
    >
      <Td>
        <OrderButtons status={status} />
      </Td>
      <Td>
        <NameCell status={status} />
      </Td>
      <Td>
        <Checkbox
          aria-label={`${displayName} is an exception`}
          checked={isException}
          onChange={({ target }) => set({ isException: target.checked })}
        />
      </Td>
      <Td>
        <Checkbox
          aria-label={`${displayName} is final`}
          checked={isTerminal}
          onChange={({ target }) => set({ isTerminal: target.checked })}
        />
      </Td>
      <Td>
        <ThresholdInput
          status={status}
          aria-label={`Business days until ${displayName} is overdue`}
          className={cn(IN_CELL, "figures text-right")}
        />
      </Td>
      <Td className="pl-3">
        <MovesCell status={status} />
      </Td>
      <Td right>
        {loans > 0 && (
          <Link
            href={`/pipeline/loans?status=${encodeURIComponent(code)}` as Route}
            aria-label={`Loans in ${displayName}: ${countText(loans)}`}
            className="rounded-sm hover:underline"
          >
            {countText(loans)}
          </Link>
        )}
      </Td>
      <Td right className="text-clip pl-0">
        {mayRemove(designer, code) && (
          <Button
            size="icon-sm"
            look="quiet"
            aria-label={`Remove ${displayName}`}
            onClick={() => edit({ do: "remove", code })}
          >
            <Trash2 aria-hidden />
          </Button>
        )}
      </Td>
    </tr>
  );
}

/** The name, and instead of its sign what is wrong with it. */
function NameCell({ status: { statusCode: code, displayName } }: { status: StatusConfig }) {
  const { edit, lookOf, problems } = useDesigner();
  const reasons = problems.filter((problem) => problem.statusCode === code).map(({ message }) => message);
  return (
    <span className="flex items-center gap-1">
      {reasons.length > 0 ? (
        <span title={reasons.join("\n")} className="flex">
          <CircleAlert aria-hidden className="size-3.5 shrink-0 text-danger" />
          <span className="sr-only">{reasons.join(" ")}</span>
        </span>
      ) : (
        <StatusGlyph look={lookOf(code)} />
      )}
      <CommittedInput
        aria-label={`Name of ${displayName}`}
        maxLength={60}
        value={displayName}
        onCommit={(name) => edit({ do: "rename", code, name })}
        className={cn(IN_CELL, "font-medium")}
      />
    </span>
  );
}

function MovesCell({ status }: { status: StatusConfig }) {
  const { nameOf } = useDesigner();
  const names = status.allowedTransitions.map(nameOf).join(", ");
  return (
    <MovesMenu status={status}>
      <button
        type="button"
        title={names || undefined}
        className="group flex h-7 w-full min-w-0 items-center gap-1 rounded-md px-1.5 text-left hover:bg-hover"
      >
        <span className="sr-only">{status.displayName} leads to: </span>
        <span className={cn("truncate", !names && "text-ink-3")}>{names || "Nowhere"}</span>
        <ChevronDown aria-hidden className="size-3.5 shrink-0 text-ink-3" />
      </button>
    </MovesMenu>
  );
}

/** The row's place in the lifecycle. The focus goes along with it. */
function OrderButtons({ status }: { status: StatusConfig }) {
  const { statuses, edit } = useDesigner();
  const { statusCode: code, displayName, sequenceOrder } = status;
  const place = (by: -1 | 1) => {
    flushSync(() => edit({ do: "place", code, at: sequenceOrder - 1 + by }));
    document.getElementById(`order-${code}-${by}`)?.focus();
  };
  const button = (by: -1 | 1, label: string) => (
    <Button
      id={`order-${code}-${by}`}
      size="icon-sm"
      look="quiet"
      className="size-6"
      aria-label={label}
      aria-disabled={by === -1 ? sequenceOrder === 1 : sequenceOrder === statuses.length}
      onClick={() => place(by)}
    >
      {by === -1 ? <ChevronUp aria-hidden /> : <ChevronDown aria-hidden />}
    </Button>
  );
  return (
    <span className="figures flex items-center text-ink-3">
      <span className="w-5">{sequenceOrder}</span>
      {button(-1, `Move ${displayName} up`)}
      {button(1, `Move ${displayName} down`)}
    </span>
  );
}
