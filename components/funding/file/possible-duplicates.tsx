import type { Route } from "next";
import Link from "next/link";
import { useActorName } from "../../pipeline/actor-name.ts";
import type { Outputs } from "../../trpc/client.ts";
import { Button } from "../../ui/button.tsx";
import { dayLabel } from "../../ui/time-text.ts";

type File = Outputs["funding"]["file"];

const WORDS = { email: "e-mail", phone: "phone", name: "name" } as const;

/** Files that may be of the same client: shown, never decided; that it is one, an operator says (F2.8). */
export function PossibleDuplicates({ file, onConfirm }: { file: File; onConfirm: () => void }) {
  const actorName = useActorName();
  const { possibleDuplicates: others, runs } = file;
  const isConfirmed = runs[0]?.overrides.duplicateFile === true;
  if (others.length === 0 || isConfirmed) return null;
  return (
    <section
      aria-label="Possible duplicates"
      className="rounded-md border border-line-strong px-3 py-2 text-sm"
    >
      <div className="flex items-start justify-between gap-3">
        <h2 className="font-semibold">
          {others.length === 1 ? "Another file may be" : `${others.length} other files may be`} of the same
          client
        </h2>
        {runs.length > 0 && (
          <Button size="sm" onClick={onConfirm}>
            It is a duplicate
          </Button>
        )}
      </div>
      <ul className="mt-1">
        {others.map(({ fileId, name, operator, createdAt, matches }) => (
          <li key={fileId} className="flex flex-wrap items-baseline gap-x-2 py-0.5">
            <Link
              href={`/funding/${fileId}` as Route}
              className="rounded-sm text-accent underline underline-offset-2"
            >
              {name}
            </Link>
            <span className="text-ink-2">
              same {matches.map((match) => WORDS[match]).join(", ")} · {actorName(operator)} ·{" "}
              <span className="figures">since {dayLabel(createdAt)}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
