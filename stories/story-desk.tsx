import { QueryClientProvider } from "@tanstack/react-query";
import { createTRPCClient } from "@trpc/client";
import { NuqsTestingAdapter } from "nuqs/adapters/testing";
import { type ReactNode, useEffect, useState } from "react";
import { type Session, SessionProvider } from "../components/shell/session.tsx";
import { type Outputs, TRPCProvider } from "../components/trpc/client.ts";
import { makeQueryClient } from "../components/trpc/query-client.ts";
import { Toaster } from "../components/ui/toaster.tsx";
import { TooltipProvider } from "../components/ui/tooltip.tsx";
import type { AppRouter } from "../server/api/root.ts";
import { type Answers, answersLink } from "./answers.ts";

export interface DeskParameters {
  answers?: Answers;
  role?: Session["role"];
  /** The query string of the page. */
  search?: string;
}

const PEOPLE: Outputs["session"]["people"] = [
  { email: "ann@desk.test", name: "Ann Archer", mayOperate: true, mayConfigure: true },
  { email: "deals@desk.test", name: "Dee Alvarez", mayOperate: true, mayConfigure: false },
];

/** A desk on which nobody has set or kept anything. */
const NOTHING_SET: Answers["desk"] = { settings: () => ({}), views: () => [] };

/** What every page of the desk stands in, without the server: a session, answers, an address of its own. */
export function StoryDesk({
  answers,
  role = "admin",
  search = "",
  children,
}: DeskParameters & { children: ReactNode }) {
  const [address, goTo] = useAddress(search);
  const [queryClient] = useState(makeQueryClient);
  const [trpcClient] = useState(() => {
    const links = [answersLink({ session: { people: () => PEOPLE }, desk: NOTHING_SET, ...answers })];
    return createTRPCClient<AppRouter>({ links });
  });
  const session: Session = {
    email: "ann@desk.test",
    name: "Ann Archer",
    role,
    tenantName: "Harbor Desk",
    tenantSlug: "harbor",
    timeZone: "America/New_York",
    signedInAs: "story",
  };
  return (
    <NuqsTestingAdapter searchParams={address} onUrlUpdate={({ queryString }) => goTo(queryString)} hasMemory>
      <QueryClientProvider client={queryClient}>
        <TRPCProvider trpcClient={trpcClient} queryClient={queryClient}>
          <SessionProvider session={session}>
            <TooltipProvider>
              <main className="min-h-dvh bg-canvas text-ink">{children}</main>
              <Toaster />
            </TooltipProvider>
          </SessionProvider>
        </TRPCProvider>
      </QueryClientProvider>
    </NuqsTestingAdapter>
  );
}

/** The query string as it was given, then as the screen writes it; the window's own address is the story's. */
function useAddress(given: string) {
  const [search, goTo] = useState(given);
  useEffect(() => {
    const own = window.history.pushState;
    window.history.pushState = (_state, _title, url) =>
      goTo(new URL(String(url), window.location.href).search);
    return () => {
      window.history.pushState = own;
    };
  }, []);
  return [search, goTo] as const;
}
