/**
 * What a program wrote to its error output and a test has to know of: of the log's lines those of level `warn` and `error`,
 * and everything that is no line of it, but what Node says of itself.
 */
export function faultLines(text: string): string[] {
  const lines = text.split("\n").filter(Boolean);
  return lines.filter((line) => !/^\(node:\d+\)|^\(Use /.test(line) && levelOf(line) !== "info");
}

function levelOf(line: string): unknown {
  try {
    return Object(JSON.parse(line)).level;
  } catch {
    return undefined;
  }
}
