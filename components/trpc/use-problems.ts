"use client";

import { type FormEvent, useEffect, useRef, useState } from "react";
import type { z } from "zod";
import { refusalOf, type ShownRefusal } from "./refusal.ts";

export interface Problems {
  /** By the name of the field: a sentence that goes on where its label ends. */
  fields: Record<string, string>;
  /** What was refused as a whole, or about something that the form does not show. */
  notice: ShownRefusal | null;
}

const NONE: Problems = { fields: {}, notice: null };

/**
 * What is wrong with a form: found by the server's own schema before sending, or said by the server afterwards. The form
 * takes `form`: then the first wrong field gets the focus, or what is said of the whole comes into sight, and what is being corrected is not called wrong any longer.
 * @param refusedBefore for a form that is offered again: what the server said of it the last time
 */
export function useProblems(shown: readonly string[], refusedBefore?: unknown) {
  const [problems, setProblems] = useState(() => (refusedBefore ? problemsOf(refusedBefore, shown) : NONE));
  const [refusals, setRefusals] = useState(0);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (refusals === 0) return;
    const wrong = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    if (wrong) wrong.focus();
    else form.current?.querySelector('[role="alert"]')?.scrollIntoView({ block: "nearest" });
  }, [refusals]);
  const show = (found: Problems) => {
    setProblems(found);
    setRefusals((count) => count + 1);
  };
  return {
    problems,
    form: {
      ref: form,
      onChange: ({ target }: FormEvent<HTMLFormElement>) => {
        const name = (target as Partial<HTMLInputElement>).name ?? "";
        setProblems((before) => (name in before.fields ? without(name, before) : before));
      },
    },
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
      show({ fields, notice: null });
      return null;
    },
    refuse: (error: unknown) => show(problemsOf(error, shown)),
  };
}

function without(name: string, { fields, notice }: Problems): Problems {
  const { [name]: _corrected, ...others } = fields;
  return { fields: others, notice };
}

function problemsOf(error: unknown, shown: readonly string[]): Problems {
  const refusal = refusalOf(error);
  const here = refusal.details.filter(({ field }) => shown.includes(field));
  const elsewhere = refusal.details.length === 0 || here.length < refusal.details.length;
  return {
    fields: Object.fromEntries(here.map(({ field, message }) => [field, message])),
    notice: elsewhere ? refusal : null,
  };
}
