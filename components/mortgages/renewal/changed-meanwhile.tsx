"use client";

import type { Mortgage } from "@/server/domain/mortgages/model/mortgage.ts";
import { Button } from "../../ui/button.tsx";
import { FIELD_LABELS, factText } from "../fact-text.ts";
import { differing, factsOf } from "../form/mortgage-values.ts";
import { useWhoChanged } from "../who-changed.ts";

interface Props {
  seen: Mortgage;
  present: Mortgage;
  onGoOn: () => void;
}

/** Somebody changed the mortgage that is to be renewed: what, and the way on. */
export function ChangedMeanwhile({ seen, present, onGoOn }: Props) {
  const who = useWhoChanged(present);
  const [before, after] = [factsOf(seen), factsOf(present)];
  return (
    <div role="alert" className="rounded-md border border-line-strong bg-canvas p-3 text-sm">
      <p className="font-medium">{who} while you were typing</p>
      <ul className="figures mt-1 text-ink-2">
        {differing(before, after).map((field) => (
          <li key={field}>
            {FIELD_LABELS[field]}: {factText(field, before[field], seen.borrowerName)} →{" "}
            {factText(field, after[field], present.borrowerName)}
          </li>
        ))}
      </ul>
      <p className="mt-1 text-ink-2">Nothing was renewed. What you typed is still here.</p>
      <Button size="sm" className="mt-2" onClick={onGoOn}>
        Go on with the mortgage as it is now
      </Button>
    </div>
  );
}
