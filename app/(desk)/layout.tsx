import type { ReactNode } from "react";
import { LiveProvider } from "@/components/live/live-provider.tsx";
import { MoveDesk } from "@/components/pipeline/move-desk.tsx";
import { ComingPages, Main } from "@/components/shell/main.tsx";
import { Rail } from "@/components/shell/rail.tsx";
import { SessionProvider } from "@/components/shell/session.tsx";
import { ApiProvider } from "@/components/trpc/provider.tsx";
import { pageSession } from "@/server/api/session-for-page.ts";
import { Prefetched } from "./prefetched.tsx";

export default async function DeskLayout({ children }: { children: ReactNode }) {
  const session = await pageSession();
  return (
    <ApiProvider signedInAs={session.signedInAs}>
      <SessionProvider session={session}>
        <Prefetched queries={(desk) => [desk.workflow(), desk.summary(), desk.settings()]}>
          <LiveProvider>
            <MoveDesk>
              <ComingPages>
                <div className="flex min-h-dvh print:block">
                  <Rail />
                  <Main>{children}</Main>
                </div>
              </ComingPages>
            </MoveDesk>
          </LiveProvider>
        </Prefetched>
      </SessionProvider>
    </ApiProvider>
  );
}
