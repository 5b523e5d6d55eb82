import type { z } from "zod";
import { DomainError, type RefusalCode, type RefusalDetail } from "./errors.ts";
import { fieldPath } from "./fields.ts";

/** Every fault of an input as `{field, message}`, in the order of the schema. */
export function issuesOf(error: z.ZodError): RefusalDetail[] {
  return error.issues.flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => ({
          field: fieldPath([...issue.path, key]),
          message: "is not a field of this request",
        }))
      : [
          {
            field: fieldPath(issue.path),
            message: issue.code === "invalid_type" ? typeMessage(issue) : issue.message,
          },
        ],
  );
}

/**
 * Parses a verb's input in full.
 * @throws DomainError `code` (PAYLOAD_VALIDATION unless said otherwise) with one detail per wrong field
 */
export function parseInput<S extends z.ZodType>(
  schema: S,
  raw: unknown,
  code: RefusalCode = "PAYLOAD_VALIDATION",
): z.output<S> {
  const result = schema.safeParse(raw);
  if (result.success) return result.data;
  throw invalidInput(issuesOf(result.error), code);
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

/** zod's own sentence for a wrong type names JavaScript types; ours fits after a field's name. */
function typeMessage(issue: { expected: string; message: string }): string {
  if (!issue.message.startsWith("Invalid input")) return issue.message;
  return `must be ${issue.expected === "object" || issue.expected === "array" ? "an" : "a"} ${issue.expected}`;
}
