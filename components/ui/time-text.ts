/** Days and moments as people read them. Days are `YYYY-MM-DD` and have no zone; moments are shown in the tenant's. */

const formats = new Map<string, Intl.DateTimeFormat>();

function format(key: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  let made = formats.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat("en-US", options);
    formats.set(key, made);
  }
  return made;
}

/** "2026-03-04" → "Mar 4, 2026" */
export function dayLabel(day: string): string {
  const options = { timeZone: "UTC", month: "short", day: "numeric", year: "numeric" } as const;
  return format("day", options).format(new Date(`${day.slice(0, 10)}T00:00:00Z`));
}

/** A sentence of the server, which names days as `YYYY-MM-DD`, as a person reads it. */
export function withDays(sentence: string | undefined): string | undefined {
  return sentence?.replace(/\b\d{4}-\d{2}-\d{2}\b/g, dayLabel);
}

/** "Mar 4, 2026, 4:12 PM EST" */
export function momentLabel(moment: string, timeZone: string): string {
  return format(`moment ${timeZone}`, {
    timeZone,
    month: "short",
    day: "numeric",
    year: "numeric",
    hour: "numeric",
    minute: "2-digit",
    timeZoneName: "short",
  }).format(new Date(moment));
}

/** "Mar 4, 2026, 4:12:09 PM": a column of moments, of which all are in one zone. */
export function logMoment(moment: string, timeZone: string): string {
  return format(`log ${timeZone}`, { timeZone, dateStyle: "medium", timeStyle: "medium" }).format(
    new Date(moment),
  );
}

/** Today where the tenant is, `YYYY-MM-DD`. */
export function todayIn(timeZone: string): string {
  return dayIn(timeZone, new Date());
}

/** The day of a moment where the tenant is, `YYYY-MM-DD`: Canadian English writes a date that way. */
export function dayIn(timeZone: string, moment: Date): string {
  const options = { timeZone, year: "numeric", month: "2-digit", day: "2-digit" } as const;
  return new Intl.DateTimeFormat("en-CA", options).format(moment);
}

const DAY = 86_400;
/** From when on a unit is used: nobody counts 534 days, and a month ago is days. */
const STEPS: [from: number, size: number, unit: string][] = [
  [730.5 * DAY, 365.25 * DAY, "y"],
  [90 * DAY, 30.4375 * DAY, "mo"],
  [DAY, DAY, "d"],
  [3_600, 3_600, "h"],
  [60, 60, "min"],
];

/** "3 d ago"; from three months on in months, from two years on in years. */
export function agoText(moment: string, now: number): string {
  const seconds = Math.max(0, (now - Date.parse(moment)) / 1_000);
  for (const [from, size, unit] of STEPS) {
    if (seconds >= from) return `${Math.floor(seconds / size)} ${unit} ago`;
  }
  return "just now";
}
