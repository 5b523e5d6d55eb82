"use client";

import type { Outputs } from "../trpc/client.ts";
import { Pager } from "../ui/pager.tsx";
import { PAGE_SIZES } from "./list-url.ts";
import { useListState } from "./use-list-state.ts";

export function Pagination({ page }: { page: Outputs["pipeline"]["loans"] }) {
  const [state, change] = useListState();
  return (
    <Pager
      page={page.page}
      pageSize={state.pageSize}
      totalRows={page.totalRows}
      shown={page.loans.length}
      onPage={(to) => change({ page: to })}
      sizes={{
        choices: PAGE_SIZES,
        onSize: (chosen) => {
          const size = PAGE_SIZES.find((one) => one === chosen);
          if (size) change({ pageSize: size });
        },
      }}
    />
  );
}
