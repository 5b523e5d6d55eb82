"use client";

import { Keyboard } from "lucide-react";
import { useState } from "react";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { useHasDraft } from "../../ui/use-draft.ts";
import { entryDraft, pasteDraft } from "../report-entry/entry-draft.ts";
import { ENTRY_DIALOG, EntryForm } from "../report-entry/entry-form-lazy.tsx";
import { PasteReport } from "./paste-report.tsx";
import { sayReceived } from "./say-received.ts";
import { UploadReport } from "./upload-report.tsx";

interface Props {
  fileId: number;
  name: string;
  open: boolean;
  onClose: () => void;
}

/**
 * Takes a credit report as the vendor sent it, typed in, or pasted as JSON; the file is underwritten with it at once (F1.1).
 * Who has begun to type or paste one goes on with that.
 */
export function AddReportDialog({ fileId, name, open, onClose }: Props) {
  const [isTyping, setTyping] = useState(useHasDraft(entryDraft(fileId)));
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && onClose()}
      draftKey={(isTyping ? entryDraft : pasteDraft)(fileId)}
      title={`Add a credit report for ${name}`}
      description="The file is underwritten with it at once. Underwritings before it stay as they are."
      className={isTyping ? ENTRY_DIALOG : undefined}
    >
      {isTyping ? (
        <EntryForm
          fileId={fileId}
          onReceived={(received) => {
            sayReceived(received);
            onClose();
          }}
        />
      ) : (
        <>
          <UploadReport fileId={fileId} onDone={onClose} />
          <OtherWays fileId={fileId} onClose={onClose} onType={() => setTyping(true)} />
        </>
      )}
    </Dialog>
  );
}

interface OtherWaysProps {
  fileId: number;
  onClose: () => void;
  onType: () => void;
}

function OtherWays({ fileId, onClose, onType }: OtherWaysProps) {
  const [isPasting, setPasting] = useState(useHasDraft(pasteDraft(fileId)));
  return (
    <div className="mt-4 border-t pt-3">
      <div className="flex flex-wrap gap-2">
        <Button onClick={onType} onPointerEnter={EntryForm.fetch} onFocus={EntryForm.fetch}>
          <Keyboard aria-hidden />
          Enter it
        </Button>
        <Button look="quiet" aria-expanded={isPasting} onClick={() => setPasting(!isPasting)}>
          Paste it instead
        </Button>
      </div>
      {isPasting && (
        <div className="pt-3">
          <PasteReport fileId={fileId} onClose={onClose} />
        </div>
      )}
    </div>
  );
}
