"use client";

import { Columns3 } from "lucide-react";
import { useState } from "react";
import type { LoanField } from "@/server/domain/pipeline/model/loan-fields.ts";
import { Button } from "../ui/button.tsx";
import { Menu, MenuCheck, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "../ui/dropdown-menu.tsx";
import { EVERY_COLUMN } from "./loan-columns.tsx";
import { shownFrom, useLoanColumns } from "./use-loan-columns.ts";

/**
 * Which columns the list shows; the borrower always stands first. What the width leaves out is not ticked and says so;
 * who ticks it sees it, and the list then scrolls sideways.
 */
export function ColumnsMenu() {
  const { columns, isChosen, choose } = useLoanColumns();
  const [width, setWidth] = useState(Number.POSITIVE_INFINITY);
  const seen = columns.filter((column) => shownFrom(column) <= width).map(({ field }) => field);
  const hidden = columns.map(({ field }) => field).filter((field) => !seen.includes(field));
  const toggle = (field: LoanField, isOn: boolean) => {
    // In the order in which they stand; what is added comes last.
    choose(isOn ? [...seen, field] : seen.filter((one) => one !== field));
  };
  return (
    <Menu onOpenChange={() => setWidth(document.querySelector("main")?.clientWidth ?? 0)}>
      <MenuTrigger asChild>
        <Button size="sm" aria-label="Columns" title="Columns">
          <Columns3 aria-hidden />
          <span className="max-xl:sr-only">Columns</span>
        </Button>
      </MenuTrigger>
      <MenuContent align="end" className="w-76">
        {EVERY_COLUMN.map(({ field, label }) => (
          <MenuCheck
            key={field}
            checked={seen.includes(field)}
            // One column at least: without any there would be nothing to compare.
            disabled={seen.length === 1 && seen.includes(field)}
            onCheckedChange={(isOn) => toggle(field, isOn)}
          >
            {label}
            {hidden.includes(field) && (
              <span className="ml-auto text-xs text-ink-3">hidden at this width</span>
            )}
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
