import type { Box, Place } from "./lifecycle-layout.ts";

/** A move between two placed statuses. */
export interface Drawn {
  from: Place;
  to: Place;
}

export function keyOf({ from, to }: Drawn): string {
  return `${from.code}>${to.code}`;
}

const PORT = 18;

/**
 * Where on its box each move begins and ends. Moves straight up or down share one x at both ends; those to the left take
 * places left of them, those to the right, right.
 */
export function portsOf(moves: Drawn[], boxes: Map<string, Box>): Map<string, number> {
  const sides = new Map<string, { side: "top" | "bottom"; list: (Port & { id: string })[] }>();
  for (const move of moves) {
    for (const outgoing of [true, false]) {
      const [here, there] = outgoing ? [move.from, move.to] : [move.to, move.from];
      const side = here.row < there.row ? "bottom" : "top";
      const name = `${here.code} ${side}`;
      const list = sides.get(name)?.list ?? [];
      list.push({ id: `${keyOf(move)} ${outgoing ? "from" : "to"}`, here, there, outgoing });
      sides.set(name, { side, list });
    }
  }
  const ports = new Map<string, number>();
  for (const { side, list } of sides.values()) {
    const box = boxes.get(list[0]?.here.code ?? "");
    if (!box) continue;
    const centre = box.x + box.width / 2;
    const aligned = list.filter(({ here, there }) => here.column === there.column);
    const left = list.filter(({ here, there }) => there.column < here.column).sort(nearestFirst);
    const right = list.filter(({ here, there }) => there.column > here.column).sort(nearestFirst);
    for (const port of aligned) ports.set(port.id, centre + (downward(port) ? -PORT / 2 : PORT / 2));
    const place = (ordered: typeof list, others: typeof list, direction: -1 | 1) => {
      const taken = aligned.length > 0 ? PORT / 2 : 0;
      const step = Math.min(PORT, (box.width / 2 - 14 - taken) / Math.max(1, ordered.length));
      // Half a step apart from the box above, whose own moves come down into the same lane.
      const beside = side === "top" ? 1.5 : 1;
      const first = taken > 0 ? taken + step * beside : others.length > 0 ? step / 2 : 0;
      for (const [index, port] of ordered.entries()) {
        ports.set(port.id, centre + direction * (first + step * index));
      }
    };
    place(left, right, -1);
    place(right, left, 1);
  }
  return ports;
}

interface Port {
  here: Place;
  there: Place;
  outgoing: boolean;
}

function downward({ here, there, outgoing }: Port): boolean {
  return here.row < there.row === outgoing;
}

/** From the middle outwards; of two to the same place the one that goes down lies to the left at both ends. */
function nearestFirst(a: Port, b: Port): number {
  const distance = (port: Port) => Math.abs(port.there.column - port.here.column);
  const toLeft = a.there.column < a.here.column;
  return distance(a) - distance(b) || (toLeft ? 1 : -1) * (Number(downward(a)) - Number(downward(b)));
}
