import type { z } from "zod";
import { DomainError, type RefusalCode, type RefusalDetail, refuse } from "./errors.ts";
import { fieldPath } from "./fields.ts";
import { parseLosslessly } from "./json-number.ts";
import { holdsSocialSecurityNumber } from "./social-security-number.ts";

/** What is wrong with an input as `{field, message}`, in the order of the schema: the first fault of each field. */
export function issuesOf(error: z.ZodError): RefusalDetail[] {
  const details = new Map<string, RefusalDetail>();
  const note = (field: string, message: string) => {
    if (!details.has(field)) details.set(field, { field, message });
  };
  for (const issue of error.issues) {
    if (issue.code === "unrecognized_keys") {
      for (const key of issue.keys) {
        // A name is told as it was sent, unless it is a secret itself.
        const name = holdsSocialSecurityNumber(key) ? "(a number)" : key;
        note(fieldPath([...issue.path, name]), "is not a field of this request");
      }
    } else {
      note(fieldPath(issue.path), issue.code === "invalid_type" ? typeMessage(issue) : issue.message);
    }
  }
  return [...details.values()];
}

/**
 * Parses a verb's input in full.
 * @param also what is wrong by a rule that the schema cannot know, such as what day it is: told together with the rest
 * @throws DomainError `code` (PAYLOAD_VALIDATION unless said otherwise) with one detail per wrong field
 */
export function parseInput<S extends z.ZodType>(
  schema: S,
  raw: unknown,
  code: RefusalCode = "PAYLOAD_VALIDATION",
  also: RefusalDetail[] = [],
): z.output<S> {
  const result = schema.safeParse(raw);
  if (result.success && also.length === 0) return result.data;
  const issues = result.success ? [] : issuesOf(result.error);
  const others = also.filter(({ field }) => issues.every((issue) => issue.field !== field));
  throw invalidInput([...issues, ...others], code);
}

export function invalidInput(
  details: RefusalDetail[],
  code: RefusalCode = "PAYLOAD_VALIDATION",
): DomainError {
  const [first] = details;
  const one = first ? `${first.field || "The body"} ${first.message}.` : "The input is not valid.";
  const message = details.length > 1 ? `${details.length} fields are not valid; nothing was changed.` : one;
  return new DomainError({ code, message, details });
}

/**
 * A body's JSON with its numbers untouched.
 * @throws DomainError PAYLOAD_VALIDATION when it is not UTF-8 or not JSON
 */
export function decodeJson(body: Uint8Array): unknown {
  try {
    return parseLosslessly(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch (error) {
    const reason = error instanceof TypeError ? "is not valid UTF-8" : "is not valid JSON";
    return refuse("PAYLOAD_VALIDATION", `The body ${reason}; nothing was stored.`, [
      { field: "", message: reason },
    ]);
  }
}

/** zod's own sentence for a wrong type names JavaScript types; ours fits after a field's name. */
function typeMessage(issue: { expected: string; message: string }): string {
  if (!issue.message.startsWith("Invalid input")) return issue.message;
  return `must be ${issue.expected === "object" || issue.expected === "array" ? "an" : "a"} ${issue.expected}`;
}
