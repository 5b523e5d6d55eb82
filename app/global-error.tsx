"use client";

import "./globals.css";
import { PageFailed, type PageFault } from "@/components/shell/page-failed.tsx";

/** The last resort: the root layout itself failed, so this brings its own document. */
export default function GlobalError(fault: PageFault) {
  return (
    <html lang="en">
      <body>
        <title>PSSaaS</title>
        <main className="flex min-h-screen items-center">
          <PageFailed {...fault} title="PSSaaS could not be shown" />
        </main>
      </body>
    </html>
  );
}
