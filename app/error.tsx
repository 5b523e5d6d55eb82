"use client";

import { ErrorState } from "@/components/ui/error-state.tsx";

export default function PageError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <main className="flex min-h-screen items-center">
      <ErrorState
        title="This page could not be shown"
        message="Something failed while it was being put together. Nothing was changed."
        requestId={error.digest}
        onRetry={reset}
      />
    </main>
  );
}
