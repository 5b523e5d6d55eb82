import { DashboardSkeleton } from "../pipeline/dashboard-skeleton.tsx";
import { cn } from "../ui/cn.ts";
import { Skeleton } from "../ui/skeleton.tsx";
import { PageHeader } from "./page-header.tsx";

/** Of the pages by the beginning of their address, the longest first. */
const TITLES: [start: string, title: string][] = [
  ["/pipeline/loans", "Loans"],
  ["/pipeline/grid", "Grid"],
  ["/pipeline/trades", "Trades"],
  ["/pipeline", "Loan pipeline"],
  ["/admin/deliveries", "Deliveries"],
  ["/admin/workflow", "Workflow"],
  ["/admin/keys", "Keys"],
  ["/admin/users", "Users"],
  ["/admin/settings", "Settings"],
];

/** The shape of a page of the desk that is on its way, under its own heading. */
export function PageSkeleton({ href }: { href: string }) {
  const [path = ""] = href.split("?");
  const isAdvice = path.endsWith("/advice");
  const title = isAdvice ? "Purchase advice" : (TITLES.find(([start]) => path.startsWith(start))?.[1] ?? "");
  return (
    <div role="status" aria-label={`Loading: ${title}`} className="min-h-dvh">
      <PageHeader title={title} />
      {path === "/pipeline" ? (
        <DashboardSkeleton />
      ) : path.endsWith("/advice") ? (
        <PaperSkeleton />
      ) : (
        <ListSkeleton />
      )}
    </div>
  );
}

function PaperSkeleton() {
  return (
    <div className="p-6">
      <Skeleton className="mx-auto h-160 max-w-[11in]" />
    </div>
  );
}

const WIDTHS = [
  "w-40",
  "w-32",
  "w-44",
  "w-36",
  "w-28",
  "w-40",
  "w-32",
  "w-44",
  "w-36",
  "w-40",
  "w-28",
  "w-44",
];

/** A bar of filters, and rows with a name at their beginning and a figure at their end. */
function ListSkeleton() {
  return (
    <div className="px-4 lg:px-6">
      <div className="flex h-11 items-center gap-2">
        {["w-20", "w-24", "w-28"].map((width) => (
          <Skeleton key={width} className={cn("h-7 rounded-md", width)} />
        ))}
      </div>
      {WIDTHS.map((width, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and never move
        <div key={index} className="flex h-9 items-center justify-between border-b">
          <Skeleton className={cn("h-3", width)} />
          <Skeleton className="h-3 w-28" />
        </div>
      ))}
    </div>
  );
}
