import { z } from "zod";
import { DOCUMENT_KINDS } from "../domain/funding/model/documents.ts";
import { SUB_VARIANTS } from "../domain/funding/model/paths.ts";
import { keysOf } from "./funding.wire.ts";
import { Count, DayText, Instant } from "./wire.ts";

/** The documents of a file as they stand on the wire. */

const Document = z.object({
  documentId: Count,
  fileId: Count,
  kind: keysOf(DOCUMENT_KINDS),
  covers: Count.meta({ description: "How many months, years or copies of its kind are in it" }),
  name: z.string(),
  mediaType: z.string().meta({ description: "What its first bytes show it to be" }),
  size: Count,
  sha256: z.string(),
  receivedAt: Instant,
  receivedBy: z.string(),
  removedAt: Instant.nullable(),
  removedBy: z.string().nullable(),
});

export const AddedDocumentResponse = z.object({
  isNew: z.boolean().meta({ description: "False when these very bytes are in the file already" }),
  document: Document,
});

export const FileDocumentsResponse = z.object({
  fileId: Count,
  establishedSubVariant: z.enum(SUB_VARIANTS).nullable(),
  checklist: z.array(
    z.object({
      kind: keysOf(DOCUMENT_KINDS),
      title: z.string(),
      least: Count,
      most: Count,
      isOptional: z.boolean(),
      received: Count,
      isEnough: z.boolean(),
      receivedOn: DayText.nullable(),
    }),
  ),
  gathered: z
    .array(z.object({ document: z.string(), receivedOn: DayText }))
    .meta({ description: "What is there, as the step gather_documentation takes it" }),
  documents: z.array(Document),
  removed: z.array(Document),
});
