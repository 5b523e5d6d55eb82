"use client";

import { type ReactNode, useState } from "react";
import { Dialog } from "../../ui/dialog.tsx";
import { JustCome, useIsNews } from "./just-come.ts";
import { useWorkflow } from "./workflow-context.ts";

/** What is asked about a file's workflow. */
export interface AskedOver {
  draftKey: string;
  title: string;
  description: string;
  children: (close: () => void) => ReactNode;
}

/** @returns opens a dialog over the workflow, and the one that is open or is closing */
export function useDialogOver() {
  const [asked, setAsked] = useState<(AskedOver & { opener: Element | null }) | null>(null);
  const [isOpen, setOpen] = useState(false);
  const openOver = (next: AskedOver) => {
    setAsked({ ...next, opener: document.activeElement });
    setOpen(true);
  };
  const dialog = asked && <WorkflowDialog {...asked} isOpen={isOpen} onOpenChange={setOpen} />;
  return { openOver, dialog };
}

interface Props extends AskedOver {
  opener: Element | null;
  isOpen: boolean;
  onOpenChange: (open: boolean) => void;
}

/**
 * A dialog of a step stands over the whole workflow, so that nothing that happens to the step takes away what is being typed.
 * Where the button that opened it is gone by then, whoever closes it goes on at the step that is next.
 */
function WorkflowDialog({ opener, isOpen, onOpenChange, children, description, ...about }: Props) {
  const { file, progress } = useWorkflow();
  const isNews = useIsNews(String(progress.version));
  return (
    <Dialog
      {...about}
      open={isOpen}
      onOpenChange={onOpenChange}
      description={`${file.name}. ${description}`}
      returnTo={() => {
        const isThere = opener instanceof HTMLElement && opener.isConnected;
        return isThere ? opener : document.querySelector("[data-next-action] h3");
      }}
    >
      <JustCome value={isNews}>{isOpen && children(() => onOpenChange(false))}</JustCome>
    </Dialog>
  );
}
