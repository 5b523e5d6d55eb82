"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { type Outputs, useTRPC } from "../trpc/client.ts";

const PAUSE_MS = 120;

type Hits = Outputs["pipeline"]["search"];
const NOTHING: Hits = { loans: [], trades: [], hasMore: { loans: false, trades: false } };

export interface Found {
  /** What the last answer held; it stays until the next one is there. */
  hits: Hits;
  /** Whether that is the answer to what stands in the field now. */
  isCurrent: boolean;
  /** Too short to be searched for; only a record's number may be shorter. */
  isTooShort: boolean;
  isLoading: boolean;
  error: unknown;
  retry: () => void;
}

/** Searches while someone types, once they pause for a moment. */
export function useFound(typed: string): Found {
  const trpc = useTRPC();
  const text = typed.trim();
  const [asked, setAsked] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const isTooShort = text.length < 3 && !/^\d+$/.test(text);
  const { data, error, isPlaceholderData, refetch } = useQuery(
    trpc.pipeline.search.queryOptions(
      { text: asked },
      { enabled: !isTooShort && asked !== "", placeholderData: keepPreviousData },
    ),
  );
  const isAnswered = asked === text && !isPlaceholderData && (data !== undefined || error !== null);
  if (isTooShort)
    return { hits: NOTHING, isCurrent: true, isTooShort, isLoading: false, error: null, retry: () => {} };
  return {
    hits: data ?? NOTHING,
    isCurrent: isAnswered,
    isTooShort,
    isLoading: data === undefined && error === null,
    error,
    retry: () => void refetch(),
  };
}
