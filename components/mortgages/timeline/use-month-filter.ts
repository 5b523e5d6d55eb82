"use client";

import { useMortgagesState } from "../list/use-mortgages-state.ts";
import { OPEN_STATUSES } from "../mortgage-status.tsx";
import { type MaturityMonth, statusesOf } from "./maturity-months.ts";

/** The list's filter by the day of maturity, as the months of the timeline set it. */
export function useMonthFilter() {
  const [state, change] = useMortgagesState();
  const { maturesFrom, maturesTo, status } = state;
  const isChosen = ({ from, to }: MaturityMonth) => from === maturesFrom && to === maturesTo;
  return {
    isChosen,
    chosenOf: (months: readonly MaturityMonth[]) => months.find(isChosen) ?? null,
    /**
     * The list shows what the bar counts, less what its search and its days of origination leave out, of which no bar knows;
     * pressed again it shows every month once more.
     */
    toggle: (month: MaturityMonth) => {
      const counted = statusesOf(state);
      if (!isChosen(month)) change({ maturesFrom: month.from, maturesTo: month.to, status: counted });
      else {
        const isOurs = OPEN_STATUSES.every((one) => status.includes(one)) && status.length === counted.length;
        change({ maturesFrom: null, maturesTo: null, ...(isOurs ? { status: [] } : {}) });
      }
    },
  };
}
