"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { StatusConfig } from "@/server/domain/pipeline/model/status-workflow.ts";
import { useTRPC } from "../trpc/client.ts";
import { lookOutsideWorkflow, type StatusLook, statusLooks } from "./status-look.ts";

export interface Status extends StatusConfig {
  look: StatusLook;
}

export interface Statuses {
  /** In the order of the workflow; empty until it is known. */
  all: Status[];
  /** Of a code that the workflow no longer has, what can still be said. */
  of: (code: string) => Pick<Status, "statusCode" | "displayName" | "look" | "isTerminal">;
  /** Where a loan in this status may go, the main path before exceptions. */
  movesFrom: (code: string) => Status[];
  /** Why the workflow is not known, and once more. */
  failed: { error: unknown; retry: () => void } | null;
}

export function useStatuses(): Statuses {
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(
    trpc.pipeline.workflow.queryOptions(undefined, { staleTime: 5 * 60_000 }),
  );
  return useMemo(
    () => ({
      ...statusesOf(data?.statuses ?? []),
      failed: error && !data ? { error, retry: () => void refetch() } : null,
    }),
    [data, error, refetch],
  );
}

/** What a status is called, also one that the workflow no longer has. */
export function useStatusName(): (statusCode: string) => string {
  const { of } = useStatuses();
  return (code) => of(code).displayName;
}

function statusesOf(configs: StatusConfig[]): Omit<Statuses, "failed"> {
  const looks = statusLooks(configs.map((config) => config.statusCode));
  const all = configs.map((config) => ({
    ...config,
    look: looks.get(config.statusCode) ?? lookOutsideWorkflow(config.statusCode),
  }));
  const byCode = new Map(all.map((status) => [status.statusCode, status]));
  return {
    all,
    of: (code) =>
      byCode.get(code) ?? {
        statusCode: code,
        displayName: wordsOf(code),
        look: lookOutsideWorkflow(code),
        isTerminal: false,
      },
    movesFrom: (code) =>
      (byCode.get(code)?.allowedTransitions ?? [])
        .flatMap((target) => byCode.get(target) ?? [])
        .sort((a, b) => Number(a.isException) - Number(b.isException) || a.sequenceOrder - b.sequenceOrder),
  };
}

/** "clear_to_purchase" → "Clear to purchase" */
function wordsOf(code: string): string {
  const words = code.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
