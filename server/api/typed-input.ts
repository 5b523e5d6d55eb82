import type { z } from "zod";

/**
 * Lets a procedure carry a schema's type without running it: the verb parses its input itself, once, and says what is
 * wrong in one form for every transport.
 */
export function typed<S extends z.ZodType>(_schema: S): (raw: unknown) => z.input<S> {
  return (raw) => raw as z.input<S>;
}
