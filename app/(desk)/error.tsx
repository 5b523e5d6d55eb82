"use client";

import { PageFailed, type PageFault } from "@/components/shell/page-failed.tsx";

/** Within the desk, whose navigation stays. */
export default function ErrorInDesk(fault: PageFault) {
  return (
    <div className="flex min-h-dvh items-center">
      <PageFailed {...fault} />
    </div>
  );
}
