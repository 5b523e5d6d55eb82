import { useState } from "react";

/** What can be asked over a file. One at a time. */
export type FileDialog = { kind: "report" } | { kind: "revise"; preset?: "duplicate" } | { kind: "what-if" };

export interface FileDialogs {
  shown: FileDialog | null;
  open: (dialog: FileDialog) => void;
  close: () => void;
}

export function useFileDialogs(): FileDialogs {
  const [shown, setShown] = useState<FileDialog | null>(null);
  return { shown, open: setShown, close: () => setShown(null) };
}
