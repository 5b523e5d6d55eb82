"use client";

import { Loaded } from "../../admin/loaded.tsx";
import { AddDocument } from "./add-document.tsx";
import { DocumentChecklist } from "./document-checklist.tsx";
import { DocumentList } from "./document-list.tsx";
import { useDocuments } from "./use-documents.ts";

/** The documents of a file: what is wanted, a place to drop them, and what has come (F6.2). */
export function FileDocuments({ fileId }: { fileId: number }) {
  return (
    <Loaded query={useDocuments(fileId)} what="The documents">
      {({ checklist, documents, removed }) => (
        <div className="flex flex-col gap-5">
          {checklist.length > 0 && <DocumentChecklist lines={checklist} />}
          <AddDocument fileId={fileId} checklist={checklist} />
          <DocumentList fileId={fileId} documents={documents} removed={removed} />
        </div>
      )}
    </Loaded>
  );
}
