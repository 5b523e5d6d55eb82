"use client";

import { useState } from "react";
import { Field } from "../../ui/field.tsx";
import { Textarea } from "../../ui/input.tsx";

interface Props {
  value: string;
  onChange: (event: { target: { value: string } }) => void;
  error?: string | undefined;
}

/** A note for the timeline: out of the way until somebody wants to say something. */
export function NotesField({ error, ...notes }: Props) {
  const [isWanted, setWanted] = useState(false);
  if (!isWanted && notes.value === "" && !error) {
    return (
      <button
        type="button"
        onClick={() => setWanted(true)}
        className="self-start rounded-sm text-sm text-accent hover:underline"
      >
        Add a note
      </button>
    );
  }
  return (
    <Field label="Note" optional error={error}>
      {(control) => (
        <Textarea
          {...control}
          {...notes}
          name="notes"
          rows={2}
          maxLength={2_000}
          autoFocus={isWanted}
          className="min-h-15"
        />
      )}
    </Field>
  );
}

/** Left out where nothing was written. */
export function notesIn(text: string): { notes?: string } {
  const notes = text.trim();
  return notes === "" ? {} : { notes };
}
