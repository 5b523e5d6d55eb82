"use client";

import { type ReactNode, useId, useState } from "react";
import { Button } from "../../ui/button.tsx";
import { LeverRow } from "./lever-row.tsx";
import { type Preset, scaledBalances } from "./presets.ts";
import type { Levers, Moved } from "./scenario.ts";

/** So many cards are at hand at once; the others are a press away. */
const SHOWN = 4;

interface Props {
  levers: Levers;
  presets: Preset[];
  moved: Moved;
  onMove: (moves: Record<string, string | null>) => void;
}

export function LeverGroups({ levers, presets, moved, onMove }: Props) {
  const [all, setAll] = useState(false);
  const { figures, inquiries, inquiryMonths, balances } = levers;
  const one = (id: string, text: string | null) => onMove({ [id]: text });
  const shown = all ? balances : balances.slice(0, SHOWN);
  return (
    <>
      {presets.length > 0 && (
        <div className="flex flex-wrap gap-1.5 pt-3">
          {presets.map(({ name, moves }) => (
            <Button key={name} size="sm" onClick={() => onMove(moves)}>
              {name}
            </Button>
          ))}
        </div>
      )}
      <Group title="Client">
        {figures.map((lever) => (
          <LeverRow key={lever.id} lever={lever} moved={moved} onMove={one} />
        ))}
      </Group>
      <Group title={`Inquiries, ${inquiryMonths} months`}>
        {inquiries.map((lever) => (
          <LeverRow key={lever.id} lever={lever} moved={moved} onMove={one} />
        ))}
      </Group>
      {balances.length > 0 && (
        <Group title="Card balances">
          <AllBalances onScale={(percent) => onMove(scaledBalances(balances, percent))} />
          {shown.map((lever) => (
            <LeverRow key={lever.id} lever={lever} moved={moved} onMove={one} more={lever.ending} />
          ))}
          {balances.length > SHOWN && (
            <button
              type="button"
              aria-expanded={all}
              onClick={() => setAll(!all)}
              className="rounded-sm text-sm text-accent hover:underline"
            >
              {all ? "Show the most used" : `Show all ${balances.length}`}
            </button>
          )}
        </Group>
      )}
    </>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="pt-3">
      <h3 id={id} className="border-b pb-1 text-xs text-ink-3">
        {title}
      </h3>
      <div className="pt-1">{children}</div>
    </section>
  );
}

function AllBalances({ onScale }: { onScale: (percent: number) => void }) {
  const id = useId();
  return (
    <div className="flex items-center gap-1.5 py-1 text-sm">
      <span id={id} className="mr-auto text-ink-2">
        All of them, of what is owed
      </span>
      <fieldset aria-labelledby={id} className="flex gap-1.5">
        {[0, 25, 50, 75].map((percent) => (
          <Button key={percent} size="sm" className="figures" onClick={() => onScale(percent)}>
            {percent} %
          </Button>
        ))}
      </fieldset>
    </div>
  );
}
