import type { ListLoansInput } from "@/server/domain/pipeline/input.ts";

/** What the dashboard asks; named once, so that the server can answer it before the page is sent. */
export const worstOverdueQuery = {
  page: 1,
  pageSize: 8,
  sortBy: "daysInCurrentStatus",
  sortDirection: "desc",
  filters: [{ field: "agingAlert", operator: "eq", value: true }],
} satisfies ListLoansInput;

export const recentActivityQuery = { limit: 10 };

/** The same question, as the list and the grid have it in their address. */
export const WORST_OVERDUE = "?overdue=true&sort=daysInCurrentStatus&dir=desc";

/** Behind the address of a list: the cursor stands in its search. */
export const LOAN_SEARCH = "#search";
