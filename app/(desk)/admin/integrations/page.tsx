import type { Metadata } from "next";
import { Integrations } from "@/components/admin/integrations.tsx";
import { Prefetched } from "../../prefetched.tsx";

export const metadata: Metadata = { title: "Integrations" };

export default function IntegrationsPage() {
  return (
    <Prefetched queries={(desk) => [desk.integrations()]}>
      <Integrations />
    </Prefetched>
  );
}
