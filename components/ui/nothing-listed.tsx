import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { EmptyState } from "./empty-state.tsx";

interface Props {
  /** What is listed, one of them and several. */
  of: readonly [one: string, several: string];
  totalRows: number;
  isFiltered: boolean;
  onFirstPage: () => void;
  onClear: () => void;
  /** What a list says that has nothing at all. */
  children: ReactNode;
}

/** Why a list shows no row, and what to do: it is past its end, nothing matches, or there is nothing yet. */
export function NothingListed({
  of: [one, several],
  totalRows,
  isFiltered,
  onFirstPage,
  onClear,
  children,
}: Props) {
  if (totalRows > 0)
    return (
      <EmptyState
        title="This page is past the end"
        action={<Button onClick={onFirstPage}>First page</Button>}
      >
        There are fewer {several} than when this link was made.
      </EmptyState>
    );
  if (isFiltered)
    return (
      <EmptyState title={`No ${one} matches`} action={<Button onClick={onClear}>Clear filters</Button>}>
        There may be {several}, but none with all of these conditions.
      </EmptyState>
    );
  return children;
}
