import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { refusalOf } from "../trpc/refusal.ts";
import { ErrorState } from "../ui/error-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

interface Props<Data> {
  query: UseQueryResult<Data, unknown>;
  /** What is loaded: "The keys". */
  what: string;
  children: (data: Data) => ReactNode;
}

/** What a query brought, or why it did not, or the shape of what comes. */
export function Loaded<Data>({ query, what, children }: Props<Data>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) {
    const { message, requestId } = refusalOf(query.error);
    return (
      <ErrorState
        title={`${what} could not be loaded`}
        message={message}
        requestId={requestId}
        onRetry={() => void query.refetch()}
      />
    );
  }
  return (
    <div role="status" aria-label={`Loading: ${what}`} className="flex flex-col gap-3 px-4 py-2 lg:px-6">
      <Skeleton className="h-3 w-full" />
      <Skeleton className="h-3 w-4/5" />
      <Skeleton className="h-3 w-3/5" />
    </div>
  );
}
