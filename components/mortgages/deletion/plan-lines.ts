import { sizeText } from "../../admin/size-text.ts";
import type { Outputs } from "../../trpc/client.ts";
import { dollars, rateText } from "../../ui/money-text.ts";
import { HANGS_ON, type Kind, someOf } from "./count-words.ts";

export type Plan = Outputs["mortgages"]["previewDeletion"];
export type Listing = Plan["listings"][number];

/** One kind of what goes. */
export interface PlanLine {
  kind: Kind;
  title: string;
  count: number;
  /** What they are, where there is more to say than how many. */
  says: string | null;
  /** How many there were in the plan that was shown before, when there were others. */
  was: number | null;
}

/** What goes with a mortgage, a line a kind, beside what a plan said before. */
export function planLines(plan: Plan, before: Plan | null): PlanLine[] {
  return HANGS_ON.map(({ kind, title }) => {
    const count = plan.counts[kind];
    const was = before?.counts[kind] ?? count;
    return {
      kind,
      title,
      count,
      says: count === 0 ? null : detailOf(kind, plan),
      was: was === count ? null : was,
    };
  });
}

function detailOf(kind: Kind, { listings, ownership, paid, documents }: Plan): string | null {
  switch (kind) {
    case "listings":
      return someOf(listings.map(listingText), 3);
    case "ownership":
      return someOf(
        ownership.map(({ owner, share }) => `${owner} ${rateText(share, 0)}`),
        3,
      );
    case "payments":
      return `${dollars(paid)} in all`;
    case "documents": {
      const bytes = documents.reduce((total, { fileSize }) => total + fileSize, 0);
      const names = documents.map(({ name }) => name);
      return `${sizeText(bytes)} in all: ${someOf(names, 3)}`;
    }
    default:
      return null;
  }
}

/** "listing 12, active, at $410,000.00" */
export function listingText({ listingId, status, askingPrice }: Listing): string {
  return `listing ${listingId}, ${status}, at ${dollars(askingPrice)}`;
}
