import { dayLabel } from "../../ui/time-text.ts";
import { type AccountAge, ageText, averageAge, type CreditFigures } from "./credit-figures.ts";

const WIDTH = 560;
const HEIGHT = 37;
const BASE = 24;
/** Room at both ends, so that the first and the last mark are whole. */
const EDGE = 3;
/** Those opened so lately weigh on the decision, so their part of the strip is marked. */
const RECENT_MONTHS = 12;

/** When the accounts were opened, on one line from the oldest to today: long and even is good, a crowd at the end is not. */
export function AccountAges({ figures }: { figures: CreditFigures }) {
  const { ages, undated } = figures;
  if (ages.length === 0)
    return <p className="py-2 text-sm text-ink-2">No own account gives its opening date.</p>;
  const recent = ages.filter(({ months }) => months < RECENT_MONTHS).length;
  const [oldest, youngest] = [ages[0], ages.at(-1)] as [AccountAge, AccountAge];
  const span = Math.max(oldest.months, RECENT_MONTHS * 2);
  const place = (months: number) => EDGE + ((span - months) / span) * (WIDTH - 2 * EDGE);
  const summary = [
    `${ages.length} own ${ages.length === 1 ? "account" : "accounts"}`,
    `oldest ${ageText(oldest.months)}`,
    `average ${ageText(averageAge(ages) ?? 0)}`,
    `youngest ${ageText(youngest.months)}`,
    ...(undated > 0 ? [`${undated} without a date`] : []),
  ].join(" · ");
  return (
    <figure>
      <svg
        role="img"
        aria-label={`When the accounts were opened: ${summary}. ${recent} in the last ${RECENT_MONTHS} months.`}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        className="block w-full"
      >
        <rect
          x={place(RECENT_MONTHS)}
          y="2"
          width={WIDTH - EDGE - place(RECENT_MONTHS)}
          height={BASE - 2}
          className="fill-overdue-wash"
        />
        {yearsIn(span).map((years) => (
          <YearMark key={years} years={years} x={place(years * 12)} />
        ))}
        <line x1="0" y1={BASE} x2={WIDTH} y2={BASE} className="stroke-line-strong" />
        {ages.map(({ name, openedOn, months, isOpen }, index) => (
          <line
            // biome-ignore lint/suspicious/noArrayIndexKey: two accounts may be alike in all that a report says
            key={index}
            x1={place(months)}
            x2={place(months)}
            y1={isOpen ? 5 : 14}
            y2={BASE}
            strokeWidth="2"
            strokeLinecap="round"
            className={months < RECENT_MONTHS ? "stroke-overdue" : isOpen ? "stroke-accent" : "stroke-ink-3"}
          >
            <title>{`${name}, opened ${dayLabel(openedOn)}${isOpen ? "" : ", closed"}`}</title>
          </line>
        ))}
      </svg>
      <figcaption className="figures mt-1 flex flex-wrap justify-between gap-x-4 text-xs text-ink-2">
        <span>{summary}</span>
        <span className={recent > 0 ? "font-medium text-overdue" : "text-ink-3"}>
          {recent} in the last {RECENT_MONTHS} months
        </span>
      </figcaption>
    </figure>
  );
}

function YearMark({ years, x }: { years: number; x: number }) {
  return (
    <>
      <line x1={x} y1={BASE} x2={x} y2={BASE + 3} className="stroke-line-strong" />
      <text x={x} y={HEIGHT - 4} textAnchor="middle" className="fill-ink-3 text-[9px]">
        {years} y
      </text>
    </>
  );
}

/** Whole years with room for their names between them. */
function yearsIn(months: number): number[] {
  const years = Math.floor(months / 12);
  const step = years > 20 ? 5 : years > 8 ? 2 : 1;
  const marks: number[] = [];
  for (let year = step; year < years; year += step) marks.push(year);
  return marks;
}
