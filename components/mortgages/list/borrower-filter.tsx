"use client";

import { skipToken, useQuery } from "@tanstack/react-query";
import { ChevronDown, X } from "lucide-react";
import { useState } from "react";
import { useTRPC } from "../../trpc/client.ts";
import { Button } from "../../ui/button.tsx";
import { Popover, PopoverContent, PopoverTrigger } from "../../ui/popover.tsx";
import { BorrowerPicker } from "../borrower/borrower-picker.tsx";
import { useMortgagesState } from "./use-mortgages-state.ts";

/** The mortgages of one borrower, who is searched for. */
export function BorrowerFilter() {
  const [{ borrower }, change] = useMortgagesState();
  const [open, setOpen] = useState(false);
  const name = useBorrowerName(borrower);
  return (
    <span className="flex items-center gap-0.5">
      <Popover open={open} onOpenChange={setOpen}>
        <PopoverTrigger asChild>
          <Button size="sm" className="max-w-64">
            <span className="truncate">{borrower === null ? "Borrower" : `Borrower: ${name}`}</span>
            <ChevronDown aria-hidden className="text-ink-3" />
          </Button>
        </PopoverTrigger>
        <PopoverContent align="start" aria-label="Borrower" className="w-86 overflow-visible p-2">
          <BorrowerPicker
            label="Search a borrower"
            picked={null}
            autoFocus
            onPick={({ borrowerId }) => {
              change({ borrower: borrowerId });
              setOpen(false);
            }}
          />
        </PopoverContent>
      </Popover>
      {borrower !== null && (
        <Button
          size="icon-sm"
          look="quiet"
          aria-label="Mortgages of every borrower"
          onClick={() => change({ borrower: null })}
        >
          <X aria-hidden />
        </Button>
      )}
    </span>
  );
}

/** An address names a borrower by number alone; their mortgages know the name. */
function useBorrowerName(borrowerId: number | null): string {
  const trpc = useTRPC();
  const { data } = useQuery(
    trpc.mortgages.byBorrower.queryOptions(borrowerId === null ? skipToken : { borrowerId, pageSize: 1 }),
  );
  return data?.mortgages[0]?.borrowerName ?? String(borrowerId ?? "");
}
