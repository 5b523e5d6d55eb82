"use client";

import { Notice } from "../ui/notice.tsx";
import type { ShownRefusal } from "./refusal.ts";

interface Props {
  refusal: ShownRefusal;
  /** What the button says that sends it again. */
  verb: string;
}

/** Why a form was not taken. What was typed stays, and whoever has to sign in first need not leave it. */
export function RefusalNotice({ refusal, verb }: Props) {
  if (refusal.code === "UNAUTHORIZED") {
    return (
      <Notice title="Your session has ended">
        <a
          href="/sign-in"
          target="_blank"
          className="rounded-sm font-medium text-accent underline"
          rel="noopener"
        >
          Sign in again in another tab
        </a>
        , then come back and press “{verb}” again. What you typed is still here.
      </Notice>
    );
  }
  return (
    <Notice title={refusal.message} requestId={refusal.requestId}>
      What you typed is still here.
    </Notice>
  );
}
