import { addDays } from "../../business-days.ts";

/** A first and a last day, both taken in. */
export interface Period {
  from: string;
  to: string;
}

/** The calendar month before a day's. */
export function monthBefore(day: string): Period {
  return monthOf(addDays(`${day.slice(0, 7)}-01`, -1));
}

export function monthOf(day: string): Period {
  const [year = 0, month = 1] = day.split("-").map(Number);
  return {
    from: `${day.slice(0, 7)}-01`,
    to: new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10),
  };
}

/** What is meant where not both days are said: of one its month, of none the month before today's, which is settled next. */
export function periodOf(from: string | null, to: string | null, today: string): Period {
  const month = from === null && to === null ? monthBefore(today) : null;
  return {
    from: from ?? month?.from ?? monthOf(to ?? today).from,
    to: to ?? month?.to ?? monthOf(from ?? today).to,
  };
}
