"use client";

import { DeskFailed } from "@/components/shell/desk-failed.tsx";
import type { PageFault } from "@/components/shell/page-failed.tsx";

/** Within the desk, whose navigation stays. */
export default function ErrorInDesk(fault: PageFault) {
  return <DeskFailed {...fault} />;
}
