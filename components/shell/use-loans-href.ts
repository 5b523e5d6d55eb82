"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../trpc/client.ts";

/** Where "Loans" leads: to the list, with the view that this person opens it with (P9.3). */
export function useLoansHref(): string {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.desk.settings.queryOptions());
  return data?.defaultView ? `/pipeline/loans?view=${data.defaultView}` : "/pipeline/loans";
}
