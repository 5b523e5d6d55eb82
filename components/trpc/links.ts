import { httpBatchLink, splitLink, type TRPCLink } from "@trpc/client";
import type { AppRouter } from "@/server/api/root.ts";

/** The context of a query for which the server asks another system: what is asked together waits for its slowest. */
export const ALONE = { goesAlone: true };

/** The way to the server: what is asked at the same time goes together, but what says `ALONE`. */
export function linksTo(url: string, headers: Record<string, string>): TRPCLink<AppRouter>[] {
  const batches = (maxItems: number) =>
    httpBatchLink<AppRouter>({
      url,
      // The ids of 500 loans fit in, and a proxy's usual 8 KB for a request line are kept to.
      maxURLLength: 7_500,
      maxItems,
      headers,
    });
  return [
    splitLink({
      condition: ({ context }) => context.goesAlone === true,
      true: batches(1),
      // As many as the server takes at once (`trpc-route.ts`).
      false: batches(10),
    }),
  ];
}
