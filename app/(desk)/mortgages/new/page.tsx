import type { Metadata } from "next";
import { AdminsOnly } from "@/components/admin/admins-only.tsx";
import { NewMortgage } from "@/components/mortgages/form/new-mortgage.tsx";
import { pageSession } from "@/server/api/session-for-page.ts";

export const metadata: Metadata = { title: "New mortgage" };

export default async function NewMortgagePage() {
  const { role } = await pageSession();
  return role === "admin" ? <NewMortgage /> : <AdminsOnly />;
}
