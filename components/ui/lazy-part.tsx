"use client";

import { type ComponentType, type ReactNode, Suspense, use, useState } from "react";
import { ErrorState } from "./error-state.tsx";
import { useIsFromServer } from "./use-is-from-server.ts";

/** A component whose code comes when it is first shown, or before, when `fetch` is called. */
export interface LazyPart<Props> {
  (props: Props): ReactNode;
  fetch: () => void;
}

/**
 * A part of a page that is not needed at once. What was fetched before is shown at once, without `waiting` in between, which
 * `lazy` of React does not do. One that could not be fetched says so where it would stand, and is asked for again when
 * somebody presses there or it is shown the next time, never by itself. The server never makes it: by the time that its code is
 * here, what it shows may have changed, and it would not fit any more.
 * @param waiting stands there meanwhile, as high as what comes
 */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  waiting: (props: Props) => ReactNode = () => null,
): LazyPart<Props> {
  const { fetch, forgetFailure } = codeOf(load);
  function Part(props: Props) {
    const [, tryAgain] = useState({});
    const Loaded = use(fetch());
    if (Loaded) return <Loaded {...props} />;
    return (
      <ErrorState
        title="This part could not be fetched"
        message="There is no connection, or the app was updated meanwhile. What you did is unchanged; if it fails again, reload the page."
        onRetry={() => {
          forgetFailure();
          tryAgain({});
        }}
      />
    );
  }
  function Waited(props: Props) {
    // Not in the part, which React begins anew each time that it has waited.
    useState(forgetFailure);
    const isFromServer = useIsFromServer();
    if (isFromServer) return waiting(props);
    return (
      <Suspense fallback={waiting(props)}>
        <Part {...props} />
      </Suspense>
    );
  }
  const fetchAhead = () => {
    forgetFailure();
    void fetch();
  };
  return Object.assign(Waited, { fetch: fetchAhead });
}

/** Fetched once; that it could not be is kept until it is forgotten. */
function codeOf<Code>(load: () => Promise<Code>) {
  let coming: Promise<Code | null> | null = null;
  let hasFailed = false;
  return {
    /** Null when it could not be fetched. */
    fetch: (): Promise<Code | null> => {
      if (coming) return coming;
      const begun = load().catch(() => {
        hasFailed = true;
        return null;
      });
      // A promise that says so is read by React without waiting for it.
      void begun.then((value) => Object.assign(begun, { status: "fulfilled", value }));
      coming = begun;
      return begun;
    },
    forgetFailure: (): void => {
      if (hasFailed) coming = null;
      hasFailed = false;
    },
  };
}
