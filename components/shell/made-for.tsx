"use client";

import { type ReactNode, useEffect } from "react";
import { useSession } from "./session.tsx";

/**
 * What the server sends goes by the cookie of this moment. When that is of another person or tenant than this tab, none
 * of it is shown here: the page is loaded anew, as theirs.
 */
export function MadeFor({ signedInAs, children }: { signedInAs: string; children: ReactNode }) {
  const isOurs = useSession().signedInAs === signedInAs;
  useEffect(() => {
    if (!isOurs) window.location.reload();
  }, [isOurs]);
  return isOurs ? children : null;
}
