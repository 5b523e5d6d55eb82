import { useEffect, useState } from "react";

/** What can be asked over a file. One at a time. */
export type FileDialog = { kind: "report" } | { kind: "revise"; preset?: "duplicate" } | { kind: "what-if" };

export interface FileDialogs {
  shown: FileDialog | null;
  open: (dialog: FileDialog) => void;
  close: () => void;
}

/** The workflow's side of the page leads here by links, as from any other place of the page. */
const BY_LINK: Record<string, FileDialog> = {
  "#credit": { kind: "report" },
  "#underwriting": { kind: "revise" },
};

export function useFileDialogs(): FileDialogs {
  const [shown, setShown] = useState<FileDialog | null>(null);
  useEffect(() => {
    const follow = () => {
      const asked = BY_LINK[window.location.hash];
      if (!asked) return;
      setShown(asked);
      // So that the same link leads here again.
      window.history.replaceState(null, "", window.location.pathname + window.location.search);
    };
    window.addEventListener("hashchange", follow);
    return () => window.removeEventListener("hashchange", follow);
  }, []);
  return { shown, open: setShown, close: () => setShown(null) };
}
