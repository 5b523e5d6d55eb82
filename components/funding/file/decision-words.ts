import type { Bureau } from "@/server/domain/funding/model/credit-report.ts";
import { isManualReview } from "@/server/domain/funding/model/decisions.ts";
import { withDays } from "../../ui/time-text.ts";

/** Decisions as an operator says them. What a decision means is not read from here: that is the derived workflow's to say. */

export const BUREAU_NAMES: Record<Bureau, string> = {
  equifax: "Equifax",
  experian: "Experian",
  transunion: "TransUnion",
};

export type Standing = "yes" | "after" | "no" | "person";

export interface DecisionWords {
  says: string;
  /** Why, in a word or two, where the decision names it. */
  because: string | null;
  standing: Standing;
}

const KNOWN: Record<string, DecisionWords> = {
  Qualified: { says: "Qualifies", because: null, standing: "yes" },
  "Qualified w/ Paydowns": { says: "Qualifies after paydowns", because: null, standing: "after" },
  "Qualified w/ Inq Removal": {
    says: "Qualifies after inquiry removal",
    because: null,
    standing: "after",
  },
  "Qualified w/ Paydowns/Inq Removal": {
    says: "Qualifies after paydowns and inquiry removal",
    because: null,
    standing: "after",
  },
  "Qualified - Pending Seasoning": { says: "Accounts have to season", because: null, standing: "no" },
  "Doesn't Qualify": { says: "Does not qualify", because: null, standing: "no" },
  "Credit Not Found": { says: "Credit not found", because: null, standing: "person" },
  "TL Qualified": { says: "Qualifies", because: null, standing: "yes" },
  "TL Qualified w/ Inq Removal": {
    says: "Qualifies after inquiry removal",
    because: null,
    standing: "after",
  },
};

/** @param declineReason of cards, whose decision does not name it itself */
export function decisionWords(decision: string, declineReason: string | null = null): DecisionWords {
  const known = KNOWN[decision];
  if (known) return { ...known, because: declineReason === null ? null : sentenceCase(declineReason) };
  const [, reason = ""] = / - (.*)$/.exec(decision) ?? [];
  if (isManualReview(decision))
    return { says: "Needs operator review", because: sentenceCase(reason), standing: "person" };
  if (decision.startsWith("TL Declined - "))
    return { says: "Does not qualify", because: sentenceCase(reason), standing: "no" };
  return { says: decision, because: null, standing: "person" };
}

export function establishedWords(mca: boolean, sba: boolean): DecisionWords {
  const says = mca && sba ? "MCA and SBA" : mca ? "MCA" : sba ? "SBA" : "Does not qualify";
  return {
    says: mca || sba ? `Qualifies for ${says}` : says,
    because: null,
    standing: mca || sba ? "yes" : "no",
  };
}

/** "Too Many Recent Inquiries" → "too many recent inquiries" */
function sentenceCase(reason: string): string {
  return reason.toLowerCase();
}

/**
 * A sentence of the evaluators or of routing as an operator reads it: decisions that it quotes in plain words
 * (“TL Qualified” → “Qualifies”), bureaus by their names, and days as people write them.
 */
export function inPlainWords(sentence: string): string {
  const named = sentence.replace(
    /\b(equifax|experian|transunion)\b/g,
    (bureau) => BUREAU_NAMES[bureau as Bureau],
  );
  return (withDays(named) ?? "").replace(/“([^”]+)”/g, (quoted, decision: string) => {
    const { says, because, standing } = decisionWords(decision);
    if (standing === "person" && says === decision) return quoted;
    return `“${because === null ? says : `${says}: ${because}`}”`;
  });
}
