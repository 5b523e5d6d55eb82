import type { Refusal } from "../../errors.ts";
import { PRIMARY_PATHS } from "./paths.ts";
import { DECLINE_REASONS, type DeclineReason, PARKED_REASONS, type ParkedReason } from "./workflow.ts";

/** By what files are filtered: a path of the newest run, or why there is none. */
export const FILE_PATHS = [...PRIMARY_PATHS, "review", "no_report"] as const;

/**
 * How far a file is, to its end: finished is one on which nothing is left to be done. A parked one is not, since its client is
 * called back. Each finished one is one of the last three, by what came of it: declined, whatever was funded before, where the
 * newest run says so.
 */
export const FILE_OUTCOMES = ["open", "finished", "funded", "not_funded", "declined"] as const;
export type FileOutcome = (typeof FILE_OUTCOMES)[number];

export const FILE_SORTS = ["name", "operator", "stepSince", "createdAt", "updatedAt"] as const;

/** Why a file is parked or declined (F8.1). */
export const FILE_REASONS = [
  ...(Object.keys(PARKED_REASONS) as ParkedReason[]),
  ...(Object.keys(DECLINE_REASONS) as DeclineReason[]),
] as const;

/** What of a file may change. */
export interface FileFacts {
  name: string;
  email: string;
  phone: string | null;
  statedIncome: string;
  monthlyRevenue: string | null;
  businessStartedOn: string | null;
  operator: string;
}

export const FILE_NOT_FOUND: Refusal = {
  code: "FILE_NOT_FOUND",
  message: "There is no such file. Check its id.",
};

export const REPORT_NOT_FOUND: Refusal = {
  code: "FILE_NOT_FOUND",
  message: "The file has no such credit report. Check both ids.",
};

/** There is nothing to judge before a report has come. */
export const NO_CREDIT_REPORT: Refusal = {
  code: "NO_CREDIT_REPORT",
  message: "The file has no credit report yet, so there is nothing to revise. Add a report first.",
};

/** Refuses what was decided by a version that is no longer the present one; the refusal carries both. */
export function guardFileVersion(
  asRead: number,
  present: FileFacts & { fileId: number; version: number; updatedAt: string; updatedBy: string },
): Refusal | null {
  const { fileId, version, updatedAt, updatedBy } = present;
  if (asRead === version) return null;
  const { name, email, phone, statedIncome, monthlyRevenue, businessStartedOn, operator } = present;
  return {
    code: "CONFLICT",
    message:
      "Somebody changed this file after you opened it. Nothing was changed: compare, then decide again.",
    details: [{ field: "version", message: `was ${asRead} when you read it and is ${version} now` }],
    facts: {
      fileId,
      yourVersion: asRead,
      currentVersion: version,
      current: {
        name,
        email,
        phone,
        statedIncome,
        monthlyRevenue,
        businessStartedOn,
        operator,
        updatedAt,
        updatedBy,
      },
    },
  };
}
