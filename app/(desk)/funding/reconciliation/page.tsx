import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { AdminsOnly } from "@/components/admin/admins-only.tsx";
import { Reconciliation } from "@/components/funding/reconciliation/reconciliation.tsx";
import {
  loadReconciliationState,
  reconciliationRequest,
} from "@/components/funding/reconciliation/reconciliation-url.ts";
import { todayIn } from "@/components/ui/time-text.ts";
import { pageSession } from "@/server/api/session-for-page.ts";
import { Prefetched } from "../../prefetched.tsx";

export const metadata: Metadata = { title: "Reconciliation" };

export default async function ReconciliationPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { role, timeZone } = await pageSession();
  if (role !== "admin") return <AdminsOnly />;
  const request = reconciliationRequest(await loadReconciliationState(searchParams), todayIn(timeZone));
  return (
    <Prefetched queries={(desk) => [desk.reconciliation(request), desk.operators()]}>
      <Reconciliation />
    </Prefetched>
  );
}
