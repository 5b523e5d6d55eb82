"use client";

import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { DOCUMENT_TYPES } from "@/server/domain/mortgages/model/documents.ts";
import { Loaded } from "../../admin/loaded.tsx";
import { sizeText } from "../../admin/size-text.ts";
import { useFetchFile } from "../../trpc/use-fetch-file.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog, DialogActions, DialogClose } from "../../ui/dialog.tsx";
import { isPicture } from "./document-file.ts";
import { addressOf } from "./document-list.tsx";
import type { MortgageDocument } from "./use-uploads.ts";

interface Props {
  document: MortgageDocument | null;
  onClose: () => void;
}

/**
 * A document as it looks. Pictures are shown; whatever could run something, as a PDF can, is never opened inside the desk
 * (the page's security policy allows no frames) and is downloaded instead.
 */
export function DocumentPreview({ document, onClose }: Props) {
  return (
    <Dialog
      open={document !== null}
      onOpenChange={(next) => !next && onClose()}
      title={<span className="break-words">{document?.name}</span>}
      description={document && `${DOCUMENT_TYPES[document.type]}, ${sizeText(document.fileSize)}`}
      className="top-[5vh] max-h-[90vh] max-w-200"
    >
      {document && (
        <>
          {isPicture(document.mediaType) ? <Picture document={document} /> : <NotShown />}
          <DialogActions>
            <DialogClose>Close</DialogClose>
            <Button asChild look="filled">
              <a href={addressOf(document)} download={document.name}>
                <Download aria-hidden />
                Download
              </a>
            </Button>
          </DialogActions>
        </>
      )}
    </Dialog>
  );
}

function NotShown() {
  return (
    <p className="rounded-md bg-canvas px-4 py-8 text-center text-ink-2 text-sm">
      Only JPEG and PNG pictures are shown here. For safety, other documents are never opened inside the desk:
      download it and open it on your computer.
    </p>
  );
}

function Picture({ document }: { document: MortgageDocument }) {
  const { mortgageId, documentId, mediaType, name } = document;
  const fetchFile = useFetchFile();
  const picture = useQuery({
    queryKey: ["mortgage document", mortgageId, documentId],
    // The type is what the server found, and the policy for pages takes pictures from nowhere else.
    queryFn: async ({ signal }) =>
      dataUrl(new Blob([await fetchFile(addressOf(document), signal)], { type: mediaType })),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  return (
    <Loaded query={picture} what="The picture">
      {(source) => (
        // biome-ignore lint/performance/noImgElement: bytes that are here already; there is no image optimiser
        <img src={source} alt={name} className="mx-auto max-h-[66vh] max-w-full rounded-sm object-contain" />
      )}
    </Loaded>
  );
}

function dataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}
