import type { Refusal, RefusalDetail } from "../../errors.ts";

/** What a mortgage record is, and what may become of it (M1–M7). */

export const MORTGAGE_STATUSES = ["active", "renewed", "closed", "defaulted"] as const;
export type MortgageStatus = (typeof MORTGAGE_STATUSES)[number];

/** What a person may set: `renewed` comes from renewing, and from nothing else (M2). */
export const STATUSES_BY_HAND = ["active", "closed", "defaulted"] as const;
export type StatusByHand = (typeof STATUSES_BY_HAND)[number];

export const PROPERTY_TYPES = {
  single_family: "Single family",
  condominium: "Condominium",
  townhouse: "Townhouse",
  two_to_four_unit: "2–4 units",
  multifamily: "Multifamily",
  manufactured: "Manufactured",
  commercial: "Commercial",
  land: "Land",
} as const;
export type PropertyType = keyof typeof PROPERTY_TYPES;

export const MORTGAGE_SORTS = [
  "updatedAt",
  "maturityDate",
  "originationDate",
  "loanAmount",
  "interestRate",
  "borrowerName",
  "mortgageId",
] as const;

export interface Property {
  street: string;
  city: string;
  state: string;
  zip: string;
  country: string;
  type: PropertyType | null;
  /** Degrees as decimal text; both or neither. */
  latitude: string | null;
  longitude: string | null;
}

/** What of a mortgage may change. */
export interface MortgageFacts {
  externalMortgageId: string | null;
  borrowerId: number;
  /** US dollars. */
  loanAmount: string;
  /** Per cent a year, four decimals. */
  interestRate: string;
  /** `YYYY-MM-DD`. */
  originationDate: string;
  maturityDate: string;
  status: MortgageStatus;
  property: Property;
}

export interface Mortgage extends MortgageFacts {
  mortgageId: number;
  borrowerName: string;
  /** The mortgage that this one renewed. */
  previousMortgageId: number | null;
  /** The mortgage that renewed this one. */
  renewedBy: number | null;
  /** Goes up with every change of the record; documents and templates have a story of their own. */
  version: number;
  createdAt: string;
  createdBy: string;
  updatedAt: string;
  updatedBy: string;
}

export const MORTGAGE_NOT_FOUND: Refusal = {
  code: "MORTGAGE_NOT_FOUND",
  message: "There is no such mortgage. Check its id; it may have been deleted.",
};

type Terms = Pick<MortgageFacts, "originationDate" | "maturityDate"> & {
  property: Pick<Property, "latitude" | "longitude">;
};

/** What is wrong between the fields of a mortgage (M5): of the whole record, also when only one of two has changed. */
export function faultsOf({ originationDate, maturityDate, property }: Terms): RefusalDetail[] {
  const faults: RefusalDetail[] = [];
  if (maturityDate <= originationDate)
    faults.push({
      field: "maturityDate",
      message: `must be after the origination date (${originationDate})`,
    });
  if ((property.latitude === null) !== (property.longitude === null)) {
    const [missing, given] =
      property.latitude === null ? ["latitude", "longitude"] : ["longitude", "latitude"];
    faults.push({ field: `property.${missing}`, message: `is required together with the ${given}` });
  }
  return faults;
}

/** What is wrong with a status that a person sets (M2, M6). */
export function faultOfStatus(from: MortgageStatus, to: MortgageStatus): RefusalDetail[] {
  if (from === to) return [];
  if (from === "renewed")
    return [{ field: "status", message: "stays renewed: delete the renewal to take it back" }];
  if (to === "renewed")
    return [{ field: "status", message: "becomes renewed by renewing the mortgage, not by hand" }];
  return [];
}

/** Refuses what was decided by a version that is no longer the present one; the refusal carries both (M7). */
export function guardMortgageVersion(asRead: number, present: Mortgage): Refusal | null {
  const { mortgageId, version } = present;
  if (asRead === version) return null;
  return {
    code: "MORTGAGE_CHANGED",
    message:
      "Somebody changed this mortgage after you opened it. Nothing was changed: compare, then decide again.",
    details: [{ field: "version", message: `was ${asRead} when you read it and is ${version} now` }],
    facts: { mortgageId, yourVersion: asRead, currentVersion: version, current: present },
  };
}
