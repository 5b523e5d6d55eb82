"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import type { Outputs } from "../trpc/client.ts";
import { Button } from "../ui/button.tsx";
import { Select } from "../ui/input.tsx";
import { countText } from "../ui/money-text.ts";
import { PAGE_SIZES } from "./list-url.ts";
import { useListState } from "./use-list-state.ts";

export function Pagination({ page }: { page: Outputs["pipeline"]["loans"] }) {
  const [state, change] = useListState();
  const { totalRows, pageSize } = page;
  const last = Math.max(1, Math.ceil(totalRows / pageSize));
  const first = (page.page - 1) * pageSize + 1;
  return (
    <nav
      aria-label="Pages"
      className="sticky bottom-0 z-10 mt-auto flex h-11 items-center gap-3 border-t bg-canvas px-4 text-xs text-ink-2 lg:px-6"
    >
      <span className="figures flex-1">
        {page.loans.length > 0 && `${countText(first)}–${countText(first + page.loans.length - 1)} of `}
        {countText(totalRows)}
      </span>
      <label htmlFor="page-size" className="-mr-1">
        Rows
      </label>
      <Select
        id="page-size"
        value={state.pageSize}
        onChange={(event) => {
          const size = PAGE_SIZES.find((one) => String(one) === event.target.value);
          if (size) change({ pageSize: size });
        }}
        className="h-7 text-xs"
      >
        {PAGE_SIZES.map((size) => (
          <option key={size}>{size}</option>
        ))}
      </Select>
      <span className="figures">
        Page {countText(page.page)} of {countText(last)}
      </span>
      <span className="flex gap-1">
        <Button
          size="icon-sm"
          aria-label="Previous page"
          disabled={page.page <= 1}
          onClick={() => change({ page: page.page - 1 })}
        >
          <ChevronLeft aria-hidden />
        </Button>
        <Button
          size="icon-sm"
          aria-label="Next page"
          disabled={page.page >= last}
          onClick={() => change({ page: page.page + 1 })}
        >
          <ChevronRight aria-hidden />
        </Button>
      </span>
    </nav>
  );
}
