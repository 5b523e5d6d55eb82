import { Skeleton } from "../ui/skeleton.tsx";

export function DashboardSkeleton() {
  return (
    <div role="status" aria-label="Loading the pipeline" className="flex flex-col gap-6 px-4 pt-5 lg:px-6">
      <Skeleton className="h-10 w-64" />
      <div className="grid grid-cols-4 gap-6 lg:gap-10">
        {["a", "b", "c", "d"].map((key) => (
          <Skeleton key={key} className="h-32 rounded-lg" />
        ))}
      </div>
      <div className="mt-8 flex flex-col gap-2">
        {["a", "b", "c", "d", "e"].map((key) => (
          <Skeleton key={key} className="h-7" />
        ))}
      </div>
    </div>
  );
}
