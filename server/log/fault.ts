/** What the log says of an error: of which kind it is and where it was thrown, not what it was about. */
export interface Fault {
  /** Names and codes from the outside in: `DrizzleQueryError < DatabaseError 42703`. */
  kind: string;
  /** What PostgreSQL says of its own schema; of all messages the only one that repeats no data. */
  said?: string | undefined;
  /** Frames of the innermost error with a stack, as `file:line`. */
  at: string[];
}

const MOST_FRAMES = 8;
const DEEPEST_CAUSE = 5;

/**
 * An error as facts without data (C37). A message may repeat what was typed (a query's parameters, JSON that cannot be read),
 * so only those of SQLSTATE class 42 are kept: they name tables, columns and rights, and parameters are never part of them.
 */
export function faultOf(error: unknown): Fault {
  const chain = causesOf(error);
  const kind = chain.map(kindOf).join(" < ");
  const said = chain.map(ofSchema).find((text) => text !== undefined);
  const stack = chain.findLast((one) => one.stack)?.stack ?? "";
  const at = stack
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .slice(0, MOST_FRAMES)
    .map((line) => line.trim().slice("at ".length));
  return { kind: kind || "not an error", said, at };
}

function causesOf(error: unknown): Error[] {
  const chain: Error[] = [];
  for (let e = error; e instanceof Error && chain.length < DEEPEST_CAUSE; e = e.cause) chain.push(e);
  return chain;
}

function kindOf(error: Error): string {
  const { code } = error as { code?: unknown };
  const name = /^\w{1,60}$/.test(error.name) ? error.name : "Error";
  return typeof code === "string" && /^\w{1,60}$/.test(code) ? `${name} ${code}` : name;
}

function ofSchema(error: Error): string | undefined {
  const { code } = error as { code?: unknown };
  return typeof code === "string" && /^42[0-9A-Z]{3}$/.test(code) ? error.message : undefined;
}
