"use client";

import { useQueryStates } from "nuqs";
import { useCallback } from "react";
import { type QueueState, queueUrl } from "./queue-url.ts";

type Change = { [K in keyof QueueState]?: QueueState[K] | null };

/** Any change but that of the page or of the open client leads to the first page and closes the client. */
export function useQueueState(): [QueueState, (change: Change) => void] {
  const [state, setState] = useQueryStates(queueUrl, { history: "push" });
  const change = useCallback(
    (values: Change) => {
      if ("file" in values && !("page" in values)) void setState(values, { history: "replace" });
      else void setState("page" in values ? values : { ...values, page: null, file: null });
    },
    [setState],
  );
  return [state, change];
}
