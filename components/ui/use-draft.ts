"use client";

import { useEffect, useState, useSyncExternalStore } from "react";
import { toast } from "sonner";
import { askBeforeLeaving } from "./use-warn-before-leaving.ts";

/**
 * What someone has typed and not sent, by question: nothing typed is lost when a dialog or panel closes. It lives as long
 * as the page, so leaving the page asks first while there is any.
 */
interface Draft {
  /** Only what differs from what stood there by itself. */
  typed: Record<string, string>;
  /** What it was typed about, as that was then. */
  seen: unknown;
}

const drafts = new Map<string, Draft>();
const listeners = new Set<() => void>();

function keep(key: string, draft: Draft | null): void {
  if (draft) drafts.set(key, draft);
  else drafts.delete(key);
  if (!draft) sayKeptNoMore();
  if (drafts.size > 0) window.addEventListener("beforeunload", ask);
  else window.removeEventListener("beforeunload", ask);
  for (const listener of listeners) listener();
}

/** Not the function itself: whoever is sending takes their own away when it is sent. */
function ask(event: BeforeUnloadEvent): void {
  askBeforeLeaving(event);
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function hasDrafts(): boolean {
  return drafts.size > 0;
}

/** For what was sent by a form that is gone. */
export function discardDraft(key: string): void {
  keep(key, null);
}

/** What was typed is from now on about what is seen now: somebody has looked at what changed, and goes on. */
export function moveDraftTo(key: string, seen: unknown): void {
  const draft = drafts.get(key);
  if (draft) keep(key, { ...draft, seen });
}

/** What was typed about several is kept for those of them that are still to be done. */
export function carryDraft(from: string, to: string): void {
  const draft = drafts.get(from);
  keep(from, null);
  if (draft) keep(to, draft);
}

/** For somebody who wants none of them; they can be brought back while that is said. */
export function discardDrafts(): void {
  const gone = [...drafts];
  for (const [key] of gone) keep(key, null);
  toast(gone.length === 1 ? "Draft discarded" : `${gone.length} drafts discarded`, {
    duration: 10_000,
    action: {
      label: "Undo",
      onClick: () => {
        for (const [key, draft] of gone) if (!drafts.has(key)) keep(key, draft);
      },
    },
  });
}

/** How many forms hold something that was typed and not sent. */
export function useDraftCount(): number {
  return useSyncExternalStore(
    listen,
    () => drafts.size,
    () => 0,
  );
}

const KEPT = "draft-kept";

/** For whoever closes a form with a draft in it. */
export function sayDraftKept(): void {
  toast("Draft kept", { id: KEPT, description: "What you typed is there when you come back." });
}

/** Somebody has come back to one, or it is gone, which whoever sent or discarded it tells. */
function sayKeptNoMore(): void {
  toast.dismiss(KEPT);
}

/** Whether something has been typed there and not been sent. */
export function useHasDraft(key: string): boolean {
  return useSyncExternalStore(
    listen,
    () => drafts.has(key),
    () => false,
  );
}

/** The questions below this one in which something has been typed and not been sent. */
export function useDraftsBelow(prefix: string): string[] {
  const keys = useSyncExternalStore(
    listen,
    () => [...drafts.keys()].filter((key) => key.startsWith(prefix)).join("\n"),
    () => "",
  );
  return keys === "" ? [] : keys.split("\n");
}

/** What the draft was typed about, when there is one. */
export function seenByDraft<S>(key: string): S | undefined {
  return drafts.get(key)?.seen as S | undefined;
}

/**
 * The text of a form's fields, kept as it is typed and offered again when the form comes back.
 * @param key the question, e.g. `status/17/in_transit`; a form for another question is another form (give it a React key)
 * @param initial what stands in each field by itself
 * @param seen what the person looks at while they type; see `seenByDraft`
 * @param keeps what of a field's text may be kept, where that is not all of it
 */
export function useDraft<Name extends string>(
  key: string,
  initial: Record<Name, string>,
  seen?: unknown,
  keeps: (text: string, name: Name) => string = (text) => text,
) {
  const [start] = useState(initial);
  const [found] = useState(() => drafts.get(key));
  const [values, setValues] = useState<Record<Name, string>>({ ...start, ...found?.typed });
  const isTyped = useHasDraft(key);
  useEffect(() => {
    if (found) sayKeptNoMore();
  }, [found]);
  // Whoever types fast is ahead of what they look at.
  useEffect(() => {
    const draft = drafts.get(key);
    if (draft && draft.seen === undefined) draft.seen = seen;
  }, [key, seen]);
  const change = (changed: Partial<Record<Name, string>>) => {
    const next: Record<Name, string> = { ...values, ...changed };
    const typed = (Object.entries(next) as [Name, string][])
      .map(([name, text]) => [name, text === start[name] ? text : keeps(text, name)] as const)
      .filter(([name, text]) => text !== start[name]);
    setValues(next);
    keep(key, typed.length === 0 ? null : { typed: Object.fromEntries(typed), seen });
  };
  return {
    values,
    change,
    /** Whether what is typed was offered again. */
    isOfferedAgain: isTyped && found !== undefined,
    isTyped,
    /** For a control: `<Input {...control} {...draft.field("notes")} />`. */
    field: (name: Name) => ({
      name,
      value: values[name],
      onChange: (event: { target: { value: string } }) =>
        change({ [name]: event.target.value } as Partial<Record<Name, string>>),
    }),
    /** It has been sent, or is not wanted. */
    discard: () => {
      setValues(start);
      keep(key, null);
    },
  };
}
