interface Props {
  buckets: { fresh: number; aging: number; overdue: number };
  /** Loans in a status without a limit do not age. */
  ages: boolean;
}

/** How much of a status is fresh, past half its limit, and overdue, as lengths. */
export function AgeBar({ buckets, ages }: Props) {
  const { fresh, aging, overdue } = buckets;
  const total = fresh + aging + overdue;
  if (!ages || total === 0) return <span aria-hidden className="h-1 shrink-0 rounded-full bg-line" />;
  return (
    <span className="flex h-1 shrink-0 gap-0.5">
      <span className="sr-only">
        . Fresh {fresh}, aging {aging}, overdue {overdue}.
      </span>
      <Part of={fresh} className="bg-line-strong" />
      <Part of={aging} className="bg-ink-3" />
      <Part of={overdue} className="bg-overdue" />
    </span>
  );
}

function Part({ of, className }: { of: number; className: string }) {
  if (of === 0) return null;
  return (
    <span
      aria-hidden
      className={`h-full min-w-1 rounded-full ${className}`}
      style={{ flexGrow: of, flexBasis: 0 }}
    />
  );
}

/** What the lengths mean, once for all cards. */
export function AgeLegend() {
  const parts = [
    ["fresh", "bg-line-strong"],
    ["past half its limit", "bg-ink-3"],
    ["overdue", "bg-overdue"],
  ];
  return (
    <p className="flex items-center gap-4 text-xs text-ink-3">
      {parts.map(([label, colour]) => (
        <span key={label} className="inline-flex items-center gap-1.5">
          <span aria-hidden className={`h-1 w-4 rounded-full ${colour}`} />
          {label}
        </span>
      ))}
    </p>
  );
}
