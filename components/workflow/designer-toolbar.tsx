"use client";

import { Redo2, RotateCcw, Undo2 } from "lucide-react";
import type { ReactNode } from "react";
import { useHotkeys } from "../shell/use-hotkeys.ts";
import { Button } from "../ui/button.tsx";
import { Tooltip } from "../ui/tooltip.tsx";
import { AddStatus } from "./add-status.tsx";
import { CorrespondentOffer } from "./correspondent-offer.tsx";
import { useDesigner } from "./designer-context.ts";
import type { KeptDraft } from "./use-workflow-draft.ts";
import { isChanged, stepTo } from "./workflow-draft.ts";

/** What is done to the draft as a whole. */
export function DesignerToolbar({ kept: { draft, change } }: { kept: KeptDraft }) {
  const { undo, redo } = useDesigner();
  const pressed = (act: () => void) => (event: KeyboardEvent) => {
    event.preventDefault();
    act();
  };
  useHotkeys({ "Mod+z": pressed(undo), "Mod+Shift+z": pressed(redo), "Mod+y": pressed(redo) });
  return (
    <div className="flex flex-wrap items-center gap-2 px-4 py-3 lg:px-6">
      <AddStatus />
      <CorrespondentOffer />
      <span className="ml-auto flex items-center gap-1">
        <Act says="Undo (Ctrl Z)" label="Undo" off={draft.past.length === 0} onClick={undo}>
          <Undo2 aria-hidden />
        </Act>
        <Act says="Redo (Shift Ctrl Z)" label="Redo" off={draft.future.length === 0} onClick={redo}>
          <Redo2 aria-hidden />
        </Act>
        <Button
          look="quiet"
          aria-disabled={!isChanged(draft)}
          onClick={() => change(stepTo(draft, draft.base.statuses))}
        >
          <RotateCcw aria-hidden />
          Back to version {draft.base.version}
        </Button>
      </span>
    </div>
  );
}

interface ActProps {
  says: string;
  label: string;
  off: boolean;
  onClick: () => void;
  children: ReactNode;
}

function Act({ says, label, off, onClick, children }: ActProps) {
  return (
    <Tooltip says={says}>
      <Button size="icon" look="quiet" aria-label={label} aria-disabled={off} onClick={onClick}>
        {children}
      </Button>
    </Tooltip>
  );
}
