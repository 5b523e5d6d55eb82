"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTRPC } from "../../trpc/client.ts";

const PAUSE_MS = 150;
const SHOWN = 8;

/** The borrowers that match what is typed, once typing pauses; the first few by name when nothing is. */
export function useFoundBorrowers(typed: string, enabled: boolean) {
  const trpc = useTRPC();
  const text = typed.trim();
  const [asked, setAsked] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const query = useQuery(
    trpc.mortgages.borrowers.list.queryOptions(
      { pageSize: SHOWN, ...(asked === "" ? {} : { search: asked }) },
      { enabled, placeholderData: keepPreviousData },
    ),
  );
  return {
    borrowers: query.data?.borrowers ?? [],
    more: query.data ? query.data.totalRows - query.data.borrowers.length : 0,
    /** Whether what is shown answers what stands in the box. */
    isCurrent: asked === text && query.data !== undefined && !query.isPlaceholderData,
    error: query.error,
  };
}
