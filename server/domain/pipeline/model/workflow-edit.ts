import { isCore, type StatusConfig } from "./status-workflow.ts";

/**
 * The ways in which a draft of the status workflow is edited (P2.7). Each keeps it well-formed: every code once and fit to
 * be one, every target there, nothing named twice, the order counted from 1. Whether the whole may come into force is
 * `workflowProblems`' to say.
 */
export type WorkflowEdit =
  | {
      do: "add";
      name: string;
      /** The status after which it stands; at the end when left out. */
      after?: string;
      isException?: boolean;
      agingThresholdDays?: number | null;
      from?: readonly string[];
      moves?: readonly string[];
    }
  /** A new status in the middle of a move: from → to becomes from → new → to. */
  | { do: "insert"; name: string; from: string; to: string; agingThresholdDays?: number | null }
  | { do: "rename"; code: string; name: string }
  | { do: "remove"; code: string }
  /** Back again as it was, with the moves that led to it. */
  | { do: "restore"; code: string; base: StatusConfig[] }
  | { do: "set"; code: string; facts: StatusFacts }
  | { do: "allow"; from: string; to: string; allowed: boolean }
  | { do: "place"; code: string; at: number }
  | { do: "replace"; statuses: StatusConfig[] };

export type StatusFacts = Partial<
  Pick<StatusConfig, "isTerminal" | "isException" | "agingThresholdDays" | "allowedTransitions">
>;

/**
 * The draft after an edit; the very same one when the edit changes nothing or does not apply.
 * @param kept codes that have been in force: those stay as they are when a status is called otherwise
 */
export function editWorkflow(
  statuses: StatusConfig[],
  edit: WorkflowEdit,
  kept: ReadonlySet<string>,
): StatusConfig[] {
  const has = (code: string) => statuses.some((status) => status.statusCode === code);
  switch (edit.do) {
    case "add":
      return edit.name.trim() === "" ? statuses : added(statuses, edit);
    case "insert":
      return edit.name.trim() === "" || !leadsTo(statuses, edit.from, edit.to)
        ? statuses
        : inserted(statuses, edit);
    case "rename":
      return has(edit.code) && edit.name.trim() !== "" ? renamed(statuses, edit, kept) : statuses;
    case "remove":
      return has(edit.code) && !isCore(edit.code) ? without(statuses, edit.code) : statuses;
    case "restore":
      return has(edit.code) ? statuses : restored(statuses, edit);
    case "set":
      return changed(statuses, edit.code, edit.facts);
    case "allow":
      return has(edit.from) && has(edit.to) && edit.from !== edit.to ? allowed(statuses, edit) : statuses;
    case "place":
      return placed(statuses, edit);
    case "replace":
      return sameWorkflow(statuses, edit.statuses) ? statuses : inSequence(edit.statuses);
  }
}

/** Counted from 1 in the order of the list. */
export function inSequence(statuses: StatusConfig[]): StatusConfig[] {
  return statuses.map((status, index) =>
    status.sequenceOrder === index + 1 ? status : { ...status, sequenceOrder: index + 1 },
  );
}

export function sameWorkflow(a: StatusConfig[], b: StatusConfig[]): boolean {
  return a === b || JSON.stringify(inSequence(a).map(written)) === JSON.stringify(inSequence(b).map(written));
}

function written(status: StatusConfig) {
  const { statusCode, displayName, isTerminal, isException, agingThresholdDays, allowedTransitions } = status;
  return [
    statusCode,
    displayName,
    isTerminal,
    isException,
    agingThresholdDays,
    allowedTransitions.toSorted(),
  ];
}

const LONGEST_CODE = 40;

/** "Document review" → "document_review", with a number when that is taken. */
export function codeFor(name: string, taken: ReadonlySet<string>): string {
  const plain = name
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^[_0-9]+/, "")
    .slice(0, LONGEST_CODE)
    .replace(/_+$/, "");
  const word = plain === "" ? "status" : plain;
  for (let number = 1; ; number += 1) {
    const ending = number === 1 ? "" : `_${number}`;
    const code = `${word.slice(0, LONGEST_CODE - ending.length)}${ending}`;
    if (!taken.has(code)) return code;
  }
}

function codesOf(statuses: StatusConfig[]): Set<string> {
  return new Set(statuses.map((status) => status.statusCode));
}

function leadsTo(statuses: StatusConfig[], from: string, to: string): boolean {
  return statuses.some((status) => status.statusCode === from && status.allowedTransitions.includes(to));
}

