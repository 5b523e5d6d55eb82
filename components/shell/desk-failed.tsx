"use client";

import { toast } from "sonner";
import { useTRPCClient } from "../trpc/client.ts";
import { PageFailed, type PageFault } from "./page-failed.tsx";
import { whyNotYet } from "./why-not-yet.ts";

/** In the place of a page of the desk; its navigation stays, also where another try would fail. */
export function DeskFailed({ error, retry }: PageFault) {
  const client = useTRPCClient();
  // The shell is asked for together with the page, and would go with it: this asks for what the shell needs, and no more.
  const retryWhenAnswered = async () => {
    const why = await client.session.me.query().then(
      () => null,
      (fault: unknown) => whyNotYet(fault, error.digest),
    );
    if (why === null) retry();
    else toast.error(why, { id: "not-yet" });
  };
  return (
    <div className="flex min-h-dvh items-center">
      <PageFailed error={error} retry={() => void retryWhenAnswered()} />
    </div>
  );
}
