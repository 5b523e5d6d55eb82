"use client";

import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { NO_FILTERS } from "./list-url.ts";
import { useListState } from "./use-list-state.ts";

export function NoMatch() {
  const [, change] = useListState();
  return (
    <EmptyState
      title="No loan matches"
      action={<Button onClick={() => change(NO_FILTERS)}>Clear search and filters</Button>}
    >
      There are loans, but none with all of these conditions.
    </EmptyState>
  );
}

export function PastTheEnd() {
  const [, change] = useListState();
  return (
    <EmptyState
      title="This page is past the end"
      action={<Button onClick={() => change({ page: 1 })}>First page</Button>}
    >
      The list has become shorter than when this link was made.
    </EmptyState>
  );
}
