"use client";

import { Columns3 } from "lucide-react";
import { Button } from "../ui/button.tsx";
import { Menu, MenuCheck, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "../ui/dropdown-menu.tsx";
import { EVERY_COLUMN } from "./loan-columns.tsx";
import { useLoanColumns } from "./use-loan-columns.ts";

/** Which columns the list shows; the borrower always stands first. */
export function ColumnsMenu() {
  const { columns, isChosen, choose } = useLoanColumns();
  const shown = new Set(columns.map(({ field }) => field));
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button size="sm" aria-label="Columns" title="Columns">
          <Columns3 aria-hidden />
          <span className="max-xl:sr-only">Columns</span>
        </Button>
      </MenuTrigger>
      <MenuContent align="end" className="w-56">
        {EVERY_COLUMN.map(({ field, label }) => (
          <MenuCheck
            key={field}
            checked={shown.has(field)}
            // One column at least: without any there would be nothing to compare.
            disabled={shown.size === 1 && shown.has(field)}
            onCheckedChange={(isOn) =>
              choose(
                EVERY_COLUMN.map((column) => column.field).filter((one) =>
                  one === field ? isOn : shown.has(one),
                ),
              )
            }
          >
            {label}
          </MenuCheck>
        ))}
        <MenuSeparator />
        <MenuItem disabled={!isChosen} onSelect={() => choose(null)}>
          Back to the standard columns
        </MenuItem>
      </MenuContent>
    </Menu>
  );
}
