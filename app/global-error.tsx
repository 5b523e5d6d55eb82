"use client";

import "./globals.css";
import { ErrorState } from "@/components/ui/error-state.tsx";

/** The last resort: the root layout itself failed, so this brings its own document. */
export default function GlobalError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <html lang="en">
      <body>
        <title>PSSaaS</title>
        <main className="flex min-h-screen items-center">
          <ErrorState
            title="PSSaaS could not be shown"
            message="Something failed before the page could be put together. Nothing was changed."
            requestId={error.digest}
            onRetry={reset}
          />
        </main>
      </body>
    </html>
  );
}
