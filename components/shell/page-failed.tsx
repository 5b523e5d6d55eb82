"use client";

import { isDatabaseAway } from "@/server/domain/tenancy/model/page-reference.ts";
import { ErrorState } from "../ui/error-state.tsx";

/** What Next gives to the boundaries in `app`; of what a page threw on the server no more than the digest gets here. */
export interface PageFault {
  error: Error & { digest?: string };
  /** Asks the server once more, and shows what it answers. */
  retry: () => void;
}

interface Props extends PageFault {
  title?: string;
}

/** In the place of what could not be put together: why, as far as that is known, the reference, and another try. */
export function PageFailed({ error, retry, title = "This page could not be shown" }: Props) {
  return (
    <ErrorState
      title={title}
      message={
        isDatabaseAway(error.digest)
          ? "The database cannot be reached at the moment. Nothing was changed; try again shortly."
          : "Something failed while it was being put together. Nothing was changed."
      }
      requestId={error.digest}
      onRetry={retry}
    />
  );
}
