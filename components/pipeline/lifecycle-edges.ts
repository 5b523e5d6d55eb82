import type { Box, GraphNode, Place } from "./lifecycle-layout.ts";
import { type Point, rounded } from "./lifecycle-path.ts";
import { type Drawn, keyOf, portsOf } from "./lifecycle-ports.ts";

/**
 * Draws the moves of a workflow between placed boxes: neighbours on a line are joined straight; all else leaves through
 * the lane between two rows (or above the first), each move on a track of its own, so that parallel moves stay parallel.
 */
export interface Edge {
  from: string;
  to: string;
  /** Along the main path, out to an exception, or back from one. */
  kind: "path" | "out" | "back";
  d: string;
  /** Of the arrow head: where it points, and whither in degrees. */
  head: { x: number; y: number; turn: number };
  /** In the middle of its longest run. */
  middle: { x: number; y: number };
}

interface Lane {
  top: number;
  bottom: number;
}

export function edgesOf(nodes: GraphNode[], places: Place[], boxes: Map<string, Box>, lane: number): Edge[] {
  const placeOf = new Map(places.map((place) => [place.code, place]));
  const moves: Drawn[] = nodes.flatMap((node) =>
    node.moves.flatMap((target) => {
      const [from, to] = [placeOf.get(node.code), placeOf.get(target)];
      return from && to ? [{ from, to }] : [];
    }),
  );
  const straight = moves.filter(areNeighbours);
  const routed = moves.filter((move) => !areNeighbours(move));
  const both = new Set(moves.map(({ from, to }) => `${from.code} ${to.code}`));
  return [
    ...straight.map((move) =>
      edge(move, straightPoints(move, boxes, both.has(`${move.to.code} ${move.from.code}`))),
    ),
    ...routedEdges(routed, boxes, lane),
  ];
}

/** How much room the moves above the first row need. */
export function headroom(nodes: GraphNode[], places: Place[]): number {
  const placeOf = new Map(places.map((place) => [place.code, place]));
  const over = nodes.some((node) =>
    node.moves.some((target) => {
      const [from, to] = [placeOf.get(node.code), placeOf.get(target)];
      return from && to && from.row === 0 && to.row === 0 && !areNeighbours({ from, to });
    }),
  );
  return over ? 32 : 0;
}

function areNeighbours({ from, to }: Drawn): boolean {
  return from.row === to.row && Math.abs(from.column - to.column) === 1;
}

function straightPoints({ from, to }: Drawn, boxes: Map<string, Box>, twoWay: boolean): Point[] {
  const [a, b] = [boxes.get(from.code), boxes.get(to.code)];
  if (!a || !b) return [];
  const forward = to.column > from.column;
  const y = a.y + a.height / 2 + (twoWay ? (forward ? -6 : 6) : 0);
  return forward
    ? [
        [a.x + a.width + 3, y],
        [b.x - 3, y],
      ]
    : [
        [a.x - 3, y],
        [b.x + b.width + 3, y],
      ];
}

/** The lane a move runs through: below the upper of its two rows; between equals of a lower row, above them. */
function laneOf({ from, to }: Drawn): number {
  if (from.row === to.row) return from.row - 1;
  return Math.min(from.row, to.row);
}

function routedEdges(moves: Drawn[], boxes: Map<string, Box>, laneHeight: number): Edge[] {
  const ports = portsOf(moves, boxes);
  const lanes = new Map<number, { move: Drawn; span: [number, number] }[]>();
  for (const move of moves) {
    const [a, b] = [ports.get(`${keyOf(move)} from`) ?? 0, ports.get(`${keyOf(move)} to`) ?? 0];
    const inLane = lanes.get(laneOf(move)) ?? [];
    inLane.push({ move, span: [Math.min(a, b), Math.max(a, b)] });
    lanes.set(laneOf(move), inLane);
  }
  const edges: Edge[] = [];
  for (const [index, inLane] of lanes) {
    const room = laneBounds(index, boxes, laneHeight);
    const { trackOf, count } = tracksOf(inLane);
    for (const { move } of inLane) {
      const [a, b] = [boxes.get(move.from.code), boxes.get(move.to.code)];
      const [ax, bx] = [ports.get(`${keyOf(move)} from`), ports.get(`${keyOf(move)} to`)];
      if (!a || !b || ax === undefined || bx === undefined) continue;
      const y = room.top + ((room.bottom - room.top) * ((trackOf.get(move) ?? 0) + 1)) / (count + 1);
      const ay = a.y < y ? a.y + a.height + 2 : a.y - 2;
      const by = b.y < y ? b.y + b.height + 3 : b.y - 3;
      edges.push(
        edge(
          move,
          ax === bx
            ? [
                [ax, ay],
                [bx, by],
              ]
            : [
                [ax, ay],
                [ax, y],
                [bx, y],
                [bx, by],
              ],
        ),
      );
    }
  }
  return edges;
}

function laneBounds(index: number, boxes: Map<string, Box>, laneHeight: number): Lane {
  const ys = [...boxes.values()].map((box) => box.y + box.height);
  const bottoms = [...new Set(ys)].sort((a, b) => a - b);
  if (index < 0) return { top: -laneHeight * 0.6, bottom: 0 };
  const top = bottoms[index] ?? 0;
  return { top, bottom: top + laneHeight };
}

/** A track for each move of a lane; moves whose spans do not touch may share one. */
function tracksOf(inLane: { move: Drawn; span: [number, number] }[]): {
  trackOf: Map<Drawn, number>;
  count: number;
} {
  const ends: number[] = [];
  const trackOf = new Map<Drawn, number>();
  for (const { move, span } of [...inLane].sort((a, b) => a.span[0] - b.span[0])) {
    const free = ends.findIndex((end) => end + 10 < span[0]);
    const track = free === -1 ? ends.length : free;
    ends[track] = span[1];
    trackOf.set(move, track);
  }
  return { trackOf, count: ends.length };
}

function edge({ from, to }: Drawn, points: Point[]): Edge {
  const [x, y] = points.at(-1) ?? [0, 0];
  const [px, py] = points.at(-2) ?? [0, 0];
  const [[ax, ay] = [0, 0], [bx, by] = [0, 0]] = points.length === 4 ? points.slice(1, 3) : points;
  return {
    from: from.code,
    to: to.code,
    kind: from.row === 0 && to.row === 0 ? "path" : to.row > 0 ? "out" : "back",
    d: rounded(points),
    head: { x, y, turn: (Math.atan2(y - py, x - px) * 180) / Math.PI },
    middle: { x: (ax + bx) / 2, y: (ay + by) / 2 },
  };
}
