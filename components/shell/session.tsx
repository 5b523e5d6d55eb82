"use client";

import { createContext, type ReactNode, useContext } from "react";
import { useOneSession } from "./use-one-session.ts";

/** Who is signed in, for whom, and in which zone the tenant's days begin. */
export interface Session {
  email: string;
  name: string;
  role: "operator" | "admin";
  tenantName: string;
  tenantSlug: string;
  timeZone: string;
  /** What this page says of itself when it asks the API: made for this person in this tenant. */
  signedInAs: string;
}

const SessionContext = createContext<Session | null>(null);

export function SessionProvider({ session, children }: { session: Session; children: ReactNode }) {
  useOneSession(session.signedInAs);
  return <SessionContext value={session}>{children}</SessionContext>;
}

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error("useSession is for pages inside the desk.");
  return session;
}
