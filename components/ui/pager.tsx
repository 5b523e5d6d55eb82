"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { useId } from "react";
import { Button } from "./button.tsx";
import { cn } from "./cn.ts";
import { Select } from "./input.tsx";
import { countText } from "./money-text.ts";

interface Props {
  label?: string;
  page: number;
  pageSize: number;
  totalRows: number;
  /** Rows on this page. */
  shown: number;
  onPage: (page: number) => void;
  /** Left out: the size is fixed. */
  sizes?: { choices: readonly number[]; onSize: (size: number) => void };
  className?: string;
}

const STICKY = "sticky bottom-0 z-10 mt-auto h-11 border-t bg-canvas px-4 lg:px-6";

/** Where one is in a list of several pages, and the way to the others. Stays at the window's bottom edge. */
export function Pager({
  label = "Pages",
  page,
  pageSize,
  totalRows,
  shown,
  onPage,
  sizes,
  className = STICKY,
}: Props) {
  const id = useId();
  const last = Math.max(1, Math.ceil(totalRows / pageSize));
  const first = (page - 1) * pageSize + 1;
  return (
    <nav aria-label={label} className={cn("flex items-center gap-3 text-xs text-ink-2", className)}>
      <span className="figures flex-1">
        {shown > 0 && `${countText(first)}–${countText(first + shown - 1)} of `}
        {countText(totalRows)}
      </span>
      {sizes && (
        <>
          <label htmlFor={id} className="-mr-1">
            Rows
          </label>
          <Select
            id={id}
            value={pageSize}
            onChange={(event) => sizes.onSize(Number(event.target.value))}
            className="h-7 text-xs"
          >
            {sizes.choices.map((size) => (
              <option key={size}>{size}</option>
            ))}
          </Select>
        </>
      )}
      <span className="figures">
        Page {countText(page)} of {countText(last)}
      </span>
      <span className="flex gap-1">
        <Button
          size="icon-sm"
          aria-label="Previous page"
          disabled={page <= 1}
          onClick={() => onPage(page - 1)}
        >
          <ChevronLeft aria-hidden />
        </Button>
        <Button
          size="icon-sm"
          aria-label="Next page"
          disabled={page >= last}
          onClick={() => onPage(page + 1)}
        >
          <ChevronRight aria-hidden />
        </Button>
      </span>
    </nav>
  );
}
