/** Age grows in thickness and towards one colour; statuses differ in hue and are all as thick: two scales, told apart. */
const AGES = {
  fresh: "h-0.5 bg-line-strong",
  aging: "h-1 bg-[color-mix(in_oklch,var(--overdue)_45%,var(--line-strong))]",
  overdue: "h-1.5 bg-overdue",
};

interface Props {
  buckets: { fresh: number; aging: number; overdue: number };
  /** Loans in a status without a limit do not age. */
  ages: boolean;
}

/** How much of a status is fresh, past half its limit, and overdue, as lengths. */
export function AgeBar({ buckets, ages }: Props) {
  const { fresh, aging, overdue } = buckets;
  const total = fresh + aging + overdue;
  if (!ages || total === 0) return <span aria-hidden className="mt-1 h-0.5 shrink-0 rounded-full bg-line" />;
  return (
    <span className="flex h-1.5 shrink-0 items-end gap-0.5">
      <span className="sr-only">
        . Fresh {fresh}, aging {aging}, overdue {overdue}.
      </span>
      <Part of={fresh} className={AGES.fresh} />
      <Part of={aging} className={AGES.aging} />
      <Part of={overdue} className={AGES.overdue} />
    </span>
  );
}

function Part({ of, className }: { of: number; className: string }) {
  if (of === 0) return null;
  return (
    <span
      aria-hidden
      className={`min-w-1 rounded-full ${className}`}
      style={{ flexGrow: of, flexBasis: 0 }}
    />
  );
}

/** What the lengths mean, once for all cards. */
export function AgeLegend() {
  const parts = [
    ["fresh", AGES.fresh],
    ["past half its limit", AGES.aging],
    ["overdue", AGES.overdue],
  ];
  return (
    <p className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-1 text-xs text-ink-3">
      The bar in a card:
      {parts.map(([label, look]) => (
        <span key={label} className="inline-flex items-center gap-1.5">
          <span aria-hidden className={`w-4 rounded-full ${look}`} />
          {label}
        </span>
      ))}
    </p>
  );
}
