import type { Refusal, RefusalDetail } from "../../errors.ts";
import type { Mortgage } from "./mortgage.ts";

/** A mortgage and its renewals: a line, in time (M2). */

export interface ChainLink extends Mortgage {
  /** The newest of its chain; the others are history. */
  isCurrent: boolean;
}

/** The whole chain in the order in which its mortgages began. */
export function chainOf(members: readonly Mortgage[]): ChainLink[] {
  return members
    .toSorted(
      (a, b) =>
        (a.originationDate < b.originationDate ? -1 : a.originationDate > b.originationDate ? 1 : 0) ||
        a.mortgageId - b.mortgageId,
    )
    .map((member) => ({ ...member, isCurrent: member.renewedBy === null }));
}

/** Whether a mortgage may be renewed: once, and while it is not closed. */
export function guardRenewable({
  status,
  renewedBy,
}: Pick<Mortgage, "status" | "renewedBy">): Refusal | null {
  if (status === "renewed")
    return {
      code: "ALREADY_RENEWED",
      message: `This mortgage has been renewed already${renewedBy === null ? "" : ` by mortgage ${renewedBy}`}. Renew that one instead.`,
    };
  if (status === "closed")
    return {
      code: "NOT_RENEWABLE",
      message: "This mortgage is closed, so there is nothing to renew. Set its status to active first.",
    };
  return null;
}

/** A renewal begins after what it renews: what the dates of a mortgage beside its neighbours' must keep. */
export function faultsInTime(
  originationDate: string,
  neighbours: { previous?: string | null | undefined; next?: string | null | undefined },
): RefusalDetail[] {
  const { previous, next } = neighbours;
  const field = "originationDate";
  if (previous && originationDate <= previous)
    return [{ field, message: `must be after that of the mortgage which it renews (${previous})` }];
  if (next && originationDate >= next)
    return [{ field, message: `must be before that of its renewal (${next})` }];
  return [];
}
