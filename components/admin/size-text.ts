const UNITS: [bytes: number, unit: string][] = [
  [1_000_000, "MB"],
  [1_000, "KB"],
];

/** 4_210 → "4.2 KB" */
export function sizeText(bytes: number): string {
  for (const [size, unit] of UNITS) {
    const tenths = Math.round((bytes / size) * 10);
    if (bytes >= size) return `${Math.floor(tenths / 10)}.${tenths % 10} ${unit}`;
  }
  return `${bytes} B`;
}

/** 1_240 → "1.2 s" */
export function durationText(milliseconds: number): string {
  if (milliseconds < 1_000) return `${milliseconds} ms`;
  const tenths = Math.round(milliseconds / 100);
  return `${Math.floor(tenths / 10)}.${tenths % 10} s`;
}
