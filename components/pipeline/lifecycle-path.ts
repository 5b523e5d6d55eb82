export type Point = [x: number, y: number];

const RADIUS = 7;

/** A path through the points with its corners rounded. */
export function rounded(points: Point[]): string {
  const parts: string[] = [];
  points.forEach(([x, y], index) => {
    const [before, after] = [points[index - 1], points[index + 1]];
    if (!before || !after) {
      parts.push(`${index === 0 ? "M" : "L"}${x} ${y}`);
      return;
    }
    const radius = Math.min(RADIUS, distance(before, [x, y]) / 2, distance([x, y], after) / 2);
    const [inX, inY] = towards([x, y], before, radius);
    const [outX, outY] = towards([x, y], after, radius);
    parts.push(`L${inX} ${inY}Q${x} ${y} ${outX} ${outY}`);
  });
  return parts.join("");
}

function distance([ax, ay]: Point, [bx, by]: Point): number {
  return Math.abs(ax - bx) + Math.abs(ay - by);
}

function towards([x, y]: Point, [tx, ty]: Point, by: number): Point {
  return [x + Math.sign(tx - x) * by, y + Math.sign(ty - y) * by];
}
