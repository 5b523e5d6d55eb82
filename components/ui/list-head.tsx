import { cn } from "./cn.ts";
import { ariaSort, SortButton } from "./sort-button.tsx";

interface HeadColumn<Sort extends string> {
  /** By which it sorts; null: it does not. */
  field: Sort | null;
  label: string;
  right?: true;
  /** Which way the first press sorts. */
  first?: "asc" | "desc";
  className: string;
  /** There is nothing to read over it: it is told to screen readers alone. */
  isUnseen?: true;
}

interface Props<Sort extends string> {
  columns: readonly HeadColumn<Sort>[];
  sort: Sort;
  dir: "asc" | "desc";
  onSort: (order: { sort: Sort; dir: "asc" | "desc" }) => void;
}

/** The head of a list: it stays below the page's own head, and sorts. */
export function ListHead<Sort extends string>({ columns, sort, dir, onSort }: Props<Sort>) {
  return (
    <thead>
      <tr>
        {columns.map(({ field, label, right, first, className, isUnseen }) => (
          <th
            key={label}
            scope="col"
            aria-sort={field === null ? undefined : ariaSort(sort === field, dir)}
            className={cn(
              "sticky top-14 z-10 h-8 border-b bg-canvas px-2 text-left font-normal text-xs text-ink-3",
              right && "text-right",
              className,
            )}
          >
            {field === null ? (
              <span className={cn(isUnseen && "sr-only")}>{label}</span>
            ) : (
              <SortButton
                label={label}
                right={right}
                first={first}
                isSorted={sort === field}
                dir={dir}
                onSort={(next) => onSort({ sort: field, dir: next })}
              />
            )}
          </th>
        ))}
      </tr>
    </thead>
  );
}
