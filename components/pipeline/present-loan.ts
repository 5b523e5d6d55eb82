import { refusalOf, type ShownRefusal } from "../trpc/refusal.ts";
import { agoText } from "../ui/time-text.ts";

/** A loan as it is now, as a refusal tells it to whoever decided by something older. */
export interface PresentLoan {
  version: number;
  /** Somebody has changed it after it was looked at. */
  isNews: boolean;
  currentStatus: string;
  facts: Record<string, string | null>;
  lastChange: LastChange | null;
}

export interface LastChange {
  kind: string;
  newStatus: string | null;
  changedBy: string;
  changedAt: string;
}

export function presentOf(refusal: ShownRefusal | null): PresentLoan | null {
  const { yourVersion, currentVersion, current, lastChange } = refusal?.facts ?? {};
  if (typeof currentVersion !== "number" || typeof current !== "object" || !current) return null;
  const facts = current as Record<string, string | null>;
  return {
    version: currentVersion,
    isNews: yourVersion !== currentVersion,
    currentStatus: facts.currentStatus ?? "",
    facts,
    lastChange: (lastChange as LastChange | undefined) ?? null,
  };
}

/** What of a loan may have become another while somebody decides about it. */
interface Decided {
  version: number;
  currentStatus: string;
  salePrice: string | null;
}

/** The loan to decide about after a refusal: as the refusal tells that it is now, else as it was. */
export function loanNow<L extends Decided>(seen: L, error: unknown): L {
  const present = presentOf(refusalOf(error));
  if (!present) return seen;
  const { version, currentStatus, facts } = present;
  return { ...seen, version, currentStatus, salePrice: facts.salePrice ?? null };
}

/** "maria moved this loan to In Transit 2 min ago" */
export function changeSentence(
  change: LastChange | null,
  who: {
    email: string;
    nameOf: (status: string) => string;
    actorName: (changedBy: string) => string;
    now: number;
  },
): string {
  if (!change) return "Somebody else has changed this loan";
  const actor = change.changedBy === who.email ? "You" : who.actorName(change.changedBy);
  const did =
    change.kind === "status" && change.newStatus
      ? `moved this loan to ${who.nameOf(change.newStatus)}`
      : "edited this loan";
  return `${actor} ${did} ${agoText(change.changedAt, who.now)}`;
}
