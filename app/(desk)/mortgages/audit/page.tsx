import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { AdminsOnly } from "@/components/admin/admins-only.tsx";
import { AuditPage } from "@/components/mortgages/audit/audit-page.tsx";
import { auditRequest, loadAuditState } from "@/components/mortgages/audit/audit-url.ts";
import { pageSession } from "@/server/api/session-for-page.ts";
import { Prefetched } from "../../prefetched.tsx";

export const metadata: Metadata = { title: "Audit log" };

export default async function MortgageAuditPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { role } = await pageSession();
  // Asking for it would be an attempt, which the log tells.
  if (role !== "admin") return <AdminsOnly title="Audit log" />;
  const state = await loadAuditState(searchParams);
  return (
    <Prefetched queries={(desk) => [desk.mortgageAudit(auditRequest(state))]}>
      <AuditPage />
    </Prefetched>
  );
}
