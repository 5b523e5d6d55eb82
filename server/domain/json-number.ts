/**
 * A number as it stood in a JSON text. `JSON.parse` would round 9007199254740993.11; this keeps the digits until a
 * schema has decided what they mean (P1.3). Both ways use the language's own JSON source-text access.
 */
export class JsonNumber {
  readonly source: string;
  constructor(source: string) {
    this.source = source;
  }
}

type Reviver = (key: string, value: unknown, context: { source?: string }) => unknown;

const keepNumbers: Reviver = (_key, value, context) =>
  typeof value === "number" ? new JsonNumber(context.source ?? String(value)) : value;

/** Parses JSON with every number as a `JsonNumber`. @throws SyntaxError, RangeError (nested too deeply) */
export function parseLosslessly(text: string): unknown {
  return JSON.parse(text, keepNumbers as (key: string, value: unknown) => unknown);
}

/** A value that `JSON.stringify` writes as the bare number, digit for digit. @throws SyntaxError if it is no JSON number */
export function numberLiteral(digits: string): unknown {
  return (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON(digits);
}
