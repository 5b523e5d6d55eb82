"use client";

import { useState, useSyncExternalStore } from "react";
import type { Policy } from "@/server/domain/funding/model/policy.ts";
import { figuresOf } from "@/server/domain/funding/model/policy-changes.ts";
import { useSession } from "../../shell/session.tsx";
import { useWarnBeforeLeaving } from "../../ui/use-warn-before-leaving.ts";
import { typedFigure } from "./policy-fields.ts";

/** What was typed of a policy and is not in force: only what differs, and over which version it was begun. */
interface Kept {
  version: number;
  typed: Record<string, string>;
}

/** By whose they are. The browser keeps them over a reload, and forgets them with the tab. */
const drafts = new Map<string, Kept | null>();
const listeners = new Set<() => void>();

function draftOf(key: string): Kept | null {
  const known = drafts.get(key);
  if (known !== undefined) return known;
  let kept: Kept | null = null;
  try {
    kept = JSON.parse(sessionStorage.getItem(key) ?? "null");
  } catch {
    // Then there is none.
  }
  drafts.set(key, kept);
  return kept;
}

function keep(key: string, draft: Kept | null): void {
  drafts.set(key, draft);
  try {
    if (draft) sessionStorage.setItem(key, JSON.stringify(draft));
    else sessionStorage.removeItem(key);
  } catch {
    // A browser that may store nothing still has the draft until it reloads, and warns before that.
  }
  for (const listener of listeners) listener();
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * The draft of this person in this tenant over the policy in force. It survives errors, a reload, and another policy that
 * comes into force meanwhile: what was typed then stands over the new one.
 */
export function usePolicyDraft(inForce: Policy) {
  const { tenantSlug, email } = useSession();
  const key = `policy-draft/1/${tenantSlug}/${email}`;
  const kept = useSyncExternalStore(
    listen,
    () => draftOf(key),
    () => null,
  );
  const [isTypedHere, setTypedHere] = useState(false);
  const figures = figuresOf(inForce);
  const present = (name: string) => typedFigure(figures[name] ?? "");
  const typed = Object.fromEntries(
    Object.entries(kept?.typed ?? {}).filter(([name, text]) => name in figures && text !== present(name)),
  );
  const isChanged = Object.keys(typed).length > 0;
  useWarnBeforeLeaving(isChanged);
  return {
    typed,
    isChanged,
    isOfferedAgain: isChanged && !isTypedHere,
    /** The version over which it was begun, when that is no longer the one in force. */
    begunOver: isChanged && kept && kept.version !== inForce.version ? kept.version : null,
    inForce: present,
    value: (name: string) => typed[name] ?? present(name),
    change: (name: string, text: string) => {
      setTypedHere(true);
      const { [name]: _former, ...others } = typed;
      const next = text === present(name) ? others : { ...others, [name]: text };
      const version = kept && isChanged ? kept.version : inForce.version;
      keep(key, Object.keys(next).length === 0 ? null : { version, typed: next });
    },
    discard: () => keep(key, null),
  };
}

export type PolicyDraft = ReturnType<typeof usePolicyDraft>;
