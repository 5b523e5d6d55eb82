"use client";

import { X } from "lucide-react";
import { DOCUMENT_TYPES, type DocumentType } from "@/server/domain/mortgages/model/documents.ts";
import { sizeText } from "../../admin/size-text.ts";
import { Button } from "../../ui/button.tsx";
import { FileDrop } from "../../ui/file-drop.tsx";
import { Select } from "../../ui/input.tsx";
import { ACCEPTED, KINDS_TAKEN, MOST_TEXT } from "./document-file.ts";
import { isReady, type Upload, useUploads } from "./use-uploads.ts";

export const TYPES = Object.keys(DOCUMENT_TYPES) as DocumentType[];

/** Drops files, says what each of them is, and sends them: what a name tells is chosen already (M3). */
export function AddDocuments({ mortgageId }: { mortgageId: number }) {
  const { uploads, isSending, take, setType, send, cancel } = useUploads(mortgageId);
  const ready = uploads.filter(isReady).length;
  const unsaid = uploads.filter(({ type, isUnfit }) => type === null && !isUnfit).length;
  return (
    <div className="flex flex-col gap-2">
      <FileDrop
        what="documents"
        help={`${KINDS_TAKEN}; at most ${MOST_TEXT} each`}
        accept={ACCEPTED}
        multiple
        onFiles={take}
      />
      {uploads.length > 0 && (
        <>
          <ul aria-label="Files to add" className="divide-y border-y text-sm">
            {uploads.map((upload) => (
              <UploadRow key={upload.id} upload={upload} onType={setType} onCancel={cancel} />
            ))}
          </ul>
          <div className="flex items-center justify-end gap-3">
            <p role="status" className="text-ink-2 text-xs">
              {isSending
                ? "Sending: keep this page open."
                : unsaid > 0 && `Say what ${unsaid === 1 ? "one file is" : `${unsaid} files are`} first.`}
            </p>
            <Button
              look="filled"
              disabled={ready === 0 || isSending}
              aria-busy={isSending}
              onClick={() => void send()}
            >
              {ready === 1 ? "Add 1 document" : `Add ${ready} documents`}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}

interface RowProps {
  upload: Upload;
  onType: (id: number, type: DocumentType | null) => void;
  onCancel: (id: number) => void;
}

function UploadRow({ upload, onType, onCancel }: RowProps) {
  const { id, file, type, state, problem, isUnfit } = upload;
  const { name, size } = file;
  return (
    <li className="py-2">
      <div className="flex items-center gap-3">
        <div className="min-w-0 flex-1">
          <p className="truncate" title={name}>
            {name}
          </p>
          <p className="figures text-ink-3 text-xs">{sizeText(size)}</p>
        </div>
        {state === "chosen" && !isUnfit && (
          <Select
            aria-label={`What ${name} is`}
            value={type ?? ""}
            onChange={({ target }) => onType(id, TYPES.find((one) => one === target.value) ?? null)}
            className="h-7 w-38 text-xs"
          >
            <option value="">Choose what it is</option>
            {TYPES.map((one) => (
              <option key={one} value={one}>
                {DOCUMENT_TYPES[one]}
              </option>
            ))}
          </Select>
        )}
        {state !== "chosen" && <Progress upload={upload} />}
        <Button
          look="quiet"
          size="icon-sm"
          aria-label={state === "chosen" ? `Take ${name} off the list` : `Cancel sending ${name}`}
          onClick={() => onCancel(id)}
        >
          <X aria-hidden />
        </Button>
      </div>
      {problem && (
        <p role="alert" className="mt-0.5 text-danger text-xs">
          {problem}
        </p>
      )}
    </li>
  );
}

function Progress({ upload: { file, sent, state } }: { upload: Upload }) {
  const percent = Math.floor(sent * 100);
  const says = state === "waiting" ? "Waiting" : percent >= 100 ? "Being stored" : `${percent}%`;
  return (
    <div className="flex w-44 items-center gap-2">
      <div
        role="progressbar"
        aria-label={`Sending ${file.name}`}
        aria-valuenow={percent}
        aria-valuetext={says}
        className="h-1 flex-1 overflow-hidden rounded-full bg-line"
      >
        <div className="h-full bg-accent transition-[width] duration-150" style={{ width: `${percent}%` }} />
      </div>
      <span className="figures w-20 text-right text-ink-2 text-xs">{says}</span>
    </div>
  );
}
