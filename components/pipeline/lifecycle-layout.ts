/**
 * Places a configured workflow: the main path as one line from left to right, exceptions in rows below, each as near as
 * possible under the statuses that it comes from. Pure geometry in pixels; knows no status by name.
 */

export interface GraphNode {
  code: string;
  isException: boolean;
  sequenceOrder: number;
  moves: string[];
}

export interface Place {
  code: string;
  row: number;
  column: number;
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Columns and rows, before anything has a size. */
export function placesOf(nodes: GraphNode[]): { places: Place[]; columns: number; rows: number } {
  const bySequence = [...nodes].sort((a, b) => a.sequenceOrder - b.sequenceOrder);
  const core = bySequence.filter((node) => !node.isException);
  const columnOf = new Map(core.map((node, column) => [node.code, column]));
  const places: Place[] = core.map((node, column) => ({ code: node.code, row: 0, column }));
  const wishes = wishesOf(nodes, columnOf);
  const exceptions = bySequence
    .filter((node) => node.isException)
    .map((node) => ({ code: node.code, wish: wishes.get(node.code) ?? core.length - 1 }));
  const columns = Math.max(core.length, Math.min(exceptions.length, 4), 1);
  let rows = 1;
  for (let start = 0; start < exceptions.length; start += columns) {
    const inRow = exceptions.slice(start, start + columns);
    const seats = nearestSeats(
      inRow.map((node) => node.wish),
      columns,
    );
    inRow.forEach((node, index) => {
      places.push({ code: node.code, row: rows, column: seats[index] ?? index });
    });
    rows += 1;
  }
  return { places, columns, rows };
}

/**
 * Under the main-path statuses that lead here; for what is reached from exceptions only, under those; for what nothing
 * leads to, under where it leads.
 */
function wishesOf(nodes: GraphNode[], columnOf: Map<string, number>): Map<string, number> {
  const wishes = new Map<string, number>();
  const exceptions = nodes.filter((node) => node.isException);
  const wishFrom = (node: GraphNode, codes: string[], known: Map<string, number>) => {
    const columns = codes.flatMap((code) => known.get(code) ?? []);
    if (columns.length === 0 || wishes.has(node.code)) return;
    wishes.set(node.code, columns.reduce((sum, column) => sum + column, 0) / columns.length);
  };
  const sourcesOf = (node: GraphNode) =>
    nodes.filter((other) => other.moves.includes(node.code)).map(({ code }) => code);
  for (const node of exceptions) wishFrom(node, sourcesOf(node), columnOf);
  // Once per exception, so that a chain of them settles whatever its order.
  for (const _ of exceptions) for (const node of exceptions) wishFrom(node, sourcesOf(node), wishes);
  for (const node of exceptions) wishFrom(node, node.moves, columnOf);
  return wishes;
}

/** Gives each wish a seat of its own so that the seats are as near to the wishes as can be, taken together. */
function nearestSeats(wishes: number[], columns: number): number[] {
  let best: { seats: number[]; cost: number } | null = null;
  const seat = (index: number, taken: number[], cost: number) => {
    if (best && cost >= best.cost) return;
    if (index === wishes.length) {
      best = { seats: taken, cost };
      return;
    }
    for (let column = 0; column < columns; column += 1) {
      if (taken.includes(column)) continue;
      seat(index + 1, [...taken, column], cost + ((wishes[index] ?? 0) - column) ** 2);
    }
  };
  seat(0, [], 0);
  return (best as { seats: number[] } | null)?.seats ?? [];
}

export interface Sizes {
  width: number;
  gap: number;
  /** Between the rows; the arrows to and from exceptions run in it. */
  lane: number;
  coreHeight: number;
  exceptionHeight: number;
}

export function boxesOf(places: Place[], columns: number, sizes: Sizes): Map<string, Box> {
  const width = (sizes.width - (columns - 1) * sizes.gap) / columns;
  return new Map(
    places.map(({ code, row, column }) => [
      code,
      {
        x: column * (width + sizes.gap),
        y: row === 0 ? 0 : sizes.coreHeight + sizes.lane + (row - 1) * (sizes.exceptionHeight + sizes.lane),
        width,
        height: row === 0 ? sizes.coreHeight : sizes.exceptionHeight,
      },
    ]),
  );
}
