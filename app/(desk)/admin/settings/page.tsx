import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { accessRequest, loadAccessState } from "@/components/admin/access-url.ts";
import { Settings } from "@/components/admin/settings.tsx";
import { Prefetched } from "../../prefetched.tsx";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const state = await loadAccessState(searchParams);
  return (
    <Prefetched queries={(desk) => [desk.calendar(), desk.accessLog(accessRequest(state))]}>
      <Settings />
    </Prefetched>
  );
}
