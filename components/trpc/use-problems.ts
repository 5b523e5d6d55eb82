"use client";

import { useState } from "react";
import type { z } from "zod";
import { refusalOf, type ShownRefusal } from "./refusal.ts";

export interface Problems {
  /** By the name of the field: a sentence that goes on where its label ends. */
  fields: Record<string, string>;
  /** What was refused as a whole, or about something that the form does not show. */
  notice: ShownRefusal | null;
}

const NONE: Problems = { fields: {}, notice: null };

/** What is wrong with a form: found by the server's own schema before sending, or said by the server afterwards. */
export function useProblems(shown: readonly string[]) {
  const [problems, setProblems] = useState(NONE);
  return {
    problems,
    clear: () => setProblems(NONE),
    /** The values as the schema takes them, or null when it does not. */
    check<S extends z.ZodType>(schema: S, values: unknown): z.input<S> | null {
      const checked = schema.safeParse(values);
      if (checked.success) {
        setProblems(NONE);
        return values as z.input<S>;
      }
      const fields: Record<string, string> = {};
      for (const { path, message } of checked.error.issues) fields[path.join(".")] ??= message;
      setProblems({ fields, notice: null });
      return null;
    },
    refuse(error: unknown) {
      const refusal = refusalOf(error);
      const here = refusal.details.filter(({ field }) => shown.includes(field));
      const elsewhere = refusal.details.length === 0 || here.length < refusal.details.length;
      setProblems({
        fields: Object.fromEntries(here.map(({ field, message }) => [field, message])),
        notice: elsewhere ? refusal : null,
      });
    },
  };
}
