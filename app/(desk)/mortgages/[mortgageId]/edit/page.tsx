import type { Metadata } from "next";
import { AdminsOnly } from "@/components/admin/admins-only.tsx";
import { EditMortgage } from "@/components/mortgages/form/edit-mortgage.tsx";
import { pageSession } from "@/server/api/session-for-page.ts";
import { Prefetched } from "../../../prefetched.tsx";
import { recordIdIn } from "../../../record-id.ts";

export const metadata: Metadata = { title: "Edit mortgage" };

export default async function EditMortgagePage({ params }: { params: Promise<{ mortgageId: string }> }) {
  const input = { mortgageId: recordIdIn((await params).mortgageId) };
  const { role } = await pageSession();
  if (role !== "admin") return <AdminsOnly />;
  return (
    <Prefetched queries={(desk) => [desk.mortgage(input)]}>
      <EditMortgage mortgageId={input.mortgageId} />
    </Prefetched>
  );
}
