"use client";

import { toast } from "sonner";
import { PageFailed, type PageFault } from "@/components/shell/page-failed.tsx";

/** Within the desk, whose navigation stays. */
export default function ErrorInDesk({ error, retry }: PageFault) {
  // The shell is asked for together with the page, and would go with it.
  const retryWhenReady = async () => {
    const answer = await fetch("/api/ready").catch(() => null);
    if (answer?.ok) retry();
    else
      toast.error(answer ? "The database still cannot be reached." : "The app cannot be reached.", {
        id: "still-away",
      });
  };
  return (
    <div className="flex min-h-dvh items-center">
      <PageFailed error={error} retry={() => void retryWhenReady()} />
    </div>
  );
}
