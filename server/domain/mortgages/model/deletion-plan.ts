import type { Refusal } from "../../errors.ts";
import type { MortgageDocument } from "./documents.ts";
import type { Mortgage, StatusByHand } from "./mortgage.ts";
import type { MortgageTemplate } from "./templates.ts";

/** What a deletion takes with it: shown before, carried out as shown, and recorded after (M9, M10). */

export interface Listing {
  listingId: number;
  status: "draft" | "active" | "sold" | "withdrawn";
  /** US dollars. */
  askingPrice: string;
  listedAt: string;
  lockedAt: string | null;
  lockedBy: string | null;
  /** The deal that it is promised to, as people call it. */
  lockedFor: string | null;
}

/** How many rows of each kind go. */
export interface DeletionCounts {
  listings: number;
  comparables: number;
  ownership: number;
  payments: number;
  documents: number;
  files: number;
  templates: number;
}

/** All that hangs on a mortgage. */
export interface Dependants {
  listings: Listing[];
  ownership: { owner: string; share: string }[];
  documents: MortgageDocument[];
  comparables: number;
  payments: number;
  /** Of the payments, US dollars. */
  paid: string;
  documentTemplates: MortgageTemplate[];
  /** The mortgage that it renewed, and what that one was before. */
  predecessor: { mortgageId: number; statusBefore: StatusByHand } | null;
}

export interface DeletionPlan extends Omit<Dependants, "documentTemplates"> {
  mortgage: Mortgage;
  /** Their ids. */
  templates: string[];
  counts: DeletionCounts;
  /** The renewal that keeps it from being deleted. */
  renewedBy: number | null;
  activeListings: Listing[];
  lockedListings: Listing[];
}

export function planDeletion(mortgage: Mortgage, dependants: Dependants): DeletionPlan {
  const { documentTemplates, ...rest } = dependants;
  const { listings, ownership, documents, comparables, payments } = rest;
  return {
    ...rest,
    mortgage,
    templates: documentTemplates.map(({ documensoTemplateId }) => documensoTemplateId),
    renewedBy: mortgage.renewedBy,
    counts: {
      listings: listings.length,
      comparables,
      ownership: ownership.length,
      payments,
      documents: documents.length,
      files: documents.length,
      templates: documentTemplates.length,
    },
    activeListings: listings.filter(({ status }) => status === "active"),
    lockedListings: listings.filter(({ lockedAt }) => lockedAt !== null),
  };
}

/** Listings that investors can see and that no deal holds: those of a deal go with its lock. */
export function openListings({ activeListings }: Pick<DeletionPlan, "activeListings">): Listing[] {
  return activeListings.filter(({ lockedAt }) => lockedAt === null);
}

/** What a person has said they want gone, beyond the mortgage (M10). */
export interface DeletionChoice {
  withListings: boolean;
  force: boolean;
}

/** Whether a plan may be carried out: never under a renewal, a listing only by choice, a locked one only by force (M9, M10). */
export function guardDeletion(plan: DeletionPlan, { withListings, force }: DeletionChoice): Refusal | null {
  const { renewedBy, lockedListings } = plan;
  if (renewedBy !== null)
    return {
      code: "HAS_RENEWAL",
      message: `Mortgage ${renewedBy} renews this one, so it stays. Delete the renewal first; nothing was deleted.`,
    };
  if (lockedListings.length > 0 && !force)
    return {
      code: "HAS_LOCKED_LISTING",
      message: `${named(lockedListings)}. Nothing was deleted: to delete all the same, choose to clear the lock by force.`,
    };
  const open = openListings(plan);
  if (open.length > 0 && !withListings)
    return {
      code: "HAS_ACTIVE_LISTING",
      message: `${open.length === 1 ? "A listing is" : `${open.length} listings are`} active. Nothing was deleted: choose to delete the listing too, or keep both.`,
    };
  return null;
}

function named(locked: readonly Listing[]): string {
  const deals = locked.map(({ listingId, lockedFor }) => `listing ${listingId} for ${lockedFor}`);
  return `${locked.length === 1 ? "A listing is" : `${locked.length} listings are`} locked by a deal: ${deals.join(", ")}`;
}
