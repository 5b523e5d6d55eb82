import type { Outputs } from "../trpc/client.ts";
import { Money } from "../ui/money.tsx";
import { countText, share, shortDollars } from "../ui/money-text.ts";
import type { Status } from "./use-statuses.ts";

interface Props {
  summary: Outputs["pipeline"]["summary"];
  statuses: Status[];
}

/** All the money at once, and where it is: each status as wide as its part of the volume. */
export function VolumeRibbon({ summary, statuses }: Props) {
  const toneOf = new Map(statuses.map((status) => [status.statusCode, status.look.tone]));
  const parts = summary.statusBreakdown
    .map((entry) => ({ ...entry, part: share(entry.totalVolume, summary.totalVolume) }))
    .filter((entry) => entry.part > 0);
  return (
    <div className="mb-5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-2">
        <dl className="flex items-baseline gap-6">
          <div className="flex flex-row-reverse items-baseline gap-2">
            <dt className="text-sm text-ink-2">purchase volume</dt>
            <dd className="text-xl font-semibold tracking-tight">
              <Money amount={summary.totalVolume} currency />
            </dd>
          </div>
          <div className="flex flex-row-reverse items-baseline gap-1.5">
            <dt className="text-sm text-ink-2">{summary.totalLoans === 1 ? "loan" : "loans"}</dt>
            <dd className="figures text-md font-semibold">{countText(summary.totalLoans)}</dd>
          </div>
        </dl>
        <p className="text-xs text-ink-3">Each part of the bar is a status, in its colour</p>
      </div>
      <div aria-hidden className="mt-3 flex h-2 gap-0.5 overflow-hidden rounded-sm">
        {parts.length === 0 && <span className="flex-1 bg-line" />}
        {parts.map((entry) => (
          <span
            key={entry.status}
            data-tone={toneOf.get(entry.status) ?? "neutral"}
            title={`${entry.displayName}: ${shortDollars(entry.totalVolume)}`}
            className="min-w-1 bg-(--tone)"
            style={{ flexGrow: entry.part, flexBasis: 0 }}
          />
        ))}
      </div>
    </div>
  );
}
