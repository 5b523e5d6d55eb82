import { OVERLAYS } from "@/server/domain/funding/model/overlays.ts";
import { PATHS, type PrimaryPath } from "@/server/domain/funding/model/paths.ts";
import type { RunDifference } from "@/server/domain/funding/model/run.ts";
import { DECLINE_REASONS, PARKED_REASONS } from "@/server/domain/funding/model/workflow.ts";
import { dollars } from "../../ui/money-text.ts";

/** What a policy would change of a file, in words. */

const LABELS: Record<string, string> = {
  representativeScore: "Score",
  reportStatus: "Cards",
  cardDeclineReason: "Why cards are declined",
  tlDecision: "Term loan",
  mcaEligible: "Merchant cash advance",
  sbaEligible: "SBA loan",
  insufficientIncome: "Income too low for any product",
  paydownAmountNeeded: "To pay down",
  eligibleInquiries: "Inquiries to remove",
  paths: "Paths",
  overlays: "To do before",
  because: "Because",
};

export const changeLabel = (field: string): string => LABELS[field] ?? field;

export function changeText(field: string, value: RunDifference["from"]): string {
  if (field === "paths") return pathsText(String(value ?? ""));
  if (value === null || value === "") return "none";
  if (typeof value === "boolean")
    return field.endsWith("Eligible") ? (value ? "eligible" : "not eligible") : value ? "yes" : "no";
  if (field === "paydownAmountNeeded") return dollars(String(value));
  if (field === "overlays") return String(value).split(", ").map(overlayText).join(", ");
  if (field === "because")
    return (
      ({ ...DECLINE_REASONS, ...PARKED_REASONS } as Record<string, string>)[String(value)] ?? String(value)
    );
  return String(value).replace(/^TL /, "");
}

/** "Term loan, Card funding"; nothing is what a person decides first. */
export function pathsText(paths: string): string {
  if (paths === "") return "a person decides first";
  return paths
    .split(", ")
    .map((path) => {
      const [, id = "", variant] = /^(\w+)(?: \((\w+)\))?$/.exec(path) ?? [];
      const title = PATHS[id as PrimaryPath]?.title ?? path;
      return variant ? `${title} (${variant === "both" ? "MCA and SBA" : variant.toUpperCase()})` : title;
    })
    .join(", ");
}

/** "paydowns_required on card_funding" */
function overlayText(text: string): string {
  const [id = "", path = ""] = text.split(" on ");
  const title = OVERLAYS.find((overlay) => overlay.id === id)?.title ?? text;
  return `${title} for ${PATHS[path as PrimaryPath]?.title.toLowerCase() ?? path}`;
}
