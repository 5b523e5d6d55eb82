"use client";

import { PageFailed, type PageFault } from "@/components/shell/page-failed.tsx";

/** For what has no shell around it, and where the shell itself failed. */
export default function PageError(fault: PageFault) {
  return (
    <main className="flex min-h-screen items-center">
      <PageFailed {...fault} />
    </main>
  );
}
