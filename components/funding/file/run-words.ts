import { OVERLAYS } from "@/server/domain/funding/model/overlays.ts";
import { PATHS, type PrimaryPath } from "@/server/domain/funding/model/paths.ts";
import { type RunDifference, routeOf } from "@/server/domain/funding/model/run-differences.ts";
import { DECLINE_REASONS, PARKED_REASONS, type Workflow } from "@/server/domain/funding/model/workflow.ts";
import { moneyText } from "../../ui/money-text.ts";
import { dayLabel } from "../../ui/time-text.ts";
import { decisionWords } from "./decision-words.ts";

/** What changed from run to run, in words (F1.5). */

type Value = RunDifference["from"];

const LABELS: Record<string, string> = {
  reportId: "Credit report",
  policyVersion: "Policy",
  statedIncome: "Stated income",
  monthlyRevenue: "Monthly revenue",
  businessStartedOn: "Business since",
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

export function labelOf(field: string): string {
  return LABELS[field] ?? field;
}

export function valueText(field: string, value: Value): string {
  if (value === null || value === "") return EMPTY[field] ?? "none";
  if (typeof value === "boolean") return YES_NO[field]?.[value ? 0 : 1] ?? (value ? "yes" : "no");
  const text = String(value);
  const write = WRITERS[field];
  return write ? write(text) : text;
}

/** Of a file, whose reports (the newest first) are called by their place among them, as in the list of them: "Report 2". */
export function valueInFile(field: string, value: Value, reports: readonly { reportId: number }[]): string {
  if (field !== "reportId") return valueText(field, value);
  return `Report ${reports.length - reports.findIndex(({ reportId }) => reportId === value)}`;
}

const EMPTY: Record<string, string> = {
  paths: "a person decides first",
  monthlyRevenue: "not known",
  businessStartedOn: "not known",
};

const YES_NO: Record<string, [string, string]> = {
  mcaEligible: ["eligible", "not eligible"],
  sbaEligible: ["eligible", "not eligible"],
};

const amount = (text: string) => `$${moneyText(text)}`;

const WRITERS: Record<string, (text: string) => string> = {
  policyVersion: (text) => `version ${text}`,
  statedIncome: amount,
  monthlyRevenue: amount,
  paydownAmountNeeded: amount,
  businessStartedOn: dayLabel,
  reportStatus: decided,
  tlDecision: decided,
  cardDeclineReason: (text) => text.toLowerCase(),
  paths: (text) => text.split(", ").map(pathText).join(", "),
  overlays: (text) => text.split(", ").map(overlayText).join(", "),
  because: (text) =>
    ({ ...DECLINE_REASONS, ...PARKED_REASONS })[text as keyof typeof DECLINE_REASONS] ?? text,
};

function decided(decision: string): string {
  const { says, because } = decisionWords(decision);
  return because === null ? says : `${says}: ${because}`;
}

/** "Term loan, Card funding · first Paydowns for card funding"; why not, where nothing is pursued. */
export function routeText(workflow: Workflow | null): string {
  const { paths, overlays, because } = routeOf(workflow);
  const ways = valueText("paths", paths);
  if (because !== null) return `${ways}: ${valueText("because", because)}`;
  return overlays === "" ? ways : `${ways} · first ${valueText("overlays", overlays)}`;
}

/** "established_funding (both)" */
function pathText(text: string): string {
  const [, path = "", variant] = /^(\w+)(?: \((\w+)\))?$/.exec(text) ?? [];
  const title = PATHS[path as PrimaryPath]?.title ?? text;
  const of = variant === "both" ? "MCA and SBA" : variant?.toUpperCase();
  return of === undefined ? title : `${title} (${of})`;
}

/** "paydowns_required on card_funding" */
function overlayText(text: string): string {
  const [id, path = ""] = text.split(" on ");
  const title = OVERLAYS.find((overlay) => overlay.id === id)?.title ?? text;
  const before = PATHS[path as PrimaryPath]?.title.toLowerCase();
  return before === undefined ? title : `${title} for ${before}`;
}
