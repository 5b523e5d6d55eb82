import pg from "pg";
import { currentRequest } from "../log/request.ts";
import { instant, spanId, telemetry } from "./telemetry.ts";

const LONGEST_TEXT = 1_000;

/**
 * From now on each statement that a request sends is a span below it: its text with `$1` as it was sent, and with `?` where a
 * value stands in it, since COPY takes no parameters. The worker's statements, which it sends all day, are none.
 * @returns puts everything back
 */
export function traceStatements(): () => void {
  const { prototype } = pg.Client as unknown as { prototype: { query(...args: unknown[]): unknown } };
  const query = prototype.query;
  prototype.query = function traced(this: unknown, ...args: unknown[]) {
    const place = currentRequest()?.place;
    const text = textOf(args[0]);
    if (!place || !telemetry() || text === null) return query.apply(this, args);
    const began = instant();
    const end = (isError: boolean) =>
      telemetry()?.span({
        traceId: place.traceId,
        parentSpanId: place.spanId,
        spanId: spanId(),
        name: /^\s*(\w+)/.exec(text)?.[1]?.toUpperCase() ?? "SQL",
        kind: "client",
        began,
        ended: instant(),
        attributes: { "db.system.name": "postgresql", "db.query.text": withoutValues(text) },
        isError,
      });
    return followed(query, this, args, end);
  };
  return () => {
    prototype.query = query;
  };
}

/** A statement is answered by a callback, a promise, or events of the thing that was handed in. */
function followed(
  query: (...args: unknown[]) => unknown,
  client: unknown,
  args: unknown[],
  end: (isError: boolean) => void,
): unknown {
  const last = args.at(-1);
  if (typeof last === "function") {
    const answered = (error: unknown, ...more: unknown[]) => {
      end(Boolean(error));
      return last(error, ...more);
    };
    return query.apply(client, [...args.slice(0, -1), answered]);
  }
  const result = query.apply(client, args);
  const { then, once } = Object(result) as { then?: unknown; once?: unknown };
  if (typeof then === "function")
    (result as Promise<unknown>).then(
      () => end(false),
      () => end(true),
    );
  else if (typeof once === "function") {
    const emitter = result as NodeJS.EventEmitter;
    let isOver = false;
    const over = (isError: boolean) => () => {
      if (!isOver) end(isError);
      isOver = true;
    };
    emitter.once("error", over(true));
    for (const event of ["end", "finish", "close"]) emitter.once(event, over(false));
  }
  return result;
}

function textOf(statement: unknown): string | null {
  if (typeof statement === "string") return statement;
  const { text } = Object(statement) as { text?: unknown };
  return typeof text === "string" ? text : null;
}

/** Whatever stands between quotes, and every number that is no parameter's. */
export function withoutValues(text: string): string {
  return text
    .replace(/'(?:[^']|'')*'/g, "?")
    .replace(/\$(\w*)\$[\s\S]*?\$\1\$/g, "?")
    .replace(/(?<![\w$".])\d+(?:\.\d+)?/g, "?")
    .replace(/\s+/g, " ")
    .slice(0, LONGEST_TEXT);
}
