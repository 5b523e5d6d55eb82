import type { Refusal, RefusalDetail } from "../../errors.ts";
import type { EstablishedSubVariant } from "./paths.ts";

/** The documents that a client sends for the established products (F6.2): what there is, what is wanted, what has come. */

export const DOCUMENT_KINDS = {
  bank_statement: { title: "Bank statements", unit: "months" },
  tax_return: { title: "Tax returns", unit: "years" },
  profit_and_loss: { title: "Profit and loss statement", unit: null },
  balance_sheet: { title: "Balance sheet", unit: null },
  business_plan: { title: "Business plan", unit: null },
  other: { title: "Other document", unit: null },
} as const satisfies Record<string, { title: string; unit: "months" | "years" | null }>;

export type DocumentKind = keyof typeof DOCUMENT_KINDS;

/** How many there have to be, and how many are of use; 0 at least is optional. */
export interface WantedDocument {
  kind: DocumentKind;
  least: number;
  most: number;
}

/** What clients have to send, by what they qualify for. A tenant's own, with a version, as the policy is. */
export interface DocumentRules {
  version: number;
  mca: WantedDocument[];
  sba: WantedDocument[];
}

/** Those of `both` products together; of a kind that both want, the more. */
export function wantedFor(rules: DocumentRules, variant: EstablishedSubVariant | null): WantedDocument[] {
  const wanted = new Map<DocumentKind, WantedDocument>();
  for (const one of [...(variant === "sba" ? [] : rules.mca), ...(variant === "mca" ? [] : rules.sba)]) {
    const { least = 0, most = 0 } = wanted.get(one.kind) ?? {};
    wanted.set(one.kind, {
      kind: one.kind,
      least: Math.max(least, one.least),
      most: Math.max(most, one.most),
    });
  }
  return [...wanted.values()];
}

/** `Bank statements, 3–6 months` */
export function documentTitle({ kind, least, most }: WantedDocument): string {
  const { title, unit } = DOCUMENT_KINDS[kind];
  if (unit === null) return title;
  return `${title}, ${least === most ? least : `${least}–${most}`} ${unit}`;
}

export interface ChecklistLine extends WantedDocument {
  title: string;
  isOptional: boolean;
  /** Months, years or copies of it that have come. */
  received: number;
  isEnough: boolean;
  /** The day on which the last of them came, `YYYY-MM-DD` where the tenant is. */
  receivedOn: string | null;
}

interface Come {
  kind: DocumentKind;
  covers: number;
  receivedOn: string;
}

export function checklist(wanted: readonly WantedDocument[], come: readonly Come[]): ChecklistLine[] {
  return wanted.map((one) => {
    const ofKind = come.filter(({ kind }) => kind === one.kind);
    const received = ofKind.reduce((sum, { covers }) => sum + covers, 0);
    return {
      ...one,
      title: documentTitle(one),
      isOptional: one.least === 0,
      received,
      isEnough: received > 0 && received >= one.least,
      receivedOn:
        ofKind
          .map(({ receivedOn }) => receivedOn)
          .sort()
          .at(-1) ?? null,
    };
  });
}

/** What is there and enough, as the step that gathers documents takes it; the operator confirms it (F6.2). */
export function gathered(lines: readonly ChecklistLine[]): { document: string; receivedOn: string }[] {
  return lines.flatMap(({ title, isEnough, receivedOn }) =>
    isEnough && receivedOn !== null ? [{ document: title, receivedOn }] : [],
  );
}

/** What of the rules does not agree with itself. */
export function guardDocumentRules(rules: DocumentRules): Refusal | null {
  const details = (["mca", "sba"] as const).flatMap((variant) =>
    rules[variant].flatMap(({ kind, least, most }, at): RefusalDetail[] => {
      const isTwice = rules[variant].findIndex((one) => one.kind === kind) !== at;
      if (isTwice) return [{ field: `${variant}[${at}].kind`, message: "is there twice" }];
      return least > most
        ? [{ field: `${variant}[${at}].most`, message: "must not be below the least" }]
        : [];
    }),
  );
  const [first] = details;
  if (!first) return null;
  return {
    code: "INVALID_POLICY",
    message: `${first.field} ${first.message}. Nothing was changed: correct it and save it again.`,
    details,
  };
}

/** What is brought back must not be there already: it would count twice. */
export function guardRestore(
  sha256: string,
  present: readonly { sha256: string; name: string }[],
): Refusal | null {
  const same = present.find((one) => one.sha256 === sha256);
  if (!same) return null;
  return {
    code: "CONFLICT",
    message: `The very same document is in the list already, as «${same.name}». Nothing was changed: to have this one instead, remove that one first.`,
  };
}

export const DOCUMENT_NOT_FOUND: Refusal = {
  code: "DOCUMENT_NOT_FOUND",
  message: "There is no such document in this file. Look at its list again.",
};
