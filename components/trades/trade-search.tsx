"use client";

import { SearchBox } from "../shell/search-box.tsx";
import { usePausedText } from "../ui/use-paused-text.ts";
import { useTradesState } from "./use-trades-state.ts";

/** Finds a trade by a part of its exchange id. */
export function TradeSearch() {
  const [{ id }, change] = useTradesState();
  const [text, type] = usePausedText(id, (next) => change({ id: next ?? "" }));
  return (
    <SearchBox
      label="Search trade ID"
      placeholder="Trade ID"
      maxLength={64}
      value={text}
      onType={type}
      className="@min-[760px]:w-64"
    />
  );
}
