import type { Metadata } from "next";
import { Dashboard } from "@/components/pipeline/dashboard.tsx";
import { recentActivityQuery, worstOverdueQuery } from "@/components/pipeline/dashboard-queries.ts";
import { Prefetched } from "../prefetched.tsx";

export const metadata: Metadata = { title: "Pipeline" };

export default function PipelinePage() {
  return (
    <Prefetched queries={(desk) => [desk.loans(worstOverdueQuery), desk.recentActivity(recentActivityQuery)]}>
      <Dashboard />
    </Prefetched>
  );
}
