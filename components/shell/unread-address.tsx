"use client";

import dynamic from "next/dynamic";
import { useSearchParams } from "next/navigation";
import { type Address, unreadIn } from "./address.ts";

/** Comes for the rare link that needs it. */
const UnreadNotice = dynamic(() => import("./unread-notice.tsx").then((module) => module.UnreadNotice));

/** Tells of what the address asks for and the page cannot read (P7.2): nobody may take what is shown for it. */
export function UnreadAddress({ of }: { of: Address }) {
  const search = useSearchParams().toString();
  const unread = unreadIn(search, of);
  return unread.length === 0 ? null : <UnreadNotice unread={unread} search={search} of={of} />;
}
