/** Chance that can be had again: the same seed throws the same dice. */
export interface Dice {
  /** A whole number from 0 up to, not including, `n`. */
  below(n: number): number;
  pick<T>(...from: T[]): T;
  /** Up to `most` of them, at least one, in any order. */
  some<T>(from: readonly T[], most: number): T[];
}

export function dice(seed: number): Dice {
  let state = seed >>> 0;
  // mulberry32
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n: number) => Math.floor(next() * n);
  const some = <T>(from: readonly T[], most: number) => {
    const rest = [...from];
    const count = 1 + below(Math.min(most, rest.length));
    return Array.from({ length: count }, () => rest.splice(below(rest.length), 1)).flat();
  };
  return { below, pick: (...from) => from[below(from.length)] as (typeof from)[number], some };
}

/** The same items in another order, in place. */
export function shuffled<T>(chance: Dice, items: T[]): T[] {
  for (let at = items.length - 1; at > 0; at -= 1) {
    const other = chance.below(at + 1);
    [items[at], items[other]] = [items[other] as T, items[at] as T];
  }
  return items;
}
