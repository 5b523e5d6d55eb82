import type { Outputs } from "../../trpc/client.ts";
import { Button } from "../../ui/button.tsx";

interface Props {
  file: Outputs["funding"]["file"];
  onRevise: () => void;
}

/** Figures that were changed and not judged yet: what is decided is still about those before. */
export function Unjudged({ file, onRevise }: Props) {
  if (file.changedSinceRun.length === 0) return null;
  return (
    <section
      aria-label="Not judged yet"
      className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 rounded-md bg-overdue-wash px-3 py-2.5 text-sm"
    >
      <div>
        <h2 className="font-semibold">Figures were changed after the last underwriting</h2>
        <p className="text-ink-2">The decisions below are still about the figures before.</p>
      </div>
      <Button size="sm" onClick={onRevise}>
        Run underwriting again
      </Button>
    </section>
  );
}
