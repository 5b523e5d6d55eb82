import { Button } from "../../ui/button.tsx";
import {
  type ApplicantFacts,
  differing,
  FACT_LABELS,
  factText,
  type PresentFile,
} from "./applicant-values.ts";
import { useWhoChanged } from "./file-conflict.tsx";

interface Props {
  base: ApplicantFacts;
  present: PresentFile;
  onGoOn: () => void;
}

/** Somebody else was quicker with the file that is to be revised: what they changed, and the way on. */
export function StaleFile({ base, present, onGoOn }: Props) {
  const who = useWhoChanged(present);
  const changed = differing(base, present.facts);
  return (
    <div role="alert" className="rounded-md border border-line-strong bg-canvas p-3 text-sm">
      <p className="font-medium">{who} after you opened it</p>
      {changed.length > 0 ? (
        <ul className="mt-1 text-ink-2">
          {changed.map((name) => (
            <li key={name} className="figures">
              {FACT_LABELS[name]}: {factText(name, base[name])} → {factText(name, present.facts[name])}
            </li>
          ))}
        </ul>
      ) : (
        <p className="text-ink-2">
          The client’s figures are the same; a report, a step or another underwriting came.
        </p>
      )}
      <p className="mt-1 text-ink-2">Nothing was done yet. What you typed is still here.</p>
      <Button size="sm" className="mt-2" onClick={onGoOn}>
        Run it on the file as it is now
      </Button>
    </div>
  );
}
