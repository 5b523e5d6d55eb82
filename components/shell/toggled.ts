/** The values with this one added, or without it; null for none, as an address leaves it out. */
export function toggled<T extends string>(values: readonly T[], value: T): T[] | null {
  const next = values.includes(value) ? values.filter((one) => one !== value) : [...values, value];
  return next.length === 0 ? null : next;
}
