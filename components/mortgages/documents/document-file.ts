import { ENDINGS, MOST_FILE_BYTES } from "@/server/domain/files/model/media-types.ts";
import type { DocumentType } from "@/server/domain/mortgages/model/documents.ts";

/** What can be said of a file before it is sent. */

export const ACCEPTED = ENDINGS.join(",");
export const KINDS_TAKEN = "PDF, picture (JPEG, PNG, TIFF, HEIC), Word, Excel or CSV";
export const MOST_TEXT = `${MOST_FILE_BYTES / 1_000_000} MB`;

/** Why a file is not worth sending, as a sentence; null when it may be. The server looks into it besides. */
export function faultOfFile({ name, size }: Pick<File, "name" | "size">): string | null {
  if (!ENDINGS.some((ending) => name.toLowerCase().endsWith(ending)))
    return `This is no ${KINDS_TAKEN} file. Save it as one of these and add it again.`;
  if (size === 0) return "The file is empty. Choose another one.";
  if (size > MOST_FILE_BYTES) return `The file is larger than ${MOST_TEXT}. Send it in parts.`;
  return null;
}

const SIGNS: [RegExp, DocumentType][] = [
  [/apprais|valuation|\bbpo\b|\bavm\b/, "appraisal"],
  [/insur|hazard|flood|\bhoi\b|binder/, "insurance"],
  [/inspect|survey|termite/, "inspection"],
  [/title|deed|lien/, "title"],
  [/loan|note\b|agreement|contract|commitment/, "loan_agreement"],
];

/** What a file is by its name, where that says so. A person looks at it before it is sent. */
export function typeByName(name: string): DocumentType | null {
  const words = name.toLowerCase().replace(/[_.-]+/g, " ");
  return SIGNS.find(([sign]) => sign.test(words))?.[1] ?? null;
}

/** What a browser shows in an `<img>`; anything else is downloaded. */
export function isPicture(mediaType: string): boolean {
  return mediaType === "image/png" || mediaType === "image/jpeg";
}
