"use client";

import { useQueryStates } from "nuqs";
import { useCallback } from "react";
import { type FilesState, filesAddress, filesUrl } from "./files-url.ts";

/** The state of the list, read from and written to the address; another filter or sort leads to the first page. */
export function useFilesState(): [FilesState, (change: Partial<FilesState>) => void] {
  const [state] = useQueryStates(filesUrl);
  const change = useCallback(
    (values: Partial<FilesState>) => {
      const next = { ...state, ...("page" in values ? {} : { page: 1 }), ...values };
      window.history.pushState(null, "", filesAddress("/funding", next));
    },
    [state],
  );
  return [state, change];
}
