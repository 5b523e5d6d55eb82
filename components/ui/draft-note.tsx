"use client";

import { discardDraft, useHasDraft } from "./use-draft.ts";

/** What was typed about something that cannot be done as things stand: there is no way into its form. */
export function LeftDraft({ draftKey, about }: { draftKey: string; about: string }) {
  if (!useHasDraft(draftKey)) return null;
  return (
    <p className="mt-1.5 text-xs text-ink-2">
      What you typed about {about} is still kept.{" "}
      <button
        type="button"
        onClick={() => discardDraft(draftKey)}
        className="rounded-sm text-accent hover:underline"
      >
        Discard it
      </button>
    </p>
  );
}

/** Over a form in which what was typed before stands again. */
export function DraftNote({ onDiscard }: { onDiscard: () => void }) {
  return (
    <p
      role="status"
      className="flex items-baseline justify-between gap-3 rounded-md bg-canvas px-3 py-2 text-sm"
    >
      <span>
        <span className="font-medium">Draft kept.</span>{" "}
        <span className="text-ink-2">This is what you typed before.</span>
      </span>
      <button type="button" onClick={onDiscard} className="rounded-sm text-sm text-accent hover:underline">
        Discard
      </button>
    </p>
  );
}
