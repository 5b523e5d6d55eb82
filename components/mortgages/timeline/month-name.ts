const NAMES = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** "2027-03-31" → "Mar" */
export function shortMonth(day: string): string {
  return NAMES[Number(day.slice(5, 7)) - 1] ?? "";
}

/** "2027-03-31" → "Mar 2027" */
export function monthName(day: string): string {
  return `${shortMonth(day)} ${day.slice(0, 4)}`;
}
