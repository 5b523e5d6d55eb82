"use client";

import { Download, RotateCcw, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { DOCUMENT_KINDS } from "@/server/domain/funding/model/documents.ts";
import { sizeText } from "../../admin/size-text.ts";
import { useActorName } from "../../pipeline/actor-name.ts";
import { useSession } from "../../shell/session.tsx";
import { Button } from "../../ui/button.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { type FileDocument, useChangeDocument } from "./use-documents.ts";

interface Props {
  fileId: number;
  documents: FileDocument[];
  removed: FileDocument[];
}

/** What has come, with its download; what was removed is folded below and can be brought back. */
export function DocumentList({ fileId, documents, removed }: Props) {
  const { change } = useChangeDocument(fileId);
  if (documents.length + removed.length === 0)
    return (
      <p className="text-sm text-ink-2">No documents yet. The first one appears here when it is added.</p>
    );
  return (
    <>
      <ul aria-label="Documents received" className="divide-y border-y text-sm">
        {documents.map((document) => (
          <DocumentRow key={document.documentId} document={document}>
            <Button
              look="quiet"
              size="icon-sm"
              aria-label={`Remove ${document.name}`}
              onClick={() => void change(document, "remove").catch(() => undefined)}
            >
              <Trash2 aria-hidden />
            </Button>
          </DocumentRow>
        ))}
      </ul>
      {removed.length > 0 && (
        <details className="text-sm">
          <summary className="cursor-pointer rounded-sm py-1 text-ink-2">{removed.length} removed</summary>
          <ul aria-label="Documents removed" className="divide-y border-y">
            {removed.map((document) => (
              <DocumentRow key={document.documentId} document={document}>
                <Button
                  look="quiet"
                  size="icon-sm"
                  aria-label={`Bring ${document.name} back`}
                  onClick={() => void change(document, "restore").catch(() => undefined)}
                >
                  <RotateCcw aria-hidden />
                </Button>
              </DocumentRow>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function DocumentRow({ document, children }: { document: FileDocument; children: ReactNode }) {
  const { timeZone } = useSession();
  const actorName = useActorName();
  const { documentId, fileId, name, kind, covers, size, receivedBy, removedBy } = document;
  const { title, unit } = DOCUMENT_KINDS[kind];
  return (
    <li className="flex min-h-11 items-center gap-3 py-1.5">
      <div className="min-w-0 flex-1">
        <p className="truncate" title={name}>
          {name}
        </p>
        <p className="truncate text-xs text-ink-3">
          {title}
          {unit && covers > 1 && `, ${covers} ${unit}`} · {sizeText(size)} ·{" "}
          {removedBy === null ? actorName(receivedBy) : `removed by ${actorName(removedBy)}`},{" "}
          <RelativeTime moment={document.removedAt ?? document.receivedAt} timeZone={timeZone} plain />
        </p>
      </div>
      <Button asChild look="quiet" size="icon-sm">
        <a
          href={`/api/funding/files/${fileId}/documents/${documentId}`}
          download={name}
          aria-label={`Download ${name}`}
        >
          <Download aria-hidden />
        </a>
      </Button>
      {children}
    </li>
  );
}
