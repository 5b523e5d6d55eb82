"use client";

import { Pager } from "../ui/pager.tsx";
import { PAGE_SIZES } from "./page-sizes.ts";

type Change = { page: number } | { pageSize: (typeof PAGE_SIZES)[number] };

interface Props {
  page: { page: number; totalRows: number };
  /** As asked, which the page that is shown may not be yet. */
  pageSize: number;
  /** Rows on this page. */
  shown: number;
  onChange: (change: Change) => void;
}

/** The pages of a list whose address has its page and its size; nothing for a list of nothing. */
export function ListPager({ page: { page, totalRows }, pageSize, shown, onChange }: Props) {
  if (totalRows === 0) return null;
  return (
    <Pager
      page={page}
      pageSize={pageSize}
      totalRows={totalRows}
      shown={shown}
      onPage={(to) => onChange({ page: to })}
      sizes={{
        choices: PAGE_SIZES,
        onSize: (chosen) => {
          const size = PAGE_SIZES.find((one) => one === chosen);
          if (size) onChange({ pageSize: size });
        },
      }}
    />
  );
}
