import type { ReactNode } from "react";
import { AdminsOnly } from "@/components/admin/admins-only.tsx";
import { pageSession } from "@/server/api/session-for-page.ts";

/** Every page of the administration. Who is no administrator is told so; the verbs refuse by themselves (P6.3). */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  const { role } = await pageSession();
  return role === "admin" ? children : <AdminsOnly />;
}
