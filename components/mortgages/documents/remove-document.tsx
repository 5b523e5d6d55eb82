"use client";

import { DOCUMENT_TYPES } from "@/server/domain/mortgages/model/documents.ts";
import { ActionDialog } from "../../admin/action-dialog.tsx";
import { sizeText } from "../../admin/size-text.ts";
import { useTRPC } from "../../trpc/client.ts";
import { RemoveForm } from "../remove-form.tsx";
import type { MortgageDocument } from "./use-uploads.ts";

interface Props {
  document: MortgageDocument | null;
  onClose: () => void;
}

export function RemoveDocument({ document, onClose }: Props) {
  const trpc = useTRPC();
  return (
    <ActionDialog
      open={document !== null}
      onClose={onClose}
      title="Remove this document?"
      description="Its file is deleted and cannot be brought back. The audit log keeps what it was, by name and fingerprint."
    >
      {document && (
        <RemoveForm
          what="document"
          name={document.name}
          options={trpc.mortgages.documents.remove.mutationOptions()}
          input={{ mortgageId: document.mortgageId, documentId: document.documentId }}
          onClose={onClose}
        >
          <p className="rounded-md bg-canvas px-3 py-2.5 text-sm">
            <span className="break-words font-medium">{document.name}</span>
            <span className="block text-ink-2">
              {DOCUMENT_TYPES[document.type]}, {sizeText(document.fileSize)}
            </span>
          </p>
        </RemoveForm>
      )}
    </ActionDialog>
  );
}
