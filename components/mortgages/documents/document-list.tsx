"use client";

import { Download, FileText, Image, Trash2 } from "lucide-react";
import { DOCUMENT_TYPES, type DocumentType } from "@/server/domain/mortgages/model/documents.ts";
import { sizeText } from "../../admin/size-text.ts";
import { useActorName } from "../../pipeline/actor-name.ts";
import { useSession } from "../../shell/session.tsx";
import { Button } from "../../ui/button.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { TYPES } from "./add-documents.tsx";
import { isPicture } from "./document-file.ts";
import type { MortgageDocument } from "./use-uploads.ts";

interface Props {
  documents: MortgageDocument[];
  onPreview: (document: MortgageDocument) => void;
  /** Null for whoever may not. */
  onRemove: ((document: MortgageDocument) => void) | null;
}

/** By type, the newest of each first (M3). */
export function DocumentList({ documents, onPreview, onRemove }: Props) {
  const groups = TYPES.map((type) => ({ type, of: documents.filter((one) => one.type === type) }));
  return (
    <div className="flex flex-col gap-3">
      {groups
        .filter(({ of }) => of.length > 0)
        .map(({ type, of }) => (
          <Group key={type} type={type} documents={of} onPreview={onPreview} onRemove={onRemove} />
        ))}
    </div>
  );
}

function Group({ type, documents, ...actions }: Props & { type: DocumentType }) {
  return (
    <div>
      <h3 className="pb-1 text-ink-3 text-xs">{DOCUMENT_TYPES[type]}</h3>
      <ul aria-label={DOCUMENT_TYPES[type]} className="divide-y border-y text-sm">
        {documents.map((document) => (
          <DocumentRow key={document.documentId} document={document} {...actions} />
        ))}
      </ul>
    </div>
  );
}

function DocumentRow({
  document,
  onPreview,
  onRemove,
}: Omit<Props, "documents"> & { document: MortgageDocument }) {
  const { timeZone } = useSession();
  const actorName = useActorName();
  const { name, fileSize, uploadDate, uploadedBy, mediaType } = document;
  const Glyph = isPicture(mediaType) ? Image : FileText;
  return (
    <li className="flex min-h-11 items-center gap-3 py-1.5">
      <Glyph aria-hidden className="size-4 shrink-0 text-ink-3" />
      <div className="min-w-0 flex-1">
        <button
          type="button"
          title={name}
          aria-label={`Preview ${name}`}
          onClick={() => onPreview(document)}
          className="block max-w-full truncate rounded-sm text-left font-medium underline-offset-3 hover:underline"
        >
          {name}
        </button>
        <p className="truncate text-ink-3 text-xs">
          <span className="figures">{sizeText(fileSize)}</span> · {actorName(uploadedBy)},{" "}
          <RelativeTime moment={uploadDate} timeZone={timeZone} plain />
        </p>
      </div>
      <DownloadButton document={document} />
      {onRemove && (
        <Button look="quiet" size="icon-sm" aria-label={`Remove ${name}`} onClick={() => onRemove(document)}>
          <Trash2 aria-hidden />
        </Button>
      )}
    </li>
  );
}

export const addressOf = ({ mortgageId, documentId }: MortgageDocument) =>
  `/api/mortgages/${mortgageId}/documents/${documentId}`;

function DownloadButton({ document }: { document: MortgageDocument }) {
  return (
    <Button asChild look="quiet" size="icon-sm">
      <a href={addressOf(document)} download={document.name} aria-label={`Download ${document.name}`}>
        <Download aria-hidden />
      </a>
    </Button>
  );
}
