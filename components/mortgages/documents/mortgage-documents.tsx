"use client";

import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { DOCUMENT_TYPES, type DocumentType } from "@/server/domain/mortgages/model/documents.ts";
import { Loaded } from "../../admin/loaded.tsx";
import { useSession } from "../../shell/session.tsx";
import { useTRPC } from "../../trpc/client.ts";
import { Button } from "../../ui/button.tsx";
import { AddDocuments, TYPES } from "./add-documents.tsx";
import { DocumentList } from "./document-list.tsx";
import { DocumentPreview } from "./document-preview.tsx";
import { RemoveDocument } from "./remove-document.tsx";
import type { MortgageDocument } from "./use-uploads.ts";

/** The papers of a mortgage: a place to drop them, and what is there (M3, M7). */
export function MortgageDocuments({ mortgageId }: { mortgageId: number }) {
  const trpc = useTRPC();
  const { role } = useSession();
  const documents = useQuery(trpc.mortgages.documents.list.queryOptions({ mortgageId }));
  const id = useId();
  const isAdmin = role === "admin";
  return (
    <section aria-labelledby={id} className="flex flex-col gap-3">
      <div className="flex items-baseline justify-between gap-3">
        <h2 id={id} className="font-semibold text-sm">
          Documents
        </h2>
        {documents.data && <span className="figures text-ink-3 text-xs">{documents.data.length}</span>}
      </div>
      {isAdmin ? (
        <AddDocuments mortgageId={mortgageId} />
      ) : (
        <p className="text-ink-3 text-xs">
          Documents are added and removed by an administrator; you can look at them and download them.
        </p>
      )}
      <Loaded query={documents} what="The documents">
        {(all) =>
          all.length === 0 ? (
            <p className="text-ink-2 text-sm">
              No documents yet. The appraisal, the title and the other papers appear here when they are added.
            </p>
          ) : (
            <Documents documents={all} isAdmin={isAdmin} />
          )
        }
      </Loaded>
    </section>
  );
}

function Documents({ documents, isAdmin }: { documents: MortgageDocument[]; isAdmin: boolean }) {
  const [wanted, want] = useState<DocumentType | null>(null);
  const [previewed, preview] = useState<MortgageDocument | null>(null);
  const [toRemove, remove] = useState<MortgageDocument | null>(null);
  // The last one of a type may have gone while only that type is shown.
  const type = documents.some((one) => one.type === wanted) ? wanted : null;
  return (
    <>
      <TypeFilter documents={documents} type={type} onChange={want} />
      <DocumentList
        documents={documents.filter((one) => type === null || one.type === type)}
        onPreview={preview}
        onRemove={isAdmin ? remove : null}
      />
      <DocumentPreview document={previewed} onClose={() => preview(null)} />
      <RemoveDocument document={toRemove} onClose={() => remove(null)} />
    </>
  );
}

interface FilterProps {
  documents: MortgageDocument[];
  type: DocumentType | null;
  onChange: (type: DocumentType | null) => void;
}

/** Of the types that there are. */
function TypeFilter({ documents, type, onChange }: FilterProps) {
  const present = TYPES.filter((one) => documents.some((document) => document.type === one));
  if (present.length < 2) return null;
  const count = (of: DocumentType) => documents.filter((document) => document.type === of).length;
  return (
    <fieldset className="flex flex-wrap gap-1.5">
      <legend className="sr-only">Type of document</legend>
      {present.map((one) => (
        <Button
          key={one}
          size="sm"
          aria-pressed={one === type}
          onClick={() => onChange(one === type ? null : one)}
          className="aria-pressed:border-accent aria-pressed:bg-accent-wash aria-pressed:text-accent"
        >
          {DOCUMENT_TYPES[one]}
          <span className="figures text-ink-3">{count(one)}</span>
        </Button>
      ))}
    </fieldset>
  );
}
