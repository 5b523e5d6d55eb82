import type { FILE_PATHS } from "@/server/domain/funding/model/file.ts";
import { OVERLAYS } from "@/server/domain/funding/model/overlays.ts";
import { PATHS } from "@/server/domain/funding/model/paths.ts";

/** The words of the list and its filters. */

export const PATH_WORDS: Record<(typeof FILE_PATHS)[number], string> = {
  card_funding: PATHS.card_funding.title,
  term_loan: PATHS.term_loan.title,
  established_funding: PATHS.established_funding.title,
  parked: PATHS.parked.title,
  decline: PATHS.decline.title,
  review: "Needs a person",
  no_report: "Waits for a report",
};

export function overlayWord(id: string): string {
  return OVERLAYS.find((overlay) => overlay.id === id)?.title ?? id;
}
