"use client";

import { useState } from "react";
import { DOCUMENT_KINDS } from "@/server/domain/funding/model/documents.ts";
import { refusalOf } from "../../trpc/refusal.ts";
import { Field } from "../../ui/field.tsx";
import { FileDrop } from "../../ui/file-drop.tsx";
import { Input, Select } from "../../ui/input.tsx";
import { Notice } from "../../ui/notice.tsx";
import { type DocumentKind, type FileDocuments, useAddDocument } from "./use-documents.ts";

const KINDS = Object.keys(DOCUMENT_KINDS) as DocumentKind[];

interface Props {
  fileId: number;
  checklist: FileDocuments["checklist"];
}

/**
 * Says what it is first, then drops it: the next one that is missing is chosen already. What somebody chose stays until all
 * of it has come, for each file is stored as what stands there when it is dropped; how much each holds stays for its kind.
 */
export function AddDocument({ fileId, checklist }: Props) {
  const next = checklist.find(({ isEnough }) => !isEnough)?.kind ?? "other";
  const hasCome = (kind: DocumentKind) => checklist.some((line) => line.kind === kind && line.isEnough);
  const [chosen, setChosen] = useState<{ kind: DocumentKind; asMore: boolean } | null>(null);
  const [counts, setCounts] = useState<Partial<Record<DocumentKind, string>>>({});
  const [failed, setFailed] = useState<{ name: string; error: unknown }[]>([]);
  const add = useAddDocument(fileId);
  const kind = chosen && (chosen.asMore || !hasCome(chosen.kind)) ? chosen.kind : next;
  const covers = counts[kind] ?? "1";
  const { unit } = DOCUMENT_KINDS[kind];
  const isCountable = /^[1-9]\d?$/.test(covers) && Number(covers) <= 60;
  const take = async (files: File[]) => {
    setFailed([]);
    // One after the other: the list grows in the order in which they were dropped.
    for (const file of files) {
      try {
        await add.mutateAsync({ file, kind, covers: unit === null ? 1 : Number(covers) });
      } catch (error) {
        setFailed((before) => [...before, { name: file.name, error }]);
      }
    }
  };
  return (
    <div className="flex flex-col gap-3">
      <WhatItIs
        kind={kind}
        covers={covers}
        isCountable={isCountable}
        onKind={(kind) => setChosen({ kind, asMore: hasCome(kind) })}
        onCovers={(covers) => setCounts({ ...counts, [kind]: covers })}
      />
      <FileDrop
        what="documents"
        help={add.isPending ? "Sending …" : "PDF, photograph, Word, Excel or CSV; at most 20 MB each"}
        accept=".pdf,.jpg,.jpeg,.png,.tif,.tiff,.heic,.docx,.xlsx,.csv"
        multiple
        isDisabled={!isCountable}
        isInvalid={failed.length > 0}
        onFiles={(files) => void take(files)}
      />
      {failed.map(({ name, error }) => {
        const { message, requestId } = refusalOf(error);
        return (
          <Notice key={name} title={`${name} was not added`} requestId={requestId}>
            {message}
          </Notice>
        );
      })}
    </div>
  );
}

interface WhatProps {
  kind: DocumentKind;
  covers: string;
  isCountable: boolean;
  onKind: (kind: DocumentKind) => void;
  onCovers: (covers: string) => void;
}

/** The kind of the next documents and, where it is counted in months or years, how many each holds. */
function WhatItIs({ kind, covers, isCountable, onKind, onCovers }: WhatProps) {
  const { unit } = DOCUMENT_KINDS[kind];
  return (
    <div className="flex flex-wrap gap-3">
      <Field label="What it is" className="min-w-48 flex-1">
        {(control) => (
          <Select
            {...control}
            value={kind}
            onChange={({ target }) => onKind(target.value as DocumentKind)}
            className="h-9 w-full"
          >
            {KINDS.map((name) => (
              <option key={name} value={name}>
                {DOCUMENT_KINDS[name].title}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {unit !== null && (
        <Field
          label={unit === "months" ? "Months in each file" : "Years in each file"}
          error={isCountable ? undefined : "must be a number from 1 to 60"}
          className="w-40"
        >
          {(control) => (
            <Input
              {...control}
              inputMode="numeric"
              value={covers}
              onChange={({ target }) => onCovers(target.value.trim())}
              className="figures"
            />
          )}
        </Field>
      )}
    </div>
  );
}
