import { NEXT_STEPS } from "@/server/domain/funding/model/outward-standing.ts";
import { OVERLAYS } from "@/server/domain/funding/model/overlays.ts";
import { PATHS } from "@/server/domain/funding/model/paths.ts";

/** What things of a workflow are called on the screen. */

export function stepTitle(step: string | null): string {
  return NEXT_STEPS.get(step ?? "") ?? readable(step ?? "");
}

export function pathTitle(path: string | null): string {
  return path !== null && Object.hasOwn(PATHS, path)
    ? PATHS[path as keyof typeof PATHS].title
    : readable(path ?? "");
}

export function overlayTitle(overlay: string): string {
  return OVERLAYS.find(({ id }) => id === overlay)?.title ?? readable(overlay);
}

const SUB_VARIANTS: Record<string, string> = {
  mca: "Merchant cash advance",
  sba: "SBA loan",
  both: "Merchant cash advance and SBA loan",
};

export function subVariantTitle(variant: unknown): string {
  return SUB_VARIANTS[String(variant)] ?? readable(String(variant));
}

const NOT_FUNDED: Record<string, string> = {
  no_offers: "No lender made an offer",
  client_refused: "The client decided against it",
  lender_declined: "The lender declined",
  no_card_approved: "No card was approved",
};

export function notFundedTitle(reason: unknown): string {
  return NOT_FUNDED[String(reason)] ?? readable(String(reason));
}

/** A name that nobody has given words yet: `pending_tib` → "Pending tib". */
function readable(name: string): string {
  const words = name.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
