import { DashboardSkeleton } from "../pipeline/dashboard-skeleton.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { PageHeader } from "./page-header.tsx";

/** Of the pages whose heading is not the last word of their address. */
const TITLES: Record<string, string> = {
  pipeline: "Loan pipeline",
  advice: "Purchase advice",
  funding: "Funding files",
  queue: "Funding Queue",
  policy: "Underwriting policy",
};

/** The shape of a page of the desk that is on its way, under its own heading. */
export function PageSkeleton({ href }: { href: string }) {
  const [path = ""] = href.split("?");
  const place = path.split("/").findLast((part) => /^[a-z]+$/.test(part)) ?? "";
  const title = TITLES[place] ?? place.charAt(0).toUpperCase() + place.slice(1);
  return (
    <div role="status" aria-label={`Loading: ${title}`} className="min-h-dvh">
      <PageHeader title={title} />
      {place === "pipeline" ? (
        <DashboardSkeleton />
      ) : place === "advice" ? (
        <PaperSkeleton />
      ) : (
        <ListSkeleton />
      )}
    </div>
  );
}

function PaperSkeleton() {
  return <Skeleton className="mx-auto my-6 h-160 max-w-[11in]" />;
}

/** A bar of filters, and rows with a name at their beginning and a figure at their end. */
function ListSkeleton() {
  return (
    <div className="px-4 lg:px-6">
      <Skeleton className="my-2 h-7 w-72 rounded-md" />
      {Array.from("abcdefghijkl", (row) => (
        <div key={row} className="flex h-9 items-center justify-between border-b">
          <Skeleton className="h-3 w-40" />
          <Skeleton className="h-3 w-28" />
        </div>
      ))}
    </div>
  );
}