function added(statuses: StatusConfig[], edit: Extract<WorkflowEdit, { do: "add" }>): StatusConfig[] {
  const codes = codesOf(statuses);
  const statusCode = codeFor(edit.name, codes);
  const status: StatusConfig = {
    statusCode,
    displayName: edit.name.trim(),
    allowedTransitions: (edit.moves ?? []).filter((code) => codes.has(code)),
    isTerminal: false,
    isException: edit.isException ?? false,
    sequenceOrder: 0,
    agingThresholdDays: edit.agingThresholdDays ?? null,
  };
  const at = statuses.findIndex((one) => one.statusCode === edit.after);
  const linked = statuses.map((one) =>
    edit.from?.includes(one.statusCode)
      ? { ...one, allowedTransitions: [...one.allowedTransitions, statusCode] }
      : one,
  );
  return inSequence(linked.toSpliced(at === -1 ? linked.length : at + 1, 0, status));
}

function inserted(statuses: StatusConfig[], edit: Extract<WorkflowEdit, { do: "insert" }>): StatusConfig[] {
  const { name, from, to, agingThresholdDays = null } = edit;
  const parted = allowed(statuses, { from, to, allowed: false });
  return added(parted, { do: "add", name, after: from, from: [from], moves: [to], agingThresholdDays });
}

function renamed(
  statuses: StatusConfig[],
  { code, name }: { code: string; name: string },
  kept: ReadonlySet<string>,
): StatusConfig[] {
  const displayName = name.trim();
  if (statuses.some((one) => one.statusCode === code && one.displayName === displayName)) return statuses;
  const others = codesOf(statuses);
  others.delete(code);
  const next = kept.has(code) || isCore(code) ? code : codeFor(displayName, others);
  return statuses.map((one) => ({
    ...one,
    ...(one.statusCode === code ? { statusCode: next, displayName } : {}),
    allowedTransitions: one.allowedTransitions.map((target) => (target === code ? next : target)),
  }));
}

function without(statuses: StatusConfig[], code: string): StatusConfig[] {
  return inSequence(
    statuses
      .filter((one) => one.statusCode !== code)
      .map((one) =>
        one.allowedTransitions.includes(code)
          ? { ...one, allowedTransitions: one.allowedTransitions.filter((target) => target !== code) }
          : one,
      ),
  );
}

function restored(statuses: StatusConfig[], { code, base }: { code: string; base: StatusConfig[] }) {
  const at = base.findIndex((one) => one.statusCode === code);
  const old = base[at];
  if (!old) return statuses;
  const codes = codesOf(statuses);
  const status = { ...old, allowedTransitions: old.allowedTransitions.filter((target) => codes.has(target)) };
  // After the nearest of those before it that is still there.
  const before = base.slice(0, at).findLast((one) => codes.has(one.statusCode))?.statusCode;
  const place = statuses.findIndex((one) => one.statusCode === before) + 1;
  return inSequence(
    statuses
      .map((one) =>
        leadsTo(base, one.statusCode, code)
          ? { ...one, allowedTransitions: [...one.allowedTransitions, code] }
          : one,
      )
      .toSpliced(place, 0, status),
  );
}

function changed(statuses: StatusConfig[], code: string, facts: StatusFacts): StatusConfig[] {
  const next = statuses.map((one) => (one.statusCode === code ? { ...one, ...facts } : one));
  return sameWorkflow(statuses, next) ? statuses : next;
}

function allowed(
  statuses: StatusConfig[],
  edit: { from: string; to: string; allowed: boolean },
): StatusConfig[] {
  if (leadsTo(statuses, edit.from, edit.to) === edit.allowed) return statuses;
  return statuses.map((one) => {
    if (one.statusCode !== edit.from) return one;
    const others = one.allowedTransitions.filter((target) => target !== edit.to);
    return { ...one, allowedTransitions: edit.allowed ? [...others, edit.to] : others };
  });
}

function placed(statuses: StatusConfig[], { code, at }: { code: string; at: number }): StatusConfig[] {
  const from = statuses.findIndex((one) => one.statusCode === code);
  const [status, to] = [statuses[from], Math.max(0, Math.min(at, statuses.length - 1))];
  if (!status || from === to) return statuses;
  return inSequence(statuses.toSpliced(from, 1).toSpliced(to, 0, status));
}

/**
 * What correspondent desks add between delivery and settlement: a file waits in suspense until its conditions are met,
 * and the investor may still reject it after its review.
 */
export const CORRESPONDENT_EDITS: readonly WorkflowEdit[] = [
  { do: "insert", name: "Cleared to Purchase", from: "delivered", to: "settled", agingThresholdDays: 2 },
  {
    do: "add",
    name: "Suspense",
    isException: true,
    agingThresholdDays: 5,
    from: ["delivered"],
    moves: ["cleared_to_purchase", "returned", "rejected"],
  },
  { do: "allow", from: "delivered", to: "rejected", allowed: true },
];
