"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { type Outputs, useTRPC } from "../trpc/client.ts";

const PAUSE_MS = 120;

/** Files are the funding files of clients; the best few of each kind. */
export interface Hits extends Pick<Outputs["pipeline"]["search"], "loans" | "trades"> {
  files: Outputs["funding"]["files"]["files"];
  mortgages: Outputs["mortgages"]["list"]["mortgages"];
  hasMore: Record<"loans" | "trades" | "files" | "mortgages", boolean>;
}

const NOTHING: Hits = {
  loans: [],
  trades: [],
  files: [],
  mortgages: [],
  hasMore: { loans: false, trades: false, files: false, mortgages: false },
};
/** Of each kind that has a list of its own. */
const MOST_RECORDS = 4;

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
  const options = { enabled: !isTooShort && asked !== "", placeholderData: keepPreviousData } as const;
  const desk = useQuery(trpc.pipeline.search.queryOptions({ text: asked }, options));
  const files = useQuery(trpc.funding.files.queryOptions({ search: asked, pageSize: MOST_RECORDS }, options));
  const mortgages = useQuery(
    trpc.mortgages.list.queryOptions({ search: asked, pageSize: MOST_RECORDS }, options),
  );
  const queries = [desk, files, mortgages];
  const error = desk.error ?? files.error ?? mortgages.error;
  const isAnswered =
    asked === text &&
    queries.every(({ data, error, isPlaceholderData }) => !isPlaceholderData && (data ?? error) != null);
  if (isTooShort)
    return { hits: NOTHING, isCurrent: true, isTooShort, isLoading: false, error: null, retry: () => {} };
  return {
    hits: hitsOf(desk.data, files.data, mortgages.data),
    isCurrent: isAnswered,
    isTooShort,
    isLoading: error === null && queries.some(({ data }) => data === undefined),
    error,
    retry: () => {
      for (const query of queries) if (query.error) void query.refetch();
    },
  };
}

function hitsOf(
  desk: Outputs["pipeline"]["search"] | undefined,
  files: Outputs["funding"]["files"] | undefined,
  mortgages: Outputs["mortgages"]["list"] | undefined,
): Hits {
  return {
    loans: desk?.loans ?? [],
    trades: desk?.trades ?? [],
    files: files?.files ?? [],
    mortgages: mortgages?.mortgages ?? [],
    hasMore: {
      loans: desk?.hasMore.loans ?? false,
      trades: desk?.hasMore.trades ?? false,
      files: files !== undefined && files.totalRows > files.files.length,
      mortgages: mortgages !== undefined && mortgages.totalRows > mortgages.mortgages.length,
    },
  };
}
