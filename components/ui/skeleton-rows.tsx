import { cn } from "./cn.ts";
import { Skeleton } from "./skeleton.tsx";

const WIDTHS = ["w-32", "w-40", "w-28", "w-36", "w-32", "w-40", "w-28", "w-36"];

/** The shape of a table's rows before they come; the first column is told by its names of unlike lengths. */
export function SkeletonRows({
  columns,
}: {
  columns: readonly { label: string; right?: true; className: string }[];
}) {
  return WIDTHS.map((width, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and never move
    <tr key={index} className="h-[36px]">
      {columns.map(({ label, right, className }, column) => (
        <td key={label} className={cn("border-b px-2", className)}>
          <Skeleton className={cn("h-3", column === 0 ? width : "w-3/5", right && "ml-auto")} />
        </td>
      ))}
    </tr>
  ));
}
