"use client";

import { Columns3, RotateCcw } from "lucide-react";
import { LOAN_LABELS } from "../pipeline/field-labels.ts";
import { Button } from "../ui/button.tsx";
import { Menu, MenuCheck, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "../ui/dropdown-menu.tsx";
import { shownFields } from "./grid-layout.ts";
import type { GridLayout } from "./use-grid-layout.ts";

/** Which of all fields stand in the grid, and the way back to what everybody starts with. */
export function ColumnsChooser({ layout: { layout, place, reset, isEverybodys } }: { layout: GridLayout }) {
  const shown = shownFields(layout);
  const byName = [...layout].sort((a, b) => LOAN_LABELS[a.field].localeCompare(LOAN_LABELS[b.field]));
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button size="sm">
          <Columns3 aria-hidden />
          Columns
          {shown.length < layout.length && (
            <span className="figures font-normal text-ink-3">
              {shown.length} of {layout.length}
            </span>
          )}
        </Button>
      </MenuTrigger>
      <MenuContent align="end" className="w-96">
        <MenuItem disabled={isEverybodys} onSelect={reset}>
          <RotateCcw aria-hidden />
          As everybody starts: order, width, pins
        </MenuItem>
        <MenuSeparator />
        <div className="grid grid-cols-2">
          {byName.map(({ field, hidden }) => (
            <MenuCheck
              key={field}
              checked={!hidden}
              // One column at least: without any there would be nothing to compare.
              disabled={!hidden && shown.length === 1}
              onCheckedChange={(isOn) => place(field, { hidden: !isOn })}
            >
              <span className="truncate">{LOAN_LABELS[field]}</span>
            </MenuCheck>
          ))}
        </div>
      </MenuContent>
    </Menu>
  );
}
