"use client";

import type { StatusConfig } from "@/server/domain/pipeline/model/status-workflow.ts";
import type { ControlProps } from "../ui/field.tsx";
import { CommittedInput } from "./committed-input.tsx";
import { useDesigner } from "./designer-context.ts";

interface Props extends Partial<ControlProps> {
  status: StatusConfig;
  "aria-label"?: string;
  className?: string;
}

/** Business days until a loan is overdue; empty: never. Any number may be typed, and the rules say what is wrong with it. */
export function ThresholdInput({ status, "aria-required": _, ...props }: Props) {
  const { edit, problems } = useDesigner();
  const { statusCode: code, agingThresholdDays } = status;
  const isBroken = problems.some(({ statusCode, rule }) => statusCode === code && /threshold/.test(rule));
  return (
    <CommittedInput
      {...props}
      inputMode="numeric"
      maxLength={5}
      placeholder="Never"
      {...(isBroken ? { "aria-invalid": true } : {})}
      accepts={/^[-\d.]*$/}
      value={agingThresholdDays === null ? "" : String(agingThresholdDays)}
      onCommit={(text) => {
        const days = text.trim() === "" ? null : Number(text);
        if (!Number.isNaN(days)) edit({ do: "set", code, facts: { agingThresholdDays: days } });
      }}
    />
  );
}
