"use client";

import dynamic from "next/dynamic";
import { useIsDesktop } from "../shell/use-is-desktop.ts";
import { Skeleton } from "../ui/skeleton.tsx";
import { WantsDesktop } from "./wants-desktop.tsx";

/** The grid comes with its route, and only where there is room for it. */
const GridDesk = dynamic(() => import("./grid-desk.tsx").then((module) => module.GridDesk), {
  ssr: false,
  loading: () => <Coming />,
});

/** Power mode, or below 1,024 pixels what it needs (P8.8). */
export function GridPage() {
  const isDesktop = useIsDesktop();
  if (isDesktop === null) return <Coming />;
  return isDesktop ? <GridDesk /> : <WantsDesktop />;
}

function Coming() {
  return (
    <div role="status" aria-label="Loading the grid" className="flex flex-col gap-3 px-4 pt-4 lg:px-6">
      <h1 className="sr-only">Grid</h1>
      <Skeleton className="h-6 w-40" />
      <Skeleton className="mt-4 h-6 w-120" />
      <Skeleton className="mt-2 h-[60vh] w-full" />
    </div>
  );
}
