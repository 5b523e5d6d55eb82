"use client";

import { useSearchParams } from "next/navigation";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { unreadIn } from "./list-url.ts";
import { useListState } from "./use-list-state.ts";

/** A link with a filter that cannot be read shows too many loans, and nobody may take those for what was asked (P7.2). */
export function UnreadAddress() {
  const unread = unreadIn(useSearchParams().toString());
  const [{ filter, overdue }, change] = useListState();
  if (unread.length === 0) return null;
  const goOn = () =>
    change({ filter: filter.length > 0 ? filter : null, overdue: overdue || null }, "replace");
  return (
    <Notice
      title="A filter in this link cannot be read, so the list shows more loans than it should"
      className="mx-4 mb-2 lg:mx-6"
    >
      <p>
        Not read: <code className="id break-all">{unread.join(", ")}</code>. Ask for the link once more, or go
        on without it.
      </p>
      <Button size="sm" className="mt-2" onClick={goOn}>
        Go on without it
      </Button>
    </Notice>
  );
}
