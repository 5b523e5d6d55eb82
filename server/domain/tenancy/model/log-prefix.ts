/** Whether a log of then is the beginning of the log of now (I18). */

/** The rows of a log whose numbers lie in one range. */
export interface LogBlock {
  /** The first number of the range. */
  first: number;
  rows: number;
  /** Over the rows, in their order. */
  sha256: string;
}

export interface BlockChange {
  first: number;
  /** The last number of the range that the head knows of. */
  last: number;
  /** How many rows it had, and has. */
  had: number;
  has: number;
  problem: "cut" | "added" | "rewritten";
}

/**
 * The ranges that are not what they were. Rows behind `last` are no matter: the log goes on.
 * @param now the blocks of the same ranges, up to the number `last`
 */
export function changedBlocks(
  then: { blocks: LogBlock[]; last: number; blockSize: number },
  now: LogBlock[],
): BlockChange[] {
  const before = new Map(then.blocks.map((block) => [block.first, block]));
  const present = new Map(now.map((block) => [block.first, block]));
  const ranges = [...new Set([...before.keys(), ...present.keys()])].sort((a, b) => a - b);
  return ranges.flatMap((first) => {
    const [was, is] = [before.get(first), present.get(first)];
    if (was?.sha256 === is?.sha256 && was?.rows === is?.rows) return [];
    const counts = { had: was?.rows ?? 0, has: is?.rows ?? 0 };
    const last = Math.min(first + then.blockSize - 1, then.last);
    return [{ first, last, ...counts, problem: problemOf(counts) }];
  });
}

function problemOf({ had, has }: { had: number; has: number }): BlockChange["problem"] {
  if (has < had) return "cut";
  return has > had ? "added" : "rewritten";
}
