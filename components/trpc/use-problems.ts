"use client";

import { type FormEvent, useLayoutEffect, useRef, useState } from "react";
import type { z } from "zod";
import type { RefusalDetail } from "@/server/domain/errors.ts";
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
  // Together with what is said: a moment later it would take the focus from a field that somebody is in by then.
  useLayoutEffect(() => {
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
    /** What was said of fields that are others now, such as those of rows that stand elsewhere. */
    forget: (isOther: (name: string) => boolean) =>
      setProblems(({ fields, notice }) => ({
        fields: Object.fromEntries(Object.entries(fields).filter(([name]) => !isOther(name))),
        notice,
      })),
    /** For a form that is checked elsewhere. */
    tell: (fields: Record<string, string>) => show({ fields, notice: null }),
    /**
     * The values as the schema takes them, or null when it does not.
     * @param also what is wrong by a rule that no schema knows, such as what day it is: told together with the rest
     */
    check<S extends z.ZodType>(schema: S, values: unknown, also: RefusalDetail[] = []): z.input<S> | null {
      const fields = problemsIn(schema, values, also);
      if (Object.keys(fields).length === 0) {
        setProblems(NONE);
        return values as z.input<S>;
      }
      show({ fields, notice: null });
      return null;
    },
    refuse: (error: unknown) => show(problemsOf(error, shown)),
  };
}

/** What is wrong in each field, by its path with points: the first fault of it. */
export function problemsIn(
  schema: z.ZodType,
  values: unknown,
  also: RefusalDetail[] = [],
): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const issue of schema.safeParse(values).error?.issues ?? [])
    fields[issue.path.join(".")] ??= isUnchosen(issue, values) ? "has to be chosen" : issue.message;
  for (const { field, message } of also) fields[field.replace(/\[(\d+)\]/g, ".$1")] ??= message;
  return fields;
}

/** Nobody who has not chosen yet is helped by the names that the server knows its choices by. */
function isUnchosen(issue: z.core.$ZodIssue, values: unknown): boolean {
  if (issue.code !== "invalid_value") return false;
  const given = issue.path.reduce<unknown>((value, part) => Object(value)[part], values);
  return given === "" || given === undefined || given === null;
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
