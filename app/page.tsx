import { redirect } from "next/navigation";
import { pageCaller } from "@/server/api/caller.ts";
import { pageSession } from "@/server/api/session-for-page.ts";

/** Opens the desk that this person works with: the dashboard, or in power mode the grid (P8.1). */
export default async function Home() {
  await pageSession();
  const caller = await pageCaller();
  const { mode } = await caller.desk.settings();
  redirect(mode === "power" ? "/pipeline/grid" : "/pipeline");
}
